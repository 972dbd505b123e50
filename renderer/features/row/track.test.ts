import { describe, expect, it } from 'vitest';
import { instantAt, labelsOf, placeOf, spanOf, ticksOf } from './track.ts';

const from = '2026-11-04T00:00:00.000000Z';
const to = '2026-11-18T00:00:00.000000Z';

describe('the track of a life', () => {
  const span = spanOf([to, from]);
  if (span === null) throw new Error('these moments have a place in time');

  it('begins a little before the first moment and ends with the last', () => {
    expect(instantAt(0, span)).toBe('2026-11-03T00:00:00.000000Z');
    expect(instantAt(100, span)).toBe(to);
    expect(placeOf(from, span)).toBeCloseTo(100 / 15, 2);
  });

  it('keeps what lies outside at its ends, and infinity as well', () => {
    expect(placeOf('2020-01-01T00:00:00.000000Z', span)).toBe(0);
    expect(placeOf('2030-01-01T00:00:00.000000Z', span)).toBe(100);
    expect(placeOf('-infinity', span)).toBe(0);
    expect(placeOf('infinity', span)).toBe(100);
  });

  it('has round days as ticks', () => {
    const ticks = ticksOf(span, 'utc').map(({ label }) => label);
    expect(ticks).toContain('5 Nov');
    expect(ticks.length).toBeGreaterThan(4);
    expect(ticks.length).toBeLessThan(11);
  });

  it('has a place for one moment alone, and for none where there is no time', () => {
    const one = spanOf([from]);
    expect(one).not.toBeNull();
    expect(one === null ? 0 : one.end - one.start).toBeGreaterThan(0n);
    expect(spanOf(['infinity'])).toBeNull();
  });

  it('names times of a day where the life is short', () => {
    const short = spanOf(['2026-11-04T10:00:00.000000Z', '2026-11-04T10:20:00.000000Z']);
    expect(short === null ? [] : ticksOf(short, 'utc')[1]?.label).toMatch(/^10:\d[05]$/);
  });
});

describe('labels of knots', () => {
  it('share a label where they are too close', () => {
    const knots = [
      { place: 80, name: 'v5' },
      { place: 10, name: 'v2' },
      { place: 9, name: 'v1' },
    ];
    expect(labelsOf(knots)).toEqual([
      { place: 9.5, name: 'v1 v2' },
      { place: 80, name: 'v5' },
    ]);
  });

  it('name the ends of a crowd', () => {
    const knots = [1, 2, 3, 4].map((n) => ({ place: n, name: `v${n}` }));
    expect(labelsOf(knots)).toEqual([{ place: 2.5, name: 'v1–v4' }]);
  });
});
