import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { axisOfTime, bucketAt, placeOf, spanOf, ticksOf, widthWords } from './axis.ts';
import { bucketWords, HEIGHT, layerPath, scaleOf } from './bars.ts';

const axis = { start: '2026-11-04T00:00:00.000000Z', seconds: 10_800, buckets: 168 };
const bucket = (counts: Record<string, number>) => ({ start: axis.start, counts });

describe('the axis of the histogram', () => {
  it('finds the bucket of a place, and the instants of a bucket', () => {
    expect(bucketAt(axis, 0)).toBe(0);
    expect(bucketAt(axis, 1)).toBe(167);
    expect(spanOf(axis, 1, 0)).toEqual({
      from: '2026-11-04T00:00:00.000000Z',
      to: '2026-11-04T05:59:59.999999Z',
    });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 167 }), (at) => {
        const { from, to } = spanOf(axis, at, at);
        expect(bucketAt(axis, placeOf(axis, from) + 1e-9)).toBe(at);
        expect(bucketAt(axis, placeOf(axis, to))).toBe(at);
      }),
    );
  });

  it('keeps what lies outside at the nearer end', () => {
    expect(placeOf(axis, '2020-01-01T00:00:00.000000Z')).toBe(0);
    expect(placeOf(axis, '2030-01-01T00:00:00.000000Z')).toBe(1);
    expect(placeOf(axis, 'infinity')).toBe(0);
  });

  it('names round moments, midnights where it covers days', () => {
    const days = ticksOf(axis, 'utc', 12);
    expect(days.map(({ label }) => label).slice(0, 2)).toEqual(['Thu 5 Nov', 'Sat 7 Nov']);
    expect(days[1]?.place).toBeCloseTo(3 / 21, 6);
    const hours = ticksOf({ start: '2026-11-04T22:10:00.000000Z', seconds: 60, buckets: 240 }, 'utc', 8);
    expect(hours.map(({ label }) => label)).toEqual([
      '22:30',
      '23:00',
      '23:30',
      'Thu 5 Nov',
      '00:30',
      '01:00',
      '01:30',
      '02:00',
    ]);
  });

  it('has no axis without a bucket', () => {
    const none = { from: null, to: null, by: 'op', bucket_seconds: null, buckets: [], unplaced: 0 } as const;
    expect(axisOfTime({ ...none, approximate: null })).toBeNull();
    expect([10_800, 86_400, 900, 5].map(widthWords)).toEqual(['3 h', '1 d', '15 min', '5 s']);
  });
});

describe('the bars of the histogram', () => {
  it('are cut where one flood would flatten the rest, and say so', () => {
    const usual = Array.from({ length: 40 }, () => bucket({ insert: 100 }));
    expect(scaleOf(usual)).toEqual({ top: 100, cut: [] });
    expect(scaleOf([...usual, bucket({ update: 4000 })])).toEqual({
      top: 120,
      cut: [{ at: 40, total: 4000 }],
    });
    expect(scaleOf([bucket({ insert: 1 }), bucket({ update: 7 })])).toEqual({ top: 7, cut: [] });
    expect(scaleOf([])).toEqual({ top: 1, cut: [] });
  });

  it('stand on each other and never leave the plot', () => {
    const buckets = [bucket({ insert: 5, update: 5, delete: 90, truncate: 3 })];
    expect(layerPath(buckets, 'insert', 10)).toBe(`M0.09 ${HEIGHT}v-30h0.82v30z`);
    expect(layerPath(buckets, 'update', 10)).toBe('M0.09 30v-30h0.82v30z');
    expect(layerPath(buckets, 'delete', 10)).toMatch(/^M0.09 0v/);
    expect(layerPath([bucket({})], 'insert', 10)).toBe('');
  });

  it('say what a bucket holds, of operations nobody expected too', () => {
    expect(bucketWords({ insert: 1, delete: 2000, truncate: 3 })).toBe(
      '1 inserted, 2,000 deleted, 3 of another operation',
    );
    expect(bucketWords({})).toBe('nothing');
  });
});
