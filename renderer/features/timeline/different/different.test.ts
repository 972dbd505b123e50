import { describe, expect, it } from 'vitest';
import { sidesWords } from './DifferentDialog.tsx';
import { comparisonOf, narrowedBy, ratioWords, shareWords, valueOf } from './question.ts';

const side = { count: 1, share: 0.5 };
const difference = (key: 'hour' | 'meta' | 'actor' | 'action', value: string | null) =>
  ({ key, value, selected: side, against: side, ratio: 1 }) as const;

describe('what is compared', () => {
  it('is the question and the rest of its window', () => {
    expect(comparisonOf({ op: ['delete'] })).toMatchObject({
      against: null,
      words: 'the other changes held',
    });
    expect(comparisonOf({ op: ['delete'], to: 'z' })?.words).toBe('the other changes of the window');
    expect(comparisonOf({})).toBeNull();
  });

  it('is a window of time and all times outside of it, to the microsecond', () => {
    expect(
      comparisonOf({ from: '2026-11-05T03:00:00.000000Z', to: '2026-11-05T03:59:59.999999Z' })?.against,
    ).toEqual({
      any: [{ to: '2026-11-05T02:59:59.999999Z' }, { from: '2026-11-05T04:00:00.000000Z' }],
    });
  });
});

describe('a difference', () => {
  it('narrows the question where a filter asks for it', () => {
    expect(narrowedBy({ op: ['delete'] }, difference('meta', '{"ip": "1"}'))).toEqual({
      op: ['delete'],
      meta: ['{"ip": "1"}'],
    });
    expect(narrowedBy({ actor: ['user:1'] }, difference('actor', null))).toEqual({ no_actor: true });
    expect(narrowedBy({}, difference('hour', '03'))).toBeNull();
    expect(narrowedBy({}, difference('action', null))).toBeNull();
  });

  it('is said in words', () => {
    expect(valueOf(difference('hour', '03'))).toBe('03:00 to 03:59');
    expect([0, 0.00001, 0.004, 0.034, 0.5].map(shareWords)).toEqual([
      '0 %',
      '< 0.01 %',
      '0.40 %',
      '3.4 %',
      '50 %',
    ]);
    expect(ratioWords({ ...difference('hour', '03'), ratio: null })).toBe('only here');
    const none = { selected: 0, against: 9, selected_from: null, against_from: null, differences: [] };
    expect(sidesWords(none, 'the rest', 'utc')).toBe(
      '0 changes beside 9: the rest. One side is empty: nothing can be compared.',
    );
  });
});
