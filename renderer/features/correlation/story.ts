import type { AuditAction, AuditChange, AuditTransaction } from '@shared/domain/audit.ts';
import type { Correlation } from '@shared/domain/correlation.ts';
import { isCanonicalInstant, toEpochMicros } from '@shared/domain/instant.ts';
import { groupBy } from '@renderer/lib/groupBy.ts';

/** A transaction of the correlation with its changes, in capture order. */
export interface ToldTransaction {
  readonly transaction: AuditTransaction;
  readonly changes: readonly AuditChange[];
}

/** An action with what is linked to it; without transactions it failed, wrote nothing captured, or lost its link. */
export interface Chapter {
  readonly action: AuditAction;
  readonly transactions: readonly ToldTransaction[];
}

/** Pure: the correlation as it happened, oldest first. */
export function storyOf({ actions, transactions, changes }: Correlation): readonly Chapter[] {
  const byTransaction = groupBy([...changes].reverse(), ({ transaction_id }) => transaction_id);
  const byAction = groupBy([...transactions].reverse(), ({ action_id }) => action_id);
  return [...actions].reverse().map((action) => ({
    action,
    transactions: (byAction.get(action.id) ?? []).map((transaction) => ({
      transaction,
      changes: byTransaction.get(transaction.id) ?? [],
    })),
  }));
}

export interface Knot {
  readonly key: string;
  readonly kind: 'action' | 'failed' | 'transaction' | 'empty';
  readonly at: string;
  /** Where on the axis, 0 to 1. */
  readonly place: number;
  readonly changes: number;
}

/** Pure: actions and transactions on one axis; null where their times cannot be placed on one. */
export function axisOf(story: readonly Chapter[]): {
  readonly from: string;
  readonly to: string;
  readonly knots: readonly Knot[];
} | null {
  const marks = story.flatMap(({ action, transactions }) => [
    ...transactions.map(({ transaction, changes }) => ({
      key: transaction.id,
      kind: changes.length === 0 ? ('empty' as const) : ('transaction' as const),
      at: transaction.occurred_at,
      changes: changes.length,
    })),
    {
      key: action.id,
      kind: action.status === 'error' ? ('failed' as const) : ('action' as const),
      at: action.inserted_at,
      changes: 0,
    },
  ]);
  const times = marks.filter(({ at }) => isCanonicalInstant(at)).map(({ at }) => at);
  const [from, to] = [[...times].sort()[0], [...times].sort().at(-1)];
  if (from === undefined || to === undefined) return null;
  const [start, end] = [toEpochMicros(from), toEpochMicros(to)];
  const span = Number(end - start);
  const knots = marks
    .filter(({ at }) => isCanonicalInstant(at))
    .map((mark) => ({
      ...mark,
      place: span === 0 ? 0.5 : Number(toEpochMicros(mark.at) - start) / span,
    }));
  return { from, to, knots };
}

/** Pure: `public.orders U2 I1`, the busiest table first. */
export function countsOf(changes: readonly AuditChange[]): readonly {
  readonly table: string;
  readonly ops: readonly (readonly [op: string, n: number])[];
}[] {
  const byTable = groupBy(changes, ({ table_schema, table_name }) => `${table_schema}.${table_name}`);
  return [...byTable.entries()]
    .sort(([, a], [, b]) => b.length - a.length)
    .map(([table, own]) => ({
      table,
      ops: [...groupBy(own, ({ op }) => op.toLowerCase()).entries()].map(
        ([op, list]) => [op, list.length] as const,
      ),
    }));
}
