import type { ActionContext } from '@shared/domain/correlation.ts';
import { InvestigatorError } from '@shared/domain/errors.ts';
import { checkUuid } from '@shared/domain/uuid.ts';
import type { AuditSource } from '../db/session.ts';
import { withIndexHint } from '../health/indexes/withIndexHint.ts';
import { checkLimit, foundActions, linkedTo } from './linked.ts';

export interface ActionQuestion {
  readonly id: string;
  /** How many transactions and changes, 1 to 100000; `truncated` says exactly which list was cut. */
  readonly limit: number;
}

/**
 * One action with the transactions linked to it and their changes, each newest first, ties by id, from one snapshot
 * (CONTRACT §4.7, Action ↔ capture). Where the database does not record the link both are null: unknown, not none.
 * Errors: `invalid_uuid`, `invalid_request`, `not_found`, `unavailable_filter` where there are no actions, those of
 * Session.read.
 */
export async function actionContext(
  { session, capability }: AuditSource,
  { id, limit }: ActionQuestion,
  signal?: AbortSignal,
): Promise<ActionContext> {
  checkLimit(limit);
  checkUuid(id, 'an action id');
  if (!capability.has_actions)
    throw new InvestigatorError(
      'unavailable_filter',
      'this database has no actions: there is no table audit_actions that this role may read',
      { hint: 'This is not the same as "no such action".' },
    );
  return await withIndexHint({ session, capability }, ['page_by_correlation'], signal, () =>
    session.read({ signal }, async (tx) => {
      const [found] = (await foundActions(tx, capability, { id }, 1)).list;
      if (found === undefined)
        throw new InvestigatorError('not_found', `no action ${id} in this database`, {
          hint: 'It may have been deleted, which unlinks its transactions, or belong to another database.',
        });
      const { action } = found;
      if (!capability.has_action_link)
        return {
          action,
          transactions: null,
          changes: null,
          truncated: { transactions: false, changes: false },
        };
      const { transactions, changes } = await linkedTo(tx, capability, { id }, limit);
      return {
        action,
        transactions: transactions.list,
        changes: changes.list,
        truncated: { transactions: transactions.truncated, changes: changes.truncated },
      };
    }),
  );
}
