import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actorBaselineSchema, type BaselineValue } from '@shared/domain/actorBaseline.ts';
import { actorSummarySchema } from '@shared/domain/actorReads.ts';
import { openAuditSource } from '../catalog/openAuditSource.ts';
import type { AuditSource } from '../db/session.ts';
import { auditTablesSql, uuidOf } from '../testing/auditTables.ts';
import { createTestDatabase, type TestDatabase } from '../testing/database.ts';
import { timelinePage } from '../timeline/page.ts';
import { actorBaseline } from './baseline.ts';
import { actorSummary } from './summary.ts';

/**
 * Tom works on weekday mornings from one address through the web; on 12 June he also deletes at night from another,
 * by a command line. 2026-06-01 is a Monday.
 */
const FILL = `
INSERT INTO audit_transactions (id, txid, occurred_at, actor_ref, source, meta)
SELECT ('00000000-0000-4000-8000-' || lpad(d::text, 12, '0'))::uuid, d, timestamptz '2026-06-01T09:00:00Z' + (d - 1) * interval '1 day',
       '{"type":"user","id":"tom"}', 'web', jsonb_build_object('ip', '10.0.0.1', 'n', d) FROM generate_series(1, 20) d WHERE d NOT IN (6, 7, 13, 14);
INSERT INTO audit_transactions (id, txid, occurred_at, actor_ref, source, meta) VALUES
  ('${uuidOf(100)}', 100, '2026-06-12T03:24:00.000001Z', '{"type":"user","id":"tom","x":1}', 'cli', '{"ip":"203.0.113.77","agent":"curl","deep":{"a":1}}'),
  ('${uuidOf(101)}', 101, '2026-06-12T03:25:00Z', '{"type":"user","id":"tom"}', NULL, '["no object"]'),
  ('${uuidOf(102)}', 102, '2026-06-15T03:25:00Z', '{"type":"user","id":"tom"}', NULL, NULL),
  ('${uuidOf(103)}', 103, 'infinity', '{"type":"user","id":"tom"}', 'web', NULL),
  ('${uuidOf(104)}', 104, '2026-06-12T03:24:00Z', '{"type":"user","id":"eve"}', 'eve', '{"ip":"1.1.1.1"}'),
  ('${uuidOf(105)}', 105, '2026-06-12T03:24:00Z', NULL, 'nobody', NULL);
INSERT INTO audit_changes (transaction_id, table_schema, table_name, table_pk, op, captured_at)
SELECT id, 'public', 'orders', jsonb_build_object('id', (txid % 3)::text), 'update', '2026-06-01Z' FROM audit_transactions WHERE txid < 100;
INSERT INTO audit_changes (transaction_id, table_schema, table_name, table_pk, op, captured_at) VALUES
  ('${uuidOf(100)}', 'public', 'users', '{"id":"1"}', 'delete', '2026-06-12T03:24:01Z'),
  ('${uuidOf(100)}', 'public', 'users', '{"id":"2"}', 'delete', '2026-06-12T03:24:02Z'),
  ('${uuidOf(100)}', 'billing', 'users', '{}', 'insert', '2026-06-12T03:24:03Z'),
  ('${uuidOf(101)}', 'billing', 'users', '{"id":null}', 'insert', '2026-06-12T03:25:03Z'),
  ('${uuidOf(104)}', 'public', 'users', '{"id":"1"}', 'delete', '2026-06-12T03:24:01Z');
INSERT INTO audit_actions (id, name, actor_ref, status, inserted_at) VALUES
  ('${uuidOf(1)}', 'user.delete', '{"type":"user","id":"tom"}', 'error', '2026-06-12T03:20:00Z'),
  ('${uuidOf(2)}', 'user.delete', '{"type":"user","id":"tom"}', 'error', '2026-06-12T03:21:00Z'),
  ('${uuidOf(3)}', 'user.delete', '{"type":"user","id":"tom","x":1}', 'ok', '2026-06-12T03:22:00Z'),
  ('${uuidOf(4)}', 'user.delete', '{"type":"user","id":"eve"}', 'error', '2026-06-12T03:22:00Z');`;

