import { describe, expect, it } from 'vitest';
import { sameJson, sameMoment } from './jsonSame.ts';

describe('stored values compare as jsonb does', () => {
  it.each([
    ['1.0', '1.00', true],
    ['0', '-0.0', true],
    ['100', '1', false],
    ['9007199254740993', '9007199254740992', false],
    ['{"a": 1, "b": [1.10]}', '{"b":[1.1],"a":1}', true],
    ['[1, 2]', '[2, 1]', false],
    ['"1"', '1', false],
    ['"a"', '"\\u0061"', true],
    ['null', 'false', false],
  ])('%s and %s: %s', (a, b, same) => {
    expect(sameJson(a, b)).toBe(same);
  });

  // CONTRACT §12, trap 25.
  it('moments of a timestamptz are the same whatever their offset', () => {
    expect(sameMoment('"2026-01-02T08:34:05.5+05:30"', '"2026-01-02T03:04:05.5+00:00"')).toBe(true);
    expect(sameMoment('"2026-01-02T08:34:05.5+05:30"', '"2026-01-02T03:04:05.500001+00:00"')).toBe(false);
    expect(sameMoment('"infinity"', '"infinity"')).toBe(true);
    expect(sameMoment('"infinity"', '"2026-01-02T03:04:05.5+00:00"')).toBe(false);
  });
});
