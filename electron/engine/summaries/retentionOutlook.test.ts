import { describe, expect, it } from 'vitest';
import { retentionOutlook } from './retentionOutlook.ts';

const run = (started_at: string, deleted_count = '5', status = 'completed') => ({
  id: started_at,
  status,
  deleted_count,
  started_at,
  completed_at: started_at,
});
const oldest = '2026-05-01T00:00:00.000000Z';
const RUNS = ['04', '03', '02', '01'].map((day) => run(`2026-08-${day}T02:00:00.000000Z`));
const HAND = run('2026-08-03T14:00:00.000000Z');

describe('when the host deletes the oldest rows', () => {
  it('follows from a policy, where one is given', () => {
    expect(retentionOutlook({ runs: null, oldest, maxAgeSeconds: 90 * 86_400 })).toEqual({
      recorded: false,
      last_run: null,
      oldest_rows_go_at: '2026-07-30T00:00:00.000000Z',
      reason: 'by the given policy of 90 days, at the first run after that',
    });
  });

  it('is read off the rhythm of the runs, which one by hand does not change', () => {
    const outlook = retentionOutlook({
      runs: [RUNS[0], HAND, ...RUNS.slice(1)].filter((r) => r !== undefined),
      oldest,
      maxAgeSeconds: null,
    });
    expect(outlook).toMatchObject({ recorded: true, oldest_rows_go_at: '2026-08-05T02:00:00.000000Z' });
    expect(outlook.reason).toBe(
      'an estimate: the last 5 completed runs came about every 24 hours and deleted rows',
    );
  });

  it.each([
    ['no table', null, oldest, 'records no retention runs here'],
    ['no run', [], oldest, 'fewer than two completed runs'],
    [
      'one that ended',
      [RUNS[0], run('2026-08-03T02:00:00.000000Z', '0', 'failed')],
      oldest,
      'fewer than two',
    ],
    [
      'runs that deleted nothing',
      RUNS.map(({ id }) => run(id, '0')),
      oldest,
      'the last 4 completed runs deleted nothing',
    ],
    ['no row', RUNS, null, 'there is no row'],
    ['only timeless rows', RUNS, '-infinity', 'there is no row with a time'],
  ])('is not known with %s, and it says why', (_, runs, first, reason) => {
    const outlook = retentionOutlook({
      runs: runs as typeof RUNS | null,
      oldest: first,
      maxAgeSeconds: null,
    });
    expect(outlook.oldest_rows_go_at).toBeNull();
    expect(outlook.reason).toContain(reason);
  });
});
