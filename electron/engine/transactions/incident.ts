import type { AuditChange, TransactionContext } from '@shared/domain/audit.ts';
import { diffChange } from '@shared/domain/diff.ts';
import { RawJson, rawJson, writeJson, type JsonText } from '@shared/domain/jsonText.ts';
import { diffDocument } from './diffDocument.ts';

/**
 * The incident document of CONTRACT §4.7: `txid` an exact JSON number, jsonb verbatim in value, nulls kept,
 * `op` lower case in `audit_change` and upper case in `change_diff`. Compact, changes newest first. Pure.
 */
export function incidentDocument({ transaction, action, changes }: TransactionContext): JsonText {
  const { id, txid, occurred_at, source, meta, actor_ref } = transaction;
  return writeJson({
    transaction: {
      id,
      txid: new RawJson(txid),
      occurred_at,
      source,
      meta: rawJson(meta),
      actor_ref: rawJson(actor_ref),
    },
    action:
      action === null
        ? null
        : {
            id: action.id,
            name: action.name,
            status: action.status,
            correlation_id: action.correlation_id,
            request_id: action.request_id,
          },
    changes: changes.map((change) => ({
      audit_change: auditChange(change),
      change_diff: diffDocument(diffChange(change)),
    })),
  });
}

function auditChange(change: AuditChange): Record<string, unknown> {
  const { id, table_schema, table_name, op, changed_fields, captured_at } = change;
  return {
    id,
    table_schema,
    table_name,
    table_pk: rawJson(change.table_pk),
    op: op.toLowerCase(),
    data_after: rawJson(change.data_after),
    changed_fields,
    changed_from: rawJson(change.changed_from),
    captured_at,
  };
}
