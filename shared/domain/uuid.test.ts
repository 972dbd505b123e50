import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkUuid, isUuid } from './uuid.ts';

describe('a uuid', () => {
  it('is one in either case', () => {
    fc.assert(
      fc.property(fc.uuid(), (id) => {
        expect(isUuid(id) && isUuid(id.toUpperCase())).toBe(true);
      }),
    );
  });

  it.each([
    '',
    '4711',
    '{11111111-1111-4111-8111-111111111111}',
    '11111111111141118111111111111111',
    `${'1'.repeat(8)}-1111-4111-8111-${'1'.repeat(12)}\n`,
  ])('is not %j', (text) => {
    expect(isUuid(text)).toBe(false);
  });

  it('is asked for by what it is of', () => {
    expect(() => {
      checkUuid('4711', 'a transaction id');
    }).toThrow(expect.objectContaining({ code: 'invalid_uuid', message: '"4711" is not a transaction id' }));
    expect(() => {
      checkUuid('4711', 'a transaction id');
    }).toThrow(
      expect.objectContaining({
        hint: 'A transaction is looked up by its uuid, not by its txid. "find 4711" or "timeline --txid 4711" shows its uuid.',
      }),
    );
    expect(() => {
      checkUuid('x', 'a transaction id');
    }).toThrow(expect.objectContaining({ hint: 'A transaction is looked up by its uuid, not by its txid.' }));
    expect(() => {
      checkUuid('x', 'an action id');
    }).toThrow(expect.objectContaining({ hint: 'An action id is a uuid.' }));
  });
});
