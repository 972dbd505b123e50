import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromEpochMicros, toEpochMicros } from '@shared/domain/instant.ts';
import { bucketSeconds, bucketStarts } from './buckets.ts';

const LEAST = toEpochMicros('0001-01-01T00:00:00.000000Z');
const MOST = toEpochMicros('9999-12-31T23:59:59.999999Z');
const instant = fc.bigInt(LEAST, MOST).map(fromEpochMicros);
const near = fc.tuple(instant, fc.bigInt(0n, 10n ** 12n)).map(([from, more]) => {
  const end = toEpochMicros(from) + more;
  return { from, to: fromEpochMicros(end > MOST ? MOST : end) };
});
const far = fc.tuple(instant, instant).map(([a, b]) => (a < b ? { from: a, to: b } : { from: b, to: a }));

describe('buckets', () => {
  it('cover any window without gaps, never more than asked, with both ends inside', () => {
    fc.assert(
      fc.property(fc.oneof(near, far), fc.integer({ min: 1, max: 300 }), (window, most) => {
        const seconds = bucketSeconds(window, most);
        const starts = bucketStarts(window, seconds);
        expect(starts.length).toBeGreaterThanOrEqual(1);
        expect(starts.length).toBeLessThanOrEqual(most);
        expect((starts[0] ?? '') <= window.from).toBe(true);
        const last = toEpochMicros(starts.at(-1) ?? '');
        expect(last <= toEpochMicros(window.to)).toBe(true);
        expect(last + BigInt(seconds) * 1_000_000n > toEpochMicros(window.to)).toBe(true);
        for (const [i, start] of starts.slice(1).entries())
          expect(toEpochMicros(start) - toEpochMicros(starts[i] ?? '')).toBe(BigInt(seconds) * 1_000_000n);
      }),
    );
  });

  it.each([
    ['2026-05-01T00:00:00.000000Z', '2026-05-01T00:00:00.000000Z', 120, 1],
    ['2026-05-01T00:00:00.000000Z', '2026-05-01T00:01:59.999999Z', 120, 1],
    ['2026-05-01T00:00:00.000000Z', '2026-05-01T00:02:00.000000Z', 120, 2],
    ['2026-05-01T00:00:00.000000Z', '2026-05-01T01:59:59.000000Z', 120, 60],
    ['2026-05-01T00:00:00.000000Z', '2026-05-02T00:00:00.000000Z', 120, 900],
    ['2026-05-01T00:00:00.000000Z', '2026-05-31T00:00:00.000000Z', 120, 21_600 * 2],
    ['2026-01-01T00:00:00.000000Z', '2026-12-31T00:00:00.000000Z', 60, 7 * 86_400],
    ['0001-01-01T00:00:00.000000Z', '9999-12-31T23:59:59.999999Z', 100, 101 * 364 * 86_400],
  ])('%s to %s in at most %d: %d s', (from, to, most, seconds) => {
    expect(bucketSeconds({ from, to }, most)).toBe(seconds);
  });

  it('begin at whole hours, UTC midnights and Mondays', () => {
    const window = { from: '2026-05-21T13:45:12.000001Z', to: '2026-05-22T13:00:00.000000Z' };
    expect(bucketStarts(window, 43_200)[0]).toBe('2026-05-21T12:00:00.000000Z');
    expect(bucketStarts(window, 86_400)).toEqual([
      '2026-05-21T00:00:00.000000Z',
      '2026-05-22T00:00:00.000000Z',
    ]);
    // 2026-05-18 was a Monday.
    expect(bucketStarts(window, 7 * 86_400)).toEqual(['2026-05-18T00:00:00.000000Z']);
  });
});
