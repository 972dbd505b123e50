import type { Capability } from '@shared/domain/capability.ts';
import { instantSql, qualified } from '../db/sql.ts';
import type { Statement } from '../db/session.ts';
import { transactionColumns } from '../timeline/columns.ts';
import { UNRESOLVED_KEY } from './summaryStatements.ts';

/** The rows a transaction touched, the last written first, each with its first and last change in it. */
function touchedRows({ storage_schema }: Capability): string {
  return `
SELECT row_number() OVER (ORDER BY g.last_at DESC, g.last_id DESC) AS n, g.* FROM (
  SELECT c.table_schema, c.table_name, c.table_pk, min(c.captured_at) AS first_at, max(c.captured_at) AS last_at,
         (array_agg(c.id ORDER BY c.captured_at, c.id))[1] AS first_id,
         (array_agg(c.id ORDER BY c.captured_at DESC, c.id DESC))[1] AS last_id
    FROM ${qualified(storage_schema, 'audit_changes')} c
   WHERE c.transaction_id = $1::uuid AND NOT ${UNRESOLVED_KEY}
   GROUP BY c.table_schema, c.table_name, c.table_pk) g`;
}

/**
 * Distinct rows of a transaction, at most `most`, with how many there are in all (`rows`) and how many changes have
 * no resolved key (`unresolved`); one row without a key where no key is resolved.
 * audit_changes_transaction_id_idx.
 */
export function touchedRowsStatement(capability: Capability, id: string, most: number): Statement {
  return {
    text: `
WITH touched AS MATERIALIZED (${touchedRows(capability)})
SELECT u.unresolved, (SELECT count(*) FROM touched) AS rows, r.n, r.table_schema, r.table_name, r.table_pk
  FROM (SELECT count(*) AS unresolved FROM ${qualified(capability.storage_schema, 'audit_changes')} c
         WHERE c.transaction_id = $1::uuid AND ${UNRESOLVED_KEY}) u
  LEFT JOIN touched r ON r.n <= ${most} ORDER BY r.n`,
    values: [id],
  };
}

/**
 * For each of those rows the nearest change by another transaction, before its first or behind its last. With the
 * row history index one probe a row; without it one pass over the changes of the tables concerned, by
 * audit_changes_table_name_idx where that is less than all.
 */
export function besideRowsStatement(
  capability: Capability,
  id: string,
  side: 'previous' | 'next',
  most: number,
): Statement {
  const schema = capability.storage_schema;
  const before = side === 'previous';
  const place = before ? '< (r.first_at, r.first_id)' : '> (r.last_at, r.last_id)';
  const order = (p: string): string =>
    `${p}.captured_at ${before ? 'DESC' : 'ASC'}, ${p}.id ${before ? 'DESC' : 'ASC'}`;
  const same =
    'p.table_schema = r.table_schema AND p.table_name = r.table_name AND p.table_pk = r.table_pk' +
    ` AND (p.captured_at, p.id) ${place} AND p.transaction_id <> $1::uuid`;
  const changes = qualified(schema, 'audit_changes');
  const columns = 'r.n, p.id, p.op, p.captured_at, p.transaction_id';
  const nearest =
    capability.row_history_index === 'valid'
      ? `SELECT ${columns} FROM touched r CROSS JOIN LATERAL
           (SELECT p.* FROM ${changes} p WHERE ${same} ORDER BY ${order('p')} LIMIT 1) p`
      : `SELECT DISTINCT ON (r.n) ${columns} FROM touched r JOIN ${changes} p ON ${same} ORDER BY r.n, ${order('p')}`;
  return {
    text: `
WITH touched AS MATERIALIZED (SELECT * FROM (${touchedRows(capability)}) r WHERE n <= ${most}),
nearest AS MATERIALIZED (${nearest})
SELECT p.n, p.id AS change_id, lower(p.op) AS op, ${instantSql('p.captured_at')} AS captured_at, ${transactionColumns(capability)}
  FROM nearest p JOIN ${qualified(schema, 'audit_transactions')} t ON t.id = p.transaction_id ORDER BY p.n`,
    values: [id],
  };
}
