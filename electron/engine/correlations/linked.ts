import type { AuditAction, AuditChange, AuditTransaction } from '@shared/domain/audit.ts';
import type { Capability } from '@shared/domain/capability.ts';
import { checkBound } from '@shared/domain/bounds.ts';
import type { ReadTransaction, TextRow } from '../db/session.ts';
import { actionOf, changeOf, transactionOf } from '../timeline/columns.ts';
import {
  actionsStatement,
  linkedChangesStatement,
  linkedTransactionsStatement,
  type ActionSet,
} from './statements.ts';

/** How much a list may hold: what is reached by one id is shown as a whole, but not without bound. */
const MOST = 100_000;

/** A list cut at the asked number; one row more was asked, so `truncated` is exact. */
export interface CutList<T> {
  readonly list: readonly T[];
  readonly truncated: boolean;
}

/** Error: `invalid_request`. */
export function checkLimit(limit: number): void {
  checkBound('limit', limit, 1, MOST);
}

export interface FoundAction {
  readonly action: AuditAction;
  readonly linked: boolean;
}

/** Actions newest first. Only where the database has them. */
export async function foundActions(
  tx: ReadTransaction,
  capability: Capability,
  set: ActionSet,
  limit: number,
): Promise<CutList<FoundAction>> {
  const { list, truncated } = cut(await tx.rows(actionsStatement(capability, set, limit + 1)), limit);
  const found = list.flatMap((row) => {
    const action = actionOf(row);
    return action === null ? [] : [{ action, linked: row['linked'] === 't' }];
  });
  return { list: found, truncated };
}

interface Linked {
  readonly transactions: CutList<AuditTransaction>;
  readonly changes: CutList<AuditChange>;
}

/** Transactions linked to the actions and their changes, each newest first. Only where the link is recorded. */
export async function linkedTo(
  tx: ReadTransaction,
  capability: Capability,
  set: ActionSet,
  limit: number,
): Promise<Linked> {
  const transactions = cut(await tx.rows(linkedTransactionsStatement(capability, set, limit + 1)), limit);
  const changes = cut(await tx.rows(linkedChangesStatement(capability, set, limit + 1)), limit);
  return {
    transactions: { ...transactions, list: transactions.list.map(transactionOf) },
    changes: { ...changes, list: changes.list.map(changeOf) },
  };
}

function cut(rows: readonly TextRow[], limit: number): CutList<TextRow> {
  return { list: rows.slice(0, limit), truncated: rows.length > limit };
}
