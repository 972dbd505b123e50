import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aroundSchema, neighboursSchema } from '@shared/domain/neighbours.ts';
import { openAuditSource } from '../catalog/openAuditSource.ts';
import type { AuditSource } from '../db/session.ts';
import { auditTablesSql, uuidOf } from '../testing/auditTables.ts';
import { createTestDatabase, type TestDatabase } from '../testing/database.ts';
import { changesAround } from './around.ts';
import { transactionNeighbours } from './neighbours.ts';

let database: TestDatabase;
let source: AuditSource;
beforeAll(async () => {
  database = await createTestDatabase({ from: 'seed' });
  source = await openAuditSource(database.endpoint, database.password);
});
afterAll(() => source.session.close());

/** A transaction of the seed with an action, a correlation and several changes. */
const ID = 'da2e20b0-dbd4-4a3a-a0f5-168f15e66e54';

const ids = (entries: readonly { readonly transaction: { readonly id: string } }[]): readonly string[] =>
  entries.map(({ transaction }) => transaction.id);

describe('the neighbours of a transaction', () => {
  it('of the same actor and the same correlation are the nearest in time', async () => {
    const neighbours = await transactionNeighbours(source, { id: ID.toUpperCase(), limit: 4, rows: 50 });
    expect(neighboursSchema.parse(neighbours)).toEqual(neighbours);
    const { transaction, by_actor, by_correlation } = neighbours;
    expect(transaction.transaction.id).toBe(ID);
    const around = async (condition: string, side: '<' | '>'): Promise<readonly string[]> => {
      const rows = await database.query(
        `SELECT id FROM (SELECT t.id, t.occurred_at FROM audit_transactions t LEFT JOIN audit_actions a ON a.id = t.action_id
          WHERE ${condition} AND (t.occurred_at, t.id) ${side} (SELECT occurred_at, id FROM audit_transactions WHERE id = $1)
          ORDER BY t.occurred_at ${side === '<' ? 'DESC' : 'ASC'}, t.id ${side === '<' ? 'DESC' : 'ASC'} LIMIT 4) n ORDER BY occurred_at DESC, id DESC`,
        [ID],
      );
      return rows.map((row) => row['id'] ?? '');
    };
    const actor = `t.actor_ref @> '${transaction.transaction.actor_ref}'`;
    expect(by_actor.state).toBe('listed');
    expect(ids(by_actor.previous)).toEqual(await around(actor, '<'));
    expect(ids(by_actor.next)).toEqual(await around(actor, '>'));
    expect(by_correlation).toMatchObject({ state: 'listed', correlation_id: 'corr-multi' });
    expect(ids(by_correlation.previous)).toEqual(await around(`a.correlation_id = 'corr-multi'`, '<'));
    expect(ids(by_correlation.next)).toEqual(await around(`a.correlation_id = 'corr-multi'`, '>'));
    expect(by_actor.next[0]?.counts.changes).toBeGreaterThan(0);
  });

  const rowsBesides = async (): Promise<readonly unknown[]> => {
    const { by_row } = await transactionNeighbours(source, { id: ID, limit: 1, rows: 200 });
    expect(by_row.rows).toBe(by_row.entries.length);
    return by_row.entries.map((row) => ({
      key: `${row.table_schema}.${row.table_name} ${row.table_pk}`,
      previous: row.previous?.change_id ?? null,
      next: row.next?.change_id ?? null,
    }));
  };

  it('at each row it touched are the changes before and after, with the row history index and without', async () => {
    const expected = await database.query(
      `WITH touched AS (SELECT table_schema, table_name, table_pk, min(captured_at) AS first, max(captured_at) AS last
          FROM audit_changes WHERE transaction_id = $1 AND table_pk NOT IN ('{}', '{"id":null}') GROUP BY 1, 2, 3)
       SELECT table_schema || '.' || table_name || ' ' || table_pk AS key,
              (SELECT c.id FROM audit_changes c WHERE (c.table_schema, c.table_name, c.table_pk) = (t.table_schema, t.table_name, t.table_pk)
                  AND c.captured_at < t.first AND c.transaction_id <> $1 ORDER BY c.captured_at DESC, c.id DESC LIMIT 1) AS previous,
              (SELECT c.id FROM audit_changes c WHERE (c.table_schema, c.table_name, c.table_pk) = (t.table_schema, t.table_name, t.table_pk)
                  AND c.captured_at > t.last AND c.transaction_id <> $1 ORDER BY c.captured_at, c.id LIMIT 1) AS next
         FROM touched t ORDER BY t.last DESC`,
      [ID],
    );
    expect(expected.some(({ previous, next }) => previous !== null || next !== null)).toBe(true);
    expect(source.capability.row_history_index).toBe('none');
    expect(await rowsBesides()).toEqual(expected);
    await database.execute(
      `CREATE INDEX audit_changes_row_history_idx ON audit_changes (table_schema, table_name, table_pk, captured_at DESC, id DESC)`,
    );
    const without = source;
    source = { ...source, capability: { ...source.capability, row_history_index: 'valid' } };
    expect(await rowsBesides()).toEqual(expected);
    source = without;
  });

  it('follow as many rows as asked, and say how many there are', async () => {
    const { by_row } = await transactionNeighbours(source, { id: ID, limit: 1, rows: 1 });
    expect(by_row.entries).toHaveLength(1);
    expect(by_row.rows).toBeGreaterThan(1);
    const counted = await transactionNeighbours(source, { id: ID, limit: 1, rows: 0 });
    expect(counted.by_row).toEqual({ ...by_row, entries: [] });
  });

  it('what cannot be listed says why', async () => {
    const [row] = await database.query(
      `SELECT id FROM audit_transactions WHERE actor_ref IS NULL AND action_id IS NULL LIMIT 1`,
    );
    const neighbours = await transactionNeighbours(source, { id: row?.['id'] ?? '', limit: 2, rows: 5 });
    expect(neighbours.by_actor).toEqual({ state: 'no_actor', previous: [], next: [] });
    expect(neighbours.by_correlation.state).toBe('no_action');
  });

  it.each([
    [{ id: '9000000001' }, 'invalid_uuid'],
    [{ id: uuidOf(404) }, 'not_found'],
    [{ limit: 0 }, 'invalid_request'],
    [{ rows: 201 }, 'invalid_request'],
  ])('refuses %o', async (changed, code) => {
    await expect(
      transactionNeighbours(source, { id: ID, limit: 1, rows: 1, ...changed }),
    ).rejects.toMatchObject({ code });
  });
});

