import { describe, expect, it } from 'vitest';
import { isEnough, momentGuess, newestMoments, withDay, type Moment } from './moments.ts';

const days = [24, 23, 22, 21, 20, 19, 5].map(
  (day) => `2026-11-${String(day).padStart(2, '0')}T03:07:00.000000Z`,
);
const counted = (counts: readonly number[]): readonly Moment[] =>
  counts.map((count, i) => ({ at: days[i] ?? '', changes: { count, capped: false } }));
const on = (moments: readonly Moment[]): readonly string[] => moments.map(({ at }) => at.slice(8, 10));

describe('the days of a time of day', () => {
  it('are the newest until they are counted, then those on which something was captured', () => {
    expect(on(newestMoments(days, []))).toEqual(['24', '23', '22', '21', '20']);
    expect(on(newestMoments(days, counted([0, 2, 0, 0, 1, 0, 9])))).toEqual(['23', '20', '05']);
    expect(on(newestMoments(days, counted([0, 0])))).toEqual(['24', '23']);
    expect(isEnough(counted([1, 1, 1, 1]))).toBe(false);
    expect(isEnough(counted([1, 0, 1, 1, 1, 1]))).toBe(true);
  });

  it('are told apart by their day', () => {
    const [moment] = counted([0]);
    expect(moment === undefined ? null : momentGuess(moment, 'utc')).toMatchObject({
      line: {
        noun: 'Changes',
        lead: 'within 5 minutes of',
        text: 'Tue 24 Nov 2026 03:07:00Z',
        end: 'no captured change',
      },
      to: { filters: { from: '2026-11-24T03:02:00.000000Z', to: '2026-11-24T03:12:00.000000Z' } },
    });
  });

  it('can be written over', () => {
    expect(withDay(days, '03:07', 'utc')).toEqual({ day: '5 Nov', text: '5 Nov 03:07' });
    expect(withDay([], '03:07', 'utc').text).toBe('1 Jan 03:07');
  });
});
