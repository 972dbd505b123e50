import { describe, expect, it } from 'vitest';
import { loadedWords } from './loaded.ts';
import { amountWords, howWords } from './CountedLine.tsx';

const loaded = {
  changes: 200,
  newest: '2026-11-18T15:09:48.330127Z',
  oldest: '2026-11-05T03:07:41.218394Z',
};

describe('what the histogram says', () => {
  it('of the part that is loaded', () => {
    expect(loadedWords({ ...loaded, older: true, newer: false }, 41_203, 'utc')).toBe(
      '200 of 41,203 loaded, back to 5 Nov 03:07',
    );
    expect(loadedWords({ ...loaded, older: true, newer: true }, null, 'utc')).toBe(
      '200 loaded, 18 Nov 15:09 back to 5 Nov 03:07',
    );
    expect(loadedWords({ ...loaded, older: false, newer: false }, 200, 'utc')).toBe('all of them loaded');
  });

  it('of how it was counted', () => {
    const histogram = {
      from: null,
      to: null,
      by: 'op',
      bucket_seconds: 60,
      buckets: [{ start: loaded.oldest, counts: { insert: 12_000 } }],
      unplaced: 2,
      approximate: null,
    } as const;
    const at = '2026-11-24T04:07:12.000000Z';
    expect(amountWords({ histogram, at })).toBe('12,000 changes');
    expect(howWords({ histogram, at }, 'utc')).toBe(
      'counted at 04:07:12Z, 2 more at times no calendar holds',
    );
    const approximate = { how: '', percent: 0.4, sampled: 48 };
    const sampled = { histogram: { ...histogram, approximate, unplaced: 0 }, at };
    expect(amountWords(sampled)).toBe('about 12,000 (estimate)');
    expect(howWords(sampled, 'utc')).toBe('from 0.4 % of the blocks, read at 04:07:12Z');
  });
});
