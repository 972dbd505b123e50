import type { AuditAction, AuditChange, AuditTransaction, TimelineEntry } from '@shared/domain/audit.ts';
import { RawJson, rawJson } from '@shared/domain/jsonText.ts';

/** A row of every list of changes, ready for writeJson: stored JSON verbatim, 64-bit numbers exact. */
export function entryJson({ audit_change, transaction, action }: TimelineEntry): object {
  return {
    audit_change: changeJson(audit_change),
    transaction: transactionJson(transaction),
    action: action === null ? null : actionJson(action),
  };
}

export function changeJson(change: AuditChange): object {
  return {
    ...change,
    op: change.op.toLowerCase(),
    table_pk: rawJson(change.table_pk),
    data_after: rawJson(change.data_after),
    changed_from: rawJson(change.changed_from),
    xmin: new RawJson(change.xmin),
  };
}

export function transactionJson(transaction: AuditTransaction): object {
  return {
    ...transaction,
    txid: new RawJson(transaction.txid),
    meta: rawJson(transaction.meta),
    actor_ref: rawJson(transaction.actor_ref),
  };
}

export function actionJson(action: AuditAction): object {
  return { ...action, actor_ref: rawJson(action.actor_ref) };
}
