import type { Capability } from '@shared/domain/capability.ts';
import type { RowAddress } from '@shared/domain/row.ts';
import { instantSql, qualified } from '../db/sql.ts';
import type { Statement } from '../db/session.ts';
import { boundValues } from '../timeline/boundValues.ts';

type Parts = Pick<Capability, 'storage_schema' | 'row_history_index' | 'has_actor'>;

/**
 * The newest change of each of several rows: `n` (place in `rows`, from 1), `id`, `op`, `captured_at`,
 * `transaction_id`, `actor_ref`. One probe a row of audit_changes_row_history_idx; without it one pass over the
 * changes of the tables by audit_changes_table_name_idx.
 */
export function lastChangesStatement(parts: Parts, rows: readonly RowAddress[]): Statement {
  const { bind, values } = boundValues();
  const list = rows.map(
    ({ table_schema, table_name, table_pk }) =>
      `{"s":${JSON.stringify(table_schema)},"t":${JSON.stringify(table_name)},"k":${table_pk}}`,
  );
  const wanted = `jsonb_array_elements(${bind(`[${list.join(',')}]`, 'jsonb')}) WITH ORDINALITY AS w(row, n)`;
  const changes = `${qualified(parts.storage_schema, 'audit_changes')} c`;
  const is = "c.table_schema = w.row ->> 's' AND c.table_name = w.row ->> 't' AND c.table_pk = w.row -> 'k'";
  const columns = 'c.id, lower(c.op) AS op, c.captured_at, c.transaction_id';
  // Bound only where used: PostgreSQL gives every parameter a type.
  const names = (): readonly string[] =>
    [...new Set(rows.map(({ table_name }) => table_name))].map((name) => bind(name));
  const newest =
    parts.row_history_index === 'valid'
      ? `SELECT w.n, x.* FROM ${wanted} CROSS JOIN LATERAL (SELECT ${columns} FROM ${changes} WHERE ${is}` +
        ` ORDER BY c.captured_at DESC, c.id DESC LIMIT 1) x`
      : `SELECT DISTINCT ON (w.n) w.n, ${columns} FROM ${changes} JOIN ${wanted} ON ${is}` +
        ` WHERE c.table_name IN (${names().join(', ')}) ORDER BY w.n, c.captured_at DESC, c.id DESC`;
  return {
    text:
      `SELECT x.n::text AS n, x.id::text AS id, x.op, ${instantSql('x.captured_at')} AS captured_at, x.transaction_id::text AS transaction_id,` +
      ` ${parts.has_actor ? 't.actor_ref' : 'NULL'}::text AS actor_ref FROM (${newest}) x` +
      ` JOIN ${qualified(parts.storage_schema, 'audit_transactions')} t ON t.id = x.transaction_id`,
    values,
  };
}