let database: TestDatabase;
let source: AuditSource;
beforeAll(async () => {
  database = await createTestDatabase();
  await database.execute(`${auditTablesSql()} ${FILL}`);
  source = await openAuditSource(database.endpoint, database.password);
});
afterAll(() => source.session.close());

const unbounded = { from: null, to: null };
const night = { from: '2026-06-12T03:00:00.000000Z', to: '2026-06-12T04:00:00.000000Z' };

describe('the summary of an actor', () => {
  it('counts all it did', async () => {
    const summary = await actorSummary(source, { actor: 'user:tom', ...unbounded });
    expect(actorSummarySchema.parse(summary)).toEqual(summary);
    expect(summary).toMatchObject({
      actor: 'user:tom',
      first: '2026-06-01T09:00:00.000000Z',
      last: 'infinity',
      transactions: 20,
      changes: 20,
      by_op: { insert: 2, update: 16, delete: 2 },
      by_source: [
        { source: 'web', transactions: 17, changes: 16 },
        { source: null, transactions: 2, changes: 1 },
        { source: 'cli', transactions: 1, changes: 3 },
      ],
    });
    expect(summary.by_table).toEqual([
      {
        table_schema: 'public',
        table_name: 'orders',
        changes: 16,
        by_op: { insert: 0, update: 16, delete: 0 },
        rows: 3,
        unresolved: 0,
        first: '2026-06-01T00:00:00.000000Z',
        last: '2026-06-01T00:00:00.000000Z',
      },
      expect.objectContaining({ table_schema: 'billing', changes: 2, rows: 0, unresolved: 2 }),
      expect.objectContaining({
        table_schema: 'public',
        table_name: 'users',
        changes: 2,
        rows: 2,
        unresolved: 0,
      }),
    ]);
  });

  it('has the hours of the week in UTC, Monday first', async () => {
    const { by_hour } = await actorSummary(source, { actor: 'user:tom', ...unbounded });
    expect(by_hour).toEqual([
      { weekday: 1, hour: 3, transactions: 1, changes: 0 },
      { weekday: 1, hour: 9, transactions: 3, changes: 3 },
      { weekday: 2, hour: 9, transactions: 3, changes: 3 },
      { weekday: 3, hour: 9, transactions: 3, changes: 3 },
      { weekday: 4, hour: 9, transactions: 3, changes: 3 },
      { weekday: 5, hour: 3, transactions: 2, changes: 4 },
      { weekday: 5, hour: 9, transactions: 3, changes: 3 },
      { weekday: 6, hour: 9, transactions: 1, changes: 1 },
    ]);
  });

  it("names the actor's failed actions, linked or not, newest first", async () => {
    const { actions } = await actorSummary(source, { actor: 'user:tom', ...unbounded });
    expect(actions).toMatchObject({ recorded: 3, failed: 2 });
    expect(actions?.newest_failed.map(({ id }) => id)).toEqual([uuidOf(2), uuidOf(1)]);
    const early = await actorSummary(source, { actor: 'user:tom', from: null, to: '2026-06-12T03:19:00Z' });
    expect(early.actions).toEqual({ recorded: 0, failed: 0, newest_failed: [] });
  });

  it('of nobody has no actions; of a stranger all is nought', async () => {
    const nobody = await actorSummary(source, { actor: null, ...unbounded });
    expect(nobody).toMatchObject({ actor: null, transactions: 1, changes: 0, actions: null });
    const stranger = await actorSummary(source, { actor: 'user:x', ...unbounded });
    expect(stranger).toMatchObject({
      first: null,
      last: null,
      transactions: 0,
      changes: 0,
      by_table: [],
      by_hour: [],
    });
  });
});

