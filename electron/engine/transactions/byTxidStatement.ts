import type { Capability } from '@shared/domain/capability.ts';
import { qualified } from '../db/sql.ts';
import type { Statement } from '../db/session.ts';
import { boundValues } from '../timeline/boundValues.ts';
import { transactionColumns } from '../timeline/columns.ts';

/**
 * The transactions of these numbers, oldest first, and whether a change belongs to each. Served by the unique index
 * on txid and the index on transaction_id.
 */
export function byTxidStatement(capability: Capability, txids: readonly string[]): Statement {
  const schema = capability.storage_schema;
  const { bind, values } = boundValues();
  const numbers = txids.map((txid) => `${bind(txid)}::bigint`).join(', ');
  return {
    text:
      `SELECT ${transactionColumns(capability)},` +
      ` EXISTS (SELECT FROM ${qualified(schema, 'audit_changes')} c WHERE c.transaction_id = t.id)::text AS has_changes` +
      ` FROM ${qualified(schema, 'audit_transactions')} t WHERE t.txid IN (${numbers}) ORDER BY t.occurred_at, t.id`,
    values,
  };
}
