import type { Capability } from '@shared/domain/capability.ts';
import { writeJson } from '@shared/domain/jsonText.ts';
import { qualified } from '../../db/sql.ts';
import type { Statement } from '../../db/session.ts';
import { wroteSql } from '../xid.ts';
import type { TableName } from './capturedTables.ts';

/**
 * `n` (from 1) of those places in a list of tables with a transaction id for which a change of the table was
 * captured by an earlier transaction. A partitioned parent stands for its leaves. The oldest change of each table
 * decides: audit_changes_row_history_idx or table_name_idx.
 */
export function earlierChangesStatement(
  { storage_schema }: Capability,
  switches: readonly (TableName & { readonly txid: string })[],
): Statement {
  const rows = switches.map(({ table_schema, table_name, txid }, i) => ({
    n: i + 1,
    s: table_schema,
    t: table_name,
    x: txid,
  }));
  return {
    text: [
      'SELECT w.n FROM jsonb_to_recordset($1::text::jsonb) AS w(n int, s text, t text, x bigint)',
      'WHERE EXISTS (SELECT FROM (SELECT w.s, w.t UNION ALL SELECT ln.nspname, l.relname FROM pg_class p',
      'JOIN pg_namespace pn ON pn.oid = p.relnamespace AND pn.nspname = w.s, pg_partition_tree(p.oid) q',
      'JOIN pg_class l ON l.oid = q.relid JOIN pg_namespace ln ON ln.oid = l.relnamespace',
      "WHERE p.relname = w.t AND p.relkind = 'p' AND q.isleaf) r(s, t)",
      `JOIN ${qualified(storage_schema, 'audit_changes')} c ON c.table_schema = r.s AND c.table_name = r.t`,
      `JOIN ${qualified(storage_schema, 'audit_transactions')} x ON x.id = c.transaction_id`,
      `WHERE x.txid < w.x AND ${wroteSql('x.xmin', 'x.txid')})`,
    ].join(' '),
    values: [writeJson(rows)],
  };
}
