import type { AuditSource, Statement } from '@engine/db/session.ts';
import type { TestDatabase } from './database.ts';

interface Shape {
  /** Three changes each, ten seconds apart from 2026-01-01 on. Default 20,000. */
  readonly transactions?: number;
  /** SQL of a transaction's actor id, of its number `n`. */
  readonly actorId?: string;
  /** SQL of a transaction's source, of `n`. */
  readonly source?: string;
  /** SQL of a change's table, of its number `g`. */
  readonly table?: string;
  /** SQL of a change's key, of `g`. */
  readonly key?: string;
  /** Multiples of 32 bytes in each image. */
  readonly width?: number;
}

/**
 * Fills empty audit tables so far that a plan means something: transactions of three changes, every fourth linked
 * to one of 5,000 actions, seven tables. Ids are md5('t' || n), md5('c' || g), md5('a' || k). Vacuumed and analysed.
 */
export async function fillTrail(database: TestDatabase, shape: Shape = {}): Promise<void> {
  const { transactions = 20_000, actorId = "'u-' || n % 4000", source = 'NULL', width = 6 } = shape;
  const { table = "'table_' || g % 7", key = "jsonb_build_object('id', (g % 900)::text)" } = shape;
  const start = "timestamptz '2026-01-01Z'";
  await database.execute(`
    INSERT INTO audit_actions (id, name, actor_ref, status, correlation_id, inserted_at)
    SELECT md5('a' || k)::uuid, 'order.placed', jsonb_build_object('type', 'user', 'id', 'u-' || k % 900), 'ok',
           'corr-' || k % 2000, ${start} + k * interval '1 minute' FROM generate_series(1, 5000) k;
    INSERT INTO audit_transactions (id, txid, occurred_at, source, actor_ref, action_id)
    SELECT md5('t' || n)::uuid, n, ${start} + n * interval '10 seconds', ${source},
           jsonb_build_object('type', 'user', 'id', ${actorId}),
           CASE WHEN n % 4 = 0 AND n <= 20000 THEN md5('a' || n / 4)::uuid END FROM generate_series(1, ${transactions}) n;
    INSERT INTO audit_changes (id, transaction_id, table_schema, table_name, table_pk, op, data_after, changed_fields, captured_at)
    SELECT md5('c' || g)::uuid, md5('t' || (g + 2) / 3)::uuid, 'public', ${table}, ${key}, 'update',
           jsonb_build_object('id', g % 900, 'note', repeat(md5(g::text), ${width})), '{note}',
           ${start} + g * interval '3333 milliseconds' FROM generate_series(1, ${3 * transactions}) g`);
  // Each alone: VACUUM runs in no transaction, which several statements of one message would be.
  for (const name of ['actions', 'transactions', 'changes'])
    await database.execute(`VACUUM ANALYZE audit_${name}`);
}

/** The plan the server chooses for the statement, as text. */
export async function planText({ session }: AuditSource, { text, values }: Statement): Promise<string> {
  const rows = await session.read({}, (tx) => tx.rows({ text: `EXPLAIN ${text}`, values }));
  return rows.map((row) => row['QUERY PLAN'] ?? '').join('\n');
}
