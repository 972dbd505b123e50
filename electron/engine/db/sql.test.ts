import { describe, expect, it } from 'vitest';
import { qualified, quoteIdentifier, quoteLiteral } from './sql.ts';

describe('quoting', () => {
  it('doubles what would end it', () => {
    expect(quoteIdentifier('a"b')).toBe('"a""b"');
    expect(qualified('Odd schema', 'audit_changes')).toBe('"Odd schema"."audit_changes"');
    expect(quoteLiteral("o'clock")).toBe("'o''clock'");
    expect(quoteLiteral("back\\slash's")).toBe(" E'back\\\\slash''s'");
  });
});
