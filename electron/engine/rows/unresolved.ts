import type { Capability } from '@shared/domain/capability.ts';
import type { ResolvedRow } from '@shared/domain/row.ts';
import type { UnresolvedChanges } from '@shared/domain/rowHistory.ts';
import type { ReadTransaction } from '../db/session.ts';
import { entryOf } from '../timeline/entryOf.ts';
import type { HistoryWindow } from './historyStatement.ts';
import { unattributableStatement, unresolvedStatement } from './unresolvedStatement.ts';

const MOST = 100;

/**
 * The second look-up of CONTRACT §4.3: the newest 100 changes of the row that were recorded without its whole
 * key, and how many deletes of the table cannot be attributed to any row. Errors: those of Session.read.
 */
export async function unresolvedChanges(
  tx: ReadTransaction,
  capability: Capability,
  row: ResolvedRow,
  window: HistoryWindow,
): Promise<UnresolvedChanges> {
  const found = await tx.rows(unresolvedStatement(capability, row, window, MOST + 1));
  const [deletes] = await tx.rows(unattributableStatement(capability, row, window));
  return {
    entries: found.slice(0, MOST).map(entryOf),
    truncated: found.length > MOST,
    unattributable_deletes: Number(deletes?.['count'] ?? '0'),
  };
}
