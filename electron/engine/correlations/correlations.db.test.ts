import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actionContextSchema, correlationSchema } from '@shared/domain/correlation.ts';
import { openAuditSource } from '../catalog/openAuditSource.ts';
import type { AuditSource } from '../db/session.ts';
import { auditTablesSql, uuidOf } from '../testing/auditTables.ts';
import { createTestDatabase, type TestDatabase } from '../testing/database.ts';
import { timelinePage } from '../timeline/page.ts';
import { actionContext } from './action.ts';
import { correlation } from './correlation.ts';

const ID = 'corr-multi';
let database: TestDatabase;
let source: AuditSource;
beforeAll(async () => {
  database = await createTestDatabase({ from: 'seed' });
  source = await openAuditSource(database.endpoint, database.password);
});
afterAll(() => source.session.close());

const column = async (sql: string): Promise<readonly (string | null | undefined)[]> =>
  (await database.query(sql)).map((row) => row['id']);

const idOf = ({ id }: { readonly id: string }): string => id;

describe('a correlation', () => {
  it('reaches its actions, their transactions and the changes of these, as the timeline does', async () => {
    const found = await correlation(source, { correlation_id: ` ${ID}\n`, limit: 10_000 });
    expect(correlationSchema.parse(found)).toEqual(found);
    expect(found.correlation_id).toBe(ID);
    expect(found.actions.map(idOf)).toEqual(
      await column(
        `SELECT id FROM audit_actions WHERE correlation_id = '${ID}' ORDER BY inserted_at DESC, id DESC`,
      ),
    );
    expect(found.transactions.map(idOf)).toEqual(
      await column(`SELECT t.id FROM audit_transactions t JOIN audit_actions a ON a.id = t.action_id
        WHERE a.correlation_id = '${ID}' ORDER BY t.occurred_at DESC, t.id DESC`),
    );
    const page = await timelinePage(source, {
      filters: { correlation_id: [ID] },
      cursor: null,
      direction: 'older',
      limit: 1_000,
    });
    expect(found.changes).toEqual(page.entries.map(({ audit_change }) => audit_change));
    expect(found.changes).toHaveLength(108);
    expect(found.truncated).toEqual({ actions: false, transactions: false, changes: false });
    const linked = new Set(found.transactions.map(({ action_id }) => action_id));
    expect(found.actions_without_transactions).toEqual(found.actions.filter(({ id }) => !linked.has(id)));
  });

  it('says exactly which list was cut', async () => {
    const at = async (limit: number): Promise<unknown> =>
      (await correlation(source, { correlation_id: ID, limit })).truncated;
    expect(await at(108)).toMatchObject({ changes: false });
    expect(await at(107)).toMatchObject({ changes: true });
    const { actions, transactions, changes, truncated } = await correlation(source, {
      correlation_id: ID,
      limit: 1,
    });
    expect([actions.length, transactions.length, changes.length]).toEqual([1, 1, 1]);
    expect(truncated).toEqual({ actions: true, transactions: true, changes: true });
  });

  it('nobody used reaches nothing', async () => {
    expect(await correlation(source, { correlation_id: 'no-such', limit: 5 })).toMatchObject({
      correlation_id: 'no-such',
      actions: [],
      transactions: [],
      changes: [],
      actions_without_transactions: [],
    });
  });

  it('is measured in bytes', async () => {
    const long = 'ü'.repeat(128);
    expect(await correlation(source, { correlation_id: long, limit: 5 })).toMatchObject({
      correlation_id: long,
    });
    for (const bad of ['', ' \t', `${long}a`, 'a\0b'])
      await expect(correlation(source, { correlation_id: bad, limit: 5 })).rejects.toMatchObject({
        code: 'invalid_filter',
      });
    await expect(correlation(source, { correlation_id: ID, limit: 0 })).rejects.toMatchObject({
      code: 'invalid_request',
    });
  });
});

