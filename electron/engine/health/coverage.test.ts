import { describe, expect, it } from 'vitest';
import { coverageOf } from './coverage.ts';

const table = (schema: string, name: string, covered = false): Parameters<typeof coverageOf>[0][number] => ({
  schema,
  name,
  covered,
});

describe('the three buckets of coverage (CONTRACT §7.1)', () => {
  it('put a covered table there, whatever the configuration says', () => {
    const tables = [table('public', 'users', true), table('public', 'schema_migrations', true)];
    expect(coverageOf(tables, { expected: ['users'] })).toEqual([
      { schema: 'public', covered: ['schema_migrations', 'users'], uncovered: [], expected_uncovered: [] },
    ]);
  });

  // CONTRACT §12, trap 47.
  it('expect the baseline and what is configured, in every schema', () => {
    const tables = [
      table('b', 'jobs'),
      table('a', 'schema_migrations'),
      table('a', 'jobs'),
      table('a', 'open'),
    ];
    expect(coverageOf(tables, { expected: ['jobs'] })).toEqual([
      {
        schema: 'a',
        covered: [],
        uncovered: ['open'],
        expected_uncovered: [
          { table: 'jobs', source: 'config' },
          { table: 'schema_migrations', source: 'baseline' },
        ],
      },
      { schema: 'b', covered: [], uncovered: [], expected_uncovered: [{ table: 'jobs', source: 'config' }] },
    ]);
  });

  it('let audit_anyway win over both', () => {
    const tables = [table('a', 'schema_migrations'), table('a', 'jobs')];
    const config = { expected: ['jobs'], auditAnyway: ['jobs', 'schema_migrations'] };
    expect(coverageOf(tables, config)[0]?.uncovered).toEqual(['jobs', 'schema_migrations']);
  });

  it('sort by bytes', () => {
    const tables = [table('a', 'éa'), table('a', 'z'), table('a', 'B')];
    expect(coverageOf(tables, {})[0]?.uncovered).toEqual(['B', 'z', 'éa']);
  });

  it('are none without tables', () => {
    expect(coverageOf([], {})).toEqual([]);
  });
});
