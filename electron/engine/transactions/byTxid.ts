import { normalizeFilters } from '@shared/domain/filters.ts';
import type { NumberedTransaction } from '@shared/domain/lookups.ts';
import type { AuditSource } from '../db/session.ts';
import { transactionOf } from '../timeline/columns.ts';
import { byTxidStatement } from './byTxidStatement.ts';

/**
 * The recorded transactions with these numbers (values of the filter `txid`); a number nobody recorded is left out.
 * Errors: `invalid_filter`, those of Session.read.
 */
export async function transactionsByTxid(
  { session, capability }: AuditSource,
  txids: readonly string[],
  signal?: AbortSignal,
): Promise<readonly NumberedTransaction[]> {
  const { txid = [] } = normalizeFilters({ txid: txids });
  if (txid.length === 0) return [];
  const rows = await session.read({ signal }, (tx) => tx.rows(byTxidStatement(capability, txid)));
  return rows.map((row) => ({ transaction: transactionOf(row), has_changes: row['has_changes'] === 'true' }));
}
