import type { AuditAction, AuditChange, AuditTransaction, TimelinePage } from '@shared/domain/audit.ts';
import { RawJson, rawJson, writeJson, type JsonText } from '@shared/domain/jsonText.ts';

/** The document of `timeline --json`: stored JSON verbatim, 64-bit numbers as exact JSON numbers. */
export function timelineJson(page: TimelinePage): JsonText {
  return writeJson({
    entries: page.entries.map((entry) => ({
      audit_change: changeJson(entry.audit_change),
      transaction: transactionJson(entry.transaction),
      action: entry.action === null ? null : actionJson(entry.action),
    })),
    cursor: page.cursor,
    has_more: page.has_more,
  });
}

function changeJson(change: AuditChange): object {
  return {
    ...change,
    op: change.op.toLowerCase(),
    table_pk: rawJson(change.table_pk),
    data_after: rawJson(change.data_after),
    changed_from: rawJson(change.changed_from),
    xmin: new RawJson(change.xmin),
  };
}

function transactionJson(transaction: AuditTransaction): object {
  return {
    ...transaction,
    txid: new RawJson(transaction.txid),
    meta: rawJson(transaction.meta),
    actor_ref: rawJson(transaction.actor_ref),
  };
}

function actionJson(action: AuditAction): object {
  return { ...action, actor_ref: rawJson(action.actor_ref) };
}
