import type { CountedTransaction } from '@shared/domain/actorReads.ts';
import { sumCounts, type TableOpCount } from '@shared/domain/changeCounts.ts';
import type { ReadTransaction, TextRow } from '../db/session.ts';
import { actionOf, transactionOf } from '../timeline/columns.ts';
import { countsStatement } from './countsStatement.ts';

/** Rows of `transactionsStatement` with what their changes add up to, in the order given, same snapshot. */
export async function countedTransactions(
  tx: ReadTransaction,
  schema: string,
  rows: readonly TextRow[],
): Promise<readonly CountedTransaction[]> {
  const transactions = rows.map((row) => ({ transaction: transactionOf(row), action: actionOf(row) }));
  if (transactions.length === 0) return [];
  const ids = transactions.map(({ transaction }) => transaction.id);
  const groups = new Map<string, TableOpCount[]>();
  for (const row of await tx.rows(countsStatement(schema, ids))) {
    const id = row['transaction_id'] ?? '';
    groups.set(id, [...(groups.get(id) ?? []), tableOpCount(row)]);
  }
  return transactions.map((entry) => ({
    ...entry,
    counts: sumCounts(groups.get(entry.transaction.id) ?? []),
  }));
}

/** A row of a statement that groups changes by table and op. */
export function tableOpCount(row: TextRow): TableOpCount {
  return {
    table_schema: row['table_schema'] ?? '',
    table_name: row['table_name'] ?? '',
    op: row['op'] ?? '',
    changes: Number(row['changes'] ?? 0),
  };
}