describe('unresolved keys and strange actors', () => {
  it('keys nobody can follow are counted; what is no actor has those stored alike', async () => {
    const odd = await createTestDatabase();
    await odd.execute(`${auditTablesSql()}
      INSERT INTO audit_actions (id, name, actor_ref, status) VALUES ('${uuidOf(1)}', 'x', '{}', 'ok');
      INSERT INTO audit_transactions (id, txid, occurred_at, actor_ref, action_id) VALUES
        ('${uuidOf(1)}', 1, '2026-06-01Z', '{"odd":1}', NULL), ('${uuidOf(2)}', 2, '2026-06-01Z', '{"odd":1}', '${uuidOf(1)}'),
        ('${uuidOf(3)}', 3, '2026-06-01Z', '{"odd":1,"x":2}', NULL), ('${uuidOf(4)}', 4, '2026-06-01Z', '{"odd":1}', NULL);
      INSERT INTO audit_changes (transaction_id, table_schema, table_name, table_pk, op) VALUES
        ('${uuidOf(2)}', 'public', 't', '{}', 'insert'), ('${uuidOf(2)}', 'public', 't', '{"id":null}', 'insert');`);
    const own = await openAuditSource(odd.endpoint, odd.password);
    try {
      const { by_actor, by_correlation, by_row } = await transactionNeighbours(own, {
        id: uuidOf(2),
        limit: 9,
        rows: 9,
      });
      expect([ids(by_actor.previous), ids(by_actor.next)]).toEqual([[uuidOf(1)], [uuidOf(4)]]);
      expect(by_correlation.state).toBe('no_correlation');
      expect(by_row).toEqual({ entries: [], rows: 0, unresolved: 2 });
    } finally {
      await own.session.close();
    }
  });
});

describe('the changes around an instant', () => {
  it('are the nearest on both sides, the instant itself before', async () => {
    const rows = await database.query(
      `SELECT id, to_char(captured_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS at FROM audit_changes
        ORDER BY captured_at DESC, id DESC LIMIT 60`,
    );
    const at = rows[30]?.['at'] ?? '';
    const around = await changesAround(source, { at, filters: {}, limit: 7 });
    expect(aroundSchema.parse(around)).toEqual(around);
    const first = rows.findIndex((row) => (row['at'] ?? '') <= at);
    expect(around.before.map(({ audit_change }) => audit_change.id)).toEqual(
      rows.slice(first, first + 7).map(({ id }) => id),
    );
    expect(around.after.map(({ audit_change }) => audit_change.id)).toEqual(
      rows.slice(first - 7, first).map(({ id }) => id),
    );
    const narrowed = await changesAround(source, { at, filters: { table: ['users'] }, limit: 3 });
    expect(new Set(narrowed.before.map(({ audit_change }) => audit_change.table_name))).toEqual(
      new Set(['users']),
    );
    await expect(changesAround(source, { at: 'now', filters: {}, limit: 7 })).rejects.toMatchObject({
      code: 'invalid_instant',
    });
    await expect(changesAround(source, { at, filters: {}, limit: 501 })).rejects.toMatchObject({
      code: 'invalid_request',
    });
  });
});
