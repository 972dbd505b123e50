import type { Correlation } from '@shared/domain/correlation.ts';
import { InvestigatorError } from '@shared/domain/errors.ts';
import { normalizeFilters } from '@shared/domain/filters.ts';
import type { AuditSource } from '../db/session.ts';
import { withIndexHint } from '../health/indexes/withIndexHint.ts';
import { checkAvailable } from '../timeline/filterAvailability.ts';
import { checkLimit, foundActions, linkedTo } from './linked.ts';

export interface CorrelationQuestion {
  /** Trimmed and checked as the filter is: not empty, at most 256 bytes of UTF-8 (CONTRACT §4.1). */
  readonly correlation_id: string;
  /** How many of each list, 1 to 100000; `truncated` says exactly which lists were cut. */
  readonly limit: number;
}

/**
 * All that a correlation id reaches, from one snapshot: its actions, the transactions linked to them by the strict
 * join, their changes, and the actions nothing is linked to (CONTRACT §3, §4.1, trap 22). Each list newest first,
 * ties by id. An id nobody used answers empty lists. Errors: `invalid_filter`, `invalid_request`,
 * `unavailable_filter` where the database lacks the link or the actions, those of Session.read.
 */
export async function correlation(
  { session, capability }: AuditSource,
  { correlation_id: given, limit }: CorrelationQuestion,
  signal?: AbortSignal,
): Promise<Correlation> {
  checkLimit(limit);
  const filters = normalizeFilters({ correlation_id: [given] });
  const [correlation_id] = filters.correlation_id ?? [];
  if (correlation_id === undefined)
    throw new InvestigatorError('invalid_filter', 'correlation_id is missing');
  checkAvailable(capability, [filters]);
  return await withIndexHint({ session, capability }, ['page_by_correlation'], signal, () =>
    session.read({ signal }, async (tx) => {
      const set = { correlation_id };
      const actions = await foundActions(tx, capability, set, limit);
      const { transactions, changes } = await linkedTo(tx, capability, set, limit);
      return {
        correlation_id,
        actions: actions.list.map(({ action }) => action),
        transactions: transactions.list,
        changes: changes.list,
        actions_without_transactions: actions.list.flatMap(({ action, linked }) => (linked ? [] : [action])),
        truncated: {
          actions: actions.truncated,
          transactions: transactions.truncated,
          changes: changes.truncated,
        },
      };
    }),
  );
}
