import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { coverageSchema } from '@shared/domain/coverage.ts';
import { isCanonicalInstant } from '@shared/domain/instant.ts';
import { openSession } from '../db/open.ts';
import type { Session } from '../db/session.ts';
import { createTestDatabase, type TestDatabase } from '../testing/database.ts';
import { golden } from '../testing/goldens.ts';
import { readCoverage } from './coverage.ts';

let database: TestDatabase;
let session: Session;
beforeAll(async () => {
  database = await createTestDatabase({ from: 'seed' });
  session = await openSession(database.endpoint, database.password);
});
afterAll(() => session.close());

describe('coverage of the upstream fixture', () => {
  // CONTRACT §12, traps 28 and 31.
  it('is upstream’s, but for the two things 0.2 got wrong', async () => {
    const coverage = await readCoverage({ session });
    expect(coverageSchema.parse(coverage)).toEqual(coverage);
    expect(isCanonicalInstant(coverage.read_at)).toBe(true);
    const here = coverage.schemas.find(({ schema }) => schema === 'public');
    const { trigger_coverage_sorted: theirs } = golden('health.json') as {
      readonly trigger_coverage_sorted: readonly (readonly [string, string])[];
    };
    const covered = theirs.filter(([state]) => state === 'covered').map(([, name]) => name);
    // 0.2 looks at no schema (billing.tickets made public.tickets pass) and at no tgenabled.
    const wrong = ['disabled_audit', 'tickets'];
    expect(here?.covered).toEqual(covered.filter((name) => !wrong.includes(name)));
    expect(here?.uncovered).toEqual(['api_sessions', ...wrong]);
    expect(here?.expected_uncovered).toEqual([{ table: 'schema_migrations', source: 'baseline' }]);
    expect(coverage.schemas.find(({ schema }) => schema === 'billing')?.covered).toEqual(['tickets']);
  });

  // CONTRACT §12, traps 30 and 31.
  it('counts governance tables, not the audit tables, and takes replica triggers for none', async () => {
    await database.execute(`
      CREATE SCHEMA other; CREATE TABLE other.audit_actions (id int); CREATE TABLE other.threadline_saved_views (id int);
      CREATE TABLE other.watched (id int); CREATE VIEW other.a_view AS SELECT 1;
      CREATE TRIGGER threadline_audit_watched AFTER INSERT ON other.watched FOR EACH ROW EXECUTE FUNCTION public.threadline_capture_changes()`);
    const other = async (): Promise<unknown> =>
      (await readCoverage({ session })).schemas.find(({ schema }) => schema === 'other');
    expect(await other()).toMatchObject({ covered: ['watched'], uncovered: ['threadline_saved_views'] });
    await database.execute('ALTER TABLE other.watched ENABLE ALWAYS TRIGGER threadline_audit_watched');
    expect(await other()).toMatchObject({ covered: ['watched'] });
    await database.execute('ALTER TABLE other.watched ENABLE REPLICA TRIGGER threadline_audit_watched');
    expect(await other()).toMatchObject({ covered: [], uncovered: ['threadline_saved_views', 'watched'] });
  });
});

describe('coverage of an empty database', () => {
  it('has a time and no schema', async () => {
    const empty = await createTestDatabase();
    const alone = await openSession(empty.endpoint, empty.password);
    const coverage = await readCoverage({ session: alone });
    expect(coverage.schemas).toEqual([]);
    expect(isCanonicalInstant(coverage.read_at)).toBe(true);
    await alone.close();
  });
});
