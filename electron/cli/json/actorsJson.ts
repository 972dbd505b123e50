import type { ActorSummary, CountedTransaction, TransactionPage } from '@shared/domain/actorReads.ts';
import type { BurstPage } from '@shared/domain/bursts.ts';
import type { ActionContext, Correlation } from '@shared/domain/correlation.ts';
import { rawJson, writeJson, type JsonText } from '@shared/domain/jsonText.ts';
import type { Around, Neighbours, RowTouch } from '@shared/domain/neighbours.ts';
import { actionJson, changeJson, entryJson, transactionJson } from './entryJson.ts';

/** A transaction with its action and counts, ready for writeJson. */
function countedJson({ transaction, action, counts }: CountedTransaction): object {
  return { ...transactionJson(transaction), action: action === null ? null : actionJson(action), counts };
}

export function actorJson({ entries, cursor, has_more }: TransactionPage): JsonText {
  return writeJson({ entries: entries.map(countedJson), cursor, has_more });
}

export function actorSummaryJson({ actions, ...summary }: ActorSummary): JsonText {
  return writeJson({
    ...summary,
    actions: actions === null ? null : { ...actions, newest_failed: actions.newest_failed.map(actionJson) },
  });
}

export function burstsJson({ entries, ...page }: BurstPage): JsonText {
  const { from, to, gap_seconds, cursor, has_more } = page;
  const bursts = entries.map((burst) => ({ ...burst, actor_ref: rawJson(burst.actor_ref) }));
  return writeJson({ from, to, gap_seconds, entries: bursts, cursor, has_more });
}

export function neighboursJson({ transaction, by_actor, by_correlation, by_row }: Neighbours): JsonText {
  const touchJson = (touch: RowTouch | null): object | null =>
    touch === null ? null : { ...touch, transaction: transactionJson(touch.transaction) };
  return writeJson({
    transaction: countedJson(transaction),
    by_actor: {
      ...by_actor,
      previous: by_actor.previous.map(countedJson),
      next: by_actor.next.map(countedJson),
    },
    by_correlation: {
      ...by_correlation,
      previous: by_correlation.previous.map(countedJson),
      next: by_correlation.next.map(countedJson),
    },
    by_row: {
      ...by_row,
      entries: by_row.entries.map(({ table_pk, previous, next, ...row }) => ({
        ...row,
        table_pk: rawJson(table_pk),
        previous: touchJson(previous),
        next: touchJson(next),
      })),
    },
  });
}

export function aroundJson({ at, before, after }: Around): JsonText {
  return writeJson({ at, before: before.map(entryJson), after: after.map(entryJson) });
}

/** `truncated` is there only where something was left out. */
export function correlationJson({ truncated, ...found }: Correlation): JsonText {
  return writeJson({
    correlation_id: found.correlation_id,
    actions: found.actions.map(actionJson),
    transactions: found.transactions.map(transactionJson),
    changes: found.changes.map(changeJson),
    actions_without_transactions: found.actions_without_transactions.map(actionJson),
    truncated: whereTrue(truncated),
  });
}

/** `truncated` is there only where something was left out. */
export function actionContextJson({ action, transactions, changes, truncated }: ActionContext): JsonText {
  return writeJson({
    action: actionJson(action),
    transactions: transactions?.map(transactionJson) ?? null,
    changes: changes?.map(changeJson) ?? null,
    truncated: whereTrue(truncated),
  });
}

function whereTrue<T extends Readonly<Record<string, boolean>>>(flags: T): T | undefined {
  return Object.values(flags).includes(true) ? flags : undefined;
}