describe('a window against the other days of the same actor', () => {
  const ask = { actor: 'user:tom', ...night, since: null, limit: 20 };

  it('knows the sums of both sides', async () => {
    const baseline = await actorBaseline(source, ask);
    expect(actorBaselineSchema.parse(baseline)).toEqual(baseline);
    expect(baseline.window).toEqual({
      transactions: 2,
      changes: 4,
      days: 1,
      first: '2026-06-12T03:24:00.000001Z',
      last: '2026-06-12T03:25:00.000000Z',
    });
    // 16 mornings, a night of one of these days, and one that is no moment.
    expect(baseline.elsewhere).toMatchObject({ transactions: 18, changes: 16, days: 16 });
    expect(baseline.omitted).toEqual([]);
  });

  it('tells what was never before, what came later, and what is as ever', async () => {
    const { values } = await actorBaseline(source, ask);
    const facts = values.map(
      ({ dimension, value, in_window, elsewhere, days, first_seen, wording }: BaselineValue) =>
        `${dimension} ${value}: ${in_window}, ${elsewhere} on ${days}${first_seen ? ', first' : ''}; ${wording}`,
    );
    const never = 'never before or since by this actor, on 16 other days recorded';
    expect(facts).toEqual([
      `table billing.users: 2, 0 on 0, first; ${never}`,
      `table public.users: 2, 0 on 0, first; ${never}`,
      `op delete: 2, 0 on 0, first; ${never}`,
      `op insert: 2, 0 on 0, first; ${never}`,
      `table_op delete public.users: 2, 0 on 0, first; ${never}`,
      `table_op insert billing.users: 2, 0 on 0, first; ${never}`,
      'hour 03: 2, 1 on 1, first; never before by this actor; later: 1 transaction on 1 of 16 other days',
      `source cli: 1, 0 on 0, first; ${never}`,
      'source null: 1, 1 on 1, first; never before by this actor; later: 1 transaction on 1 of 16 other days',
      `meta_key agent: 1, 0 on 0, first; ${never}`,
      `meta_key deep: 1, 0 on 0, first; ${never}`,
      'meta_key ip: 1, 16 on 16; elsewhere: 16 transactions on 16 of 16 other days',
      `meta_value {"agent": "curl"}: 1, 0 on 0, first; ${never}`,
      `meta_value {"ip": "203.0.113.77"}: 1, 0 on 0, first; ${never}`,
    ]);
  });

  it('its filters lead to the very changes counted', async () => {
    const { values } = await actorBaseline(source, ask);
    const counted = values.filter(({ unit, filters }) => unit === 'changes' && filters !== null);
    expect(counted).toHaveLength(6);
    for (const { filters, in_window } of counted) {
      const page = await timelinePage(source, {
        filters: { ...filters, actor: ['user:tom'], ...night },
        cursor: null,
        direction: 'older',
        limit: 100,
      });
      expect(page.entries).toHaveLength(in_window);
    }
    expect(values.find(({ value }) => value === '{"ip": "203.0.113.77"}')?.filters).toEqual({
      meta: ['{"ip": "203.0.113.77"}'],
    });
  });

  it('compares with nothing older than asked', async () => {
    const late = await actorBaseline(source, { ...ask, since: '2026-06-10T00:00:00Z' });
    expect(late.elsewhere).toMatchObject({ days: 9, first: '2026-06-10T09:00:00.000000Z' });
    const alone = await actorBaseline(source, { ...ask, actor: null });
    expect(alone.values.map(({ wording }) => wording)).toEqual([
      'nothing else is recorded of this actor to compare with',
      'nothing else is recorded of this actor to compare with',
    ]);
  });

  it('leaves out by number and says how many, meta values by key', async () => {
    const mornings = { ...ask, from: '2026-06-01T00:00:00Z', to: '2026-06-05T23:59:59Z', limit: 2 };
    const { values, omitted } = await actorBaseline(source, mornings);
    expect(values.filter(({ dimension }) => dimension === 'meta_value').map(({ value }) => value)).toEqual([
      '{"ip": "10.0.0.1"}',
      '{"n": 1}',
      '{"n": 2}',
    ]);
    expect(omitted).toEqual([{ dimension: 'meta_value', key: 'n', values: 3 }]);
  });

  it.each([
    [{ from: night.to, to: night.from }, 'invalid_request'],
    [{ since: night.to }, 'invalid_request'],
    [{ limit: 0 }, 'invalid_request'],
    [{ limit: 501 }, 'invalid_request'],
    [{ from: 'soon' }, 'invalid_instant'],
    [{ actor: 'tom' }, 'invalid_actor'],
  ])('refuses %o', async (changed, code) => {
    await expect(actorBaseline(source, { ...ask, ...changed })).rejects.toMatchObject({ code });
  });
});
