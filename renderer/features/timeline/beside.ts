import type { AuditAction, AuditTransaction } from '@shared/domain/audit.ts';
import type { Correlation } from '@shared/domain/correlation.ts';
import { plural } from '@renderer/lib/format.ts';

/** What a correlation did besides captured changes. */
export interface Beside {
  /** `3 more actions and 1 transaction without captured changes carry this correlation`; null for nothing. */
  readonly words: string | null;
  readonly actions: readonly AuditAction[];
  readonly transactions: readonly AuditTransaction[];
}

/**
 * Pure: the actions none of whose transactions has a captured change, and the transactions without one. Where a
 * list was cut only what is sure is said, as "at least".
 */
export function besideChanges(found: Correlation): Beside {
  const { truncated } = found;
  const changed = new Set(found.changes.map((change) => change.transaction_id));
  const transactions = truncated.changes ? [] : found.transactions.filter(({ id }) => !changed.has(id));
  const cut = truncated.changes || truncated.transactions;
  const told = new Set(found.transactions.filter(({ id }) => changed.has(id)).map((one) => one.action_id));
  const actions = cut ? found.actions_without_transactions : found.actions.filter(({ id }) => !told.has(id));
  const parts = [
    ...(actions.length === 0 ? [] : [plural(actions.length, 'more action')]),
    ...(transactions.length === 0
      ? []
      : [`${plural(transactions.length, 'transaction')} without captured changes`]),
  ];
  if (parts.length === 0) return { words: null, actions, transactions };
  const most = cut || truncated.actions ? 'at least ' : '';
  const verb = actions.length + transactions.length === 1 ? 'carries' : 'carry';
  return { words: `${most}${parts.join(' and ')} ${verb} this correlation`, actions, transactions };
}
