import { describe, expect, it } from 'vitest';
import { evidenceStatement } from './evidenceStatement.ts';
import {
  exportJobsListing,
  listStatement,
  retentionRunsListing,
  savedViewsListing,
} from './listStatement.ts';
import { nowStatement } from './nowStatement.ts';

const all = { subject: null, subject_ref: null, from: null, to: null, limit: null } as const;

describe('the SQL of host records', () => {
  it('evidence', () => {
    expect(evidenceStatement('threadline', { ...all, mode: 'history' })).toMatchSnapshot();
    expect(
      evidenceStatement('threadline', {
        subject: 'retention_run',
        subject_ref: '{"a": 1}',
        from: '2026-05-15T00:00:00.000000Z',
        to: '2026-06-15T00:00:00.000000Z',
        limit: 3,
        mode: 'latest',
      }),
    ).toMatchSnapshot();
    expect(nowStatement()).toMatchSnapshot();
  });

  it('lists', () => {
    for (const listing of [savedViewsListing, exportJobsListing, retentionRunsListing])
      expect(listStatement('threadline', listing, 41)).toMatchSnapshot();
  });
});
