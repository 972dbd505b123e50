import type { Capability } from '@shared/domain/capability.ts';
import { qualified } from '../db/sql.ts';
import type { Statement } from '../db/session.ts';
import { changeColumns } from '../timeline/columns.ts';

/** The first `rows` changes of one transaction from one end of it: audit_changes_transaction_id_idx. */
export function transactionChangesStatement(
  capability: Capability,
  transactionId: string,
  end: 'oldest' | 'newest',
  rows: number,
): Statement {
  const order = end === 'oldest' ? 'ASC' : 'DESC';
  return {
    text:
      `SELECT ${changeColumns(capability)} FROM ${qualified(capability.storage_schema, 'audit_changes')} c` +
      ` WHERE c.transaction_id = $1::uuid ORDER BY c.captured_at ${order}, c.id ${order} LIMIT ${rows}`,
    values: [transactionId],
  };
}
