import { describe, expect, it } from 'vitest';
import { exportForecast } from './forecast.ts';

const counted = (count: number, capped = false) => ({
  count,
  capped,
  counted_at: '2026-11-24T04:07:12.000001Z',
});

describe('what an export will write', () => {
  it('says the exact number where all of it is counted and fits', () => {
    expect(exportForecast(counted(6_936), 10_000, 'utc')).toEqual({
      what: '6,936 changes match, counted at 04:07:12Z. All 6,936 will be written.',
      left: null,
    });
    expect(exportForecast(counted(1), null, 'utc').what).toBe(
      '1 change matches, counted at 04:07:12Z. It will be written.',
    );
    expect(exportForecast(counted(0), 10, 'utc').what).toContain('the file will hold none');
  });

  it('says how many a limit leaves out', () => {
    const { what, left } = exportForecast(counted(6_936), 1_000, 'utc');
    expect(left).toBe('The newest 1,000 will be written, the 5,936 before them will not');
    expect(what).toContain('Choose all to write every one.');
  });

  it('says that there are more than were counted, and what the limit then does', () => {
    expect(exportForecast(counted(10_000, true), 10_000, 'utc')).toEqual({
      what: 'More than 10,000 changes match, counted at 04:07:12Z. Choose all to write every one.',
      left: 'The newest 10,000 will be written, all before them will not',
    });
    expect(exportForecast(counted(10_000, true), null, 'utc').what).toContain('All of them will be written.');
    const beyond = exportForecast(counted(10_000, true), 20_000, 'utc');
    expect(beyond.left).toBeNull();
    expect(beyond.what).toContain('If more than 20,000 match, the older ones will not be in the file.');
  });

  it('says what the limit would do while nothing is counted', () => {
    expect(exportForecast(undefined, 10_000, 'utc').what).toContain('If more than 10,000 match');
    expect(exportForecast(undefined, null, 'utc').what).toBe('Every change that matches will be written.');
  });
});
