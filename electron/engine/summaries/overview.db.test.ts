import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { overviewSchema } from '@shared/domain/summaries.ts';
import { openAuditSource } from '../catalog/openAuditSource.ts';
import type { AuditSource } from '../db/session.ts';
import { auditTablesSql, oneChangeSql, uuidOf } from '../testing/auditTables.ts';
import { createTestDatabase, type TestDatabase } from '../testing/database.ts';
import { countChanges } from '../timeline/count.ts';
import { overview } from './overview.ts';

let database: TestDatabase;
let source: AuditSource;
beforeAll(async () => {
  database = await createTestDatabase({ from: 'seed' });
  source = await openAuditSource(database.endpoint, database.password);
});
afterAll(() => source.session.close());

describe('overview', () => {
  it('counts the last days to the newest change, exactly', async () => {
    const answer = overviewSchema.parse(await overview(source, { days: 7 }));
    const { from, to } = answer.period;
    expect(answer.window).toEqual(source.capability.window);
    expect(to).toBe(answer.window.newest);
    const { count } = await countChanges(source, { filters: { from: from ?? '', to: to ?? '' }, cap: null });
    const sum = answer.volume.buckets
      .flatMap(({ counts }) => Object.values(counts))
      .reduce((a, b) => a + b, 0);
    expect(sum).toBe(count);
    expect(count).toBeGreaterThan(0);
    expect(answer.volume.buckets).toHaveLength(7);
    expect(answer.volume.buckets.every(({ start }) => start.endsWith('T00:00:00.000000Z'))).toBe(true);
    for (const { values, others } of [answer.tables, answer.actors]) {
      expect(values.length).toBeLessThanOrEqual(10);
      expect(values.reduce((total, value) => total + value.count, others.count)).toBe(count);
    }
    expect(answer.integrity).toEqual({ summary: null, reason: 'not run: not asked for' });
  });

  it('lists the newest transactions with what they did', async () => {
    const { newest } = await overview(source, { days: 1 });
    const rows = await database.query(
      `SELECT t.id, (SELECT count(*) FROM audit_changes c WHERE c.transaction_id = t.id) AS n
         FROM audit_transactions t ORDER BY occurred_at DESC, id DESC LIMIT 10`,
    );
    expect(newest.map((t) => [t.id, String(t.inserts + t.updates + t.deletes)])).toEqual(
      rows.map(({ id, n }) => [id, n]),
    );
  });

  it('says whether all is covered, with the detail', async () => {
    const { coverage } = await overview(source, { days: 1 });
    expect(coverage.verdict).toBe('gaps');
    expect(coverage.uncovered).toBeGreaterThan(0);
    expect(coverage.detail.schemas.map(({ schema }) => schema)).toContain('public');
  });

  it('runs the integrity checks when asked, and only then', async () => {
    const answer = await overview(source, { days: 1, integrity: true });
    const { from, to } = answer.period;
    const { count } = await countChanges(source, { filters: { from: from ?? '', to: to ?? '' }, cap: null });
    expect(overviewSchema.parse(answer).integrity).toMatchObject({
      summary: { unexplained: 0, codes: [], capped: false, changes: count },
      reason: null,
    });
  });

  it.each([0, 301, 0.5])('refuses %d days', async (days) => {
    await expect(overview(source, { days })).rejects.toMatchObject({ code: 'invalid_request' });
  });
});

describe('where parts are missing', () => {
  const open = async (sql: string): Promise<AuditSource> => {
    const made = await createTestDatabase();
    await made.execute(sql);
    return openAuditSource(made.endpoint, made.password);
  };

  it('an empty trail has no period and no bucket', async () => {
    const empty = await open(auditTablesSql());
    const answer = overviewSchema.parse(await overview(empty, { days: 30 }));
    await empty.session.close();
    expect(answer).toMatchObject({
      window: { oldest: null, newest: null },
      period: { from: null, to: null, days: 30 },
      volume: { buckets: [] },
      tables: { values: [] },
      newest: [],
      retention: { recorded: false, oldest_rows_go_at: null },
      coverage: { verdict: 'nothing_captured', covered: 0 },
    });
  });

  it('the oldest install answers, and times no calendar holds do not disturb', async () => {
    const tables = auditTablesSql({ actor: false, actionLink: false, actions: false, changedFrom: false });
    const old = await open(`${tables} ${oneChangeSql()}
      INSERT INTO audit_changes (id, transaction_id, table_schema, table_name, table_pk, op, captured_at)
        VALUES ('${uuidOf(2)}', '${uuidOf(1)}', 'public', 'users', '{}', 'delete', 'infinity');`);
    const answer = overviewSchema.parse(await overview(old, { days: 2 }));
    await old.session.close();
    expect(answer.window.newest).toBe('infinity');
    expect(answer.period).toEqual({
      from: '2026-05-31T00:00:00.000000Z',
      to: '2026-06-01T00:00:00.000001Z',
      days: 2,
    });
    expect(answer.volume.buckets.map(({ counts }) => counts)).toEqual([{}, { insert: 1 }]);
    expect(answer.actors).toMatchObject({ available: false, values: [] });
    expect(answer.newest).toMatchObject([
      { id: uuidOf(1), txid: '1', actor_ref: null, action: null, inserts: 1, deletes: 1 },
    ]);
  });

  it('a table of retention runs is read where that is allowed', async () => {
    const runs = await open(`${auditTablesSql()} ${oneChangeSql()}
      CREATE TABLE threadline_retention_runs (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), status text NOT NULL,
        deleted_count integer, duration_ms integer, error_message text, started_at timestamptz,
        completed_at timestamptz, inserted_at timestamptz NOT NULL DEFAULT now(), updated_at timestamptz NOT NULL DEFAULT now());
      INSERT INTO threadline_retention_runs (status, deleted_count, started_at, completed_at)
        SELECT 'completed', k, timestamptz '2026-08-01Z' + k * interval '1 hour', timestamptz '2026-08-01Z' + k * interval '1 hour'
          FROM generate_series(0, 30) k`);
    const { retention } = await overview(runs, { days: 1 });
    await runs.session.close();
    expect(retention).toMatchObject({
      recorded: true,
      last_run: { deleted_count: '30', started_at: '2026-08-02T06:00:00.000000Z' },
      oldest_rows_go_at: '2026-08-02T07:00:00.000000Z',
    });
  });
});