describe('an action', () => {
  it('comes with its transactions and their changes', async () => {
    const { actions } = await correlation(source, { correlation_id: ID, limit: 100 });
    for (const action of actions.slice(0, 5)) {
      const found = await actionContext(source, { id: action.id.toUpperCase(), limit: 1_000 });
      expect(actionContextSchema.parse(found)).toEqual(found);
      expect(found.action).toEqual(action);
      expect(found.transactions?.map(idOf)).toEqual(
        await column(
          `SELECT id FROM audit_transactions WHERE action_id = '${action.id}' ORDER BY occurred_at DESC, id DESC`,
        ),
      );
      expect(found.changes?.map(idOf)).toEqual(
        await column(`SELECT c.id FROM audit_changes c JOIN audit_transactions t ON t.id = c.transaction_id
          WHERE t.action_id = '${action.id}' ORDER BY c.captured_at DESC, c.id DESC`),
      );
    }
  });

  it.each([
    [{ id: 'x' }, 'invalid_uuid'],
    [{ id: uuidOf(404) }, 'not_found'],
    [{ limit: 100_001 }, 'invalid_request'],
  ])('refuses %o', async (changed, code) => {
    await expect(actionContext(source, { id: uuidOf(404), limit: 1, ...changed })).rejects.toMatchObject({
      code,
    });
  });
});

describe('linked and unlinked', () => {
  const fill = `
    INSERT INTO audit_actions (id, name, actor_ref, status, correlation_id, inserted_at) VALUES
      ('${uuidOf(1)}', 'a', '{}', 'ok', 'c', '2026-06-01Z'), ('${uuidOf(2)}', 'a', '{}', 'error', 'c', '2026-06-01Z'),
      ('${uuidOf(3)}', 'a', '{}', 'ok', 'c', '2026-06-02Z'), ('${uuidOf(4)}', 'a', '{}', 'ok', ' c', '2026-06-02Z');
    INSERT INTO audit_transactions (id, txid, action_id, occurred_at) VALUES
      ('${uuidOf(1)}', 1, '${uuidOf(1)}', '2026-06-01Z'), ('${uuidOf(2)}', 2, '${uuidOf(1)}', '2026-06-01Z'),
      ('${uuidOf(3)}', 3, '${uuidOf(3)}', '2026-06-01Z'), ('${uuidOf(4)}', 4, NULL, '2026-06-01Z');
    INSERT INTO audit_changes (transaction_id, table_schema, table_name, table_pk, op)
      SELECT id, 'public', 't', '{"id":"1"}', 'insert' FROM audit_transactions;`;

  // CONTRACT §12, trap 22.
  it('failed actions are listed, deleted ones leave their transactions unlinked', async () => {
    const own = await createTestDatabase();
    await own.execute(`${auditTablesSql({ partitioned: true })} ${fill}`);
    const opened = await openAuditSource(own.endpoint, own.password);
    try {
      const before = await correlation(opened, { correlation_id: 'c', limit: 2 });
      expect(before.actions.map(idOf)).toEqual([uuidOf(3), uuidOf(2)]);
      expect(before.transactions.map(idOf)).toEqual([uuidOf(3), uuidOf(2)]);
      expect(before.actions_without_transactions.map(idOf)).toEqual([uuidOf(2)]);
      expect(before.truncated).toEqual({ actions: true, transactions: true, changes: true });
      await own.execute(`DELETE FROM audit_actions WHERE id = '${uuidOf(1)}'`);
      const after = await correlation(opened, { correlation_id: 'c', limit: 50 });
      expect(after.transactions.map(idOf)).toEqual([uuidOf(3)]);
      expect(after.changes).toHaveLength(1);
    } finally {
      await opened.session.close();
    }
  });

  it.each([
    ['no table of actions', { actions: false }, 'there is no table audit_actions that this role may read'],
    ['no link', { actionLink: false }, 'audit_transactions has no column action_id'],
  ])('%s: unavailable, which is not "no results"', async (_, variant, missing) => {
    const old = await createTestDatabase();
    await old.execute(auditTablesSql(variant));
    const opened = await openAuditSource(old.endpoint, old.password);
    try {
      await expect(correlation(opened, { correlation_id: 'c', limit: 5 })).rejects.toMatchObject({
        code: 'unavailable_filter',
        message: expect.stringContaining(missing) as string,
      });
      const asked = actionContext(opened, { id: uuidOf(1), limit: 5 });
      if ('actions' in variant) await expect(asked).rejects.toMatchObject({ code: 'unavailable_filter' });
      else {
        await expect(asked).rejects.toMatchObject({ code: 'not_found' });
        await old.execute(
          `INSERT INTO audit_actions (id, name, actor_ref, status) VALUES ('${uuidOf(1)}', 'a', '{}', 'ok')`,
        );
        expect(await actionContext(opened, { id: uuidOf(1), limit: 5 })).toMatchObject({
          action: { name: 'a' },
          transactions: null,
          changes: null,
        });
      }
    } finally {
      await opened.session.close();
    }
  });
});
