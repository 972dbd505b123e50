import { describe, expect, it } from 'vitest';
import { pathDifferences } from './jsonPaths.ts';
import { valueParts } from './valueParts.ts';

describe('a value around its difference', () => {
  it('is whole while it is short', () => {
    expect(valueParts('"Household 2"', '"Household"')).toEqual({
      before: '"Household',
      middle: ' 2',
      after: '"',
      hidden: 0,
    });
  });

  it('loses what both sides share, never what differs', () => {
    const text = (middle: string): string => `"${'a'.repeat(300)}${middle}${'z'.repeat(200)}"`;
    const parts = valueParts(text('NEW'), text('old'));
    expect(parts.before).toBe(`…${'a'.repeat(20)}`);
    expect(parts.middle).toBe('NEW');
    expect(parts.after).toBe(`${'z'.repeat(20)}…`);
    expect(parts.hidden).toBe(text('NEW').length - 43);
  });

  it('says of a long difference how much is not shown, and cuts no character in half', () => {
    const parts = valueParts(`"${'x'.repeat(158)}😀😀😀"`);
    expect(parts.middle.endsWith('x…')).toBe(true);
    expect(parts.hidden).toBe(7);
  });
});

describe('pathDifferences', () => {
  it('names each differing place with its values as stored', () => {
    expect(
      pathDifferences(
        '{"schedule": "weekly", "limits": {"single": 500.00, "day": 1}, "lines": [1, 2]}',
        '{"schedule": "instant", "limits": {"single": 5000.00, "day": 1}, "lines": [1, 3, 4]}',
      ),
    ).toEqual([
      { path: 'limits.single', before: '500.00', after: '5000.00' },
      { path: 'lines[1]', before: '2', after: '3' },
      { path: 'lines[2]', before: undefined, after: '4' },
      { path: 'schedule', before: '"weekly"', after: '"instant"' },
    ]);
  });

  it('keeps whole what is of another kind', () => {
    expect(pathDifferences('{"a": 1}', '[1]')).toEqual([{ path: '', before: '{"a": 1}', after: '[1]' }]);
    expect(pathDifferences('{"a": 1}', '{"a": 1}')).toEqual([]);
  });
});
