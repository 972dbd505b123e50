import type { Capability } from '@shared/domain/capability.ts';
import { qualified } from '../db/sql.ts';
import type { Statement } from '../db/session.ts';
import { changeColumns } from '../timeline/columns.ts';

/** All changes of one transaction, newest first: audit_changes_transaction_id_idx. */
export function changesStatement(capability: Capability, transactionId: string): Statement {
  return {
    text:
      `SELECT ${changeColumns(capability)} FROM ${qualified(capability.storage_schema, 'audit_changes')} c` +
      ' WHERE c.transaction_id = $1::uuid ORDER BY c.captured_at DESC, c.id DESC',
    values: [transactionId],
  };
}
