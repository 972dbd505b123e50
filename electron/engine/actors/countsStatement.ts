import { qualified } from '../db/sql.ts';
import type { Statement } from '../db/session.ts';

/** Changes of each given transaction by table and op: one probe of audit_changes_transaction_id_idx each. */
export function countsStatement(schema: string, transactionIds: readonly string[]): Statement {
  return {
    text:
      'SELECT c.transaction_id, c.table_schema, c.table_name, lower(c.op) AS op, count(*) AS changes' +
      ` FROM ${qualified(schema, 'audit_changes')} c` +
      ' WHERE c.transaction_id = ANY($1::text::uuid[])' +
      ' GROUP BY c.transaction_id, c.table_schema, c.table_name, lower(c.op)',
    values: [`{${transactionIds.join(',')}}`],
  };
}
