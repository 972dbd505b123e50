import type { AuditChange } from '@shared/domain/audit.ts';
import type { ChangeDiff } from '@shared/domain/diff.ts';
import { rawJson, RawJson } from '@shared/domain/jsonText.ts';

/** A diff ready for writeJson, with the keys of CONTRACT §4.7. */
export function diffDocument(diff: ChangeDiff): Record<string, unknown> {
  return {
    ...diff,
    table_pk: new RawJson(diff.table_pk),
    data_after: rawJson(diff.data_after),
    field_changes: diff.field_changes.map((field) => ({
      ...field,
      after: new RawJson(field.after),
      before: field.before === undefined ? undefined : new RawJson(field.before),
    })),
  };
}

/** The flat `export_compat` form of CONTRACT §4.7, ready for writeJson: `op` as stored, NULLs as exports have them. */
export function exportCompatDocument(change: AuditChange): Record<string, unknown> {
  const { id, transaction_id, table_schema, table_name, op, captured_at } = change;
  return {
    id,
    transaction_id,
    table_schema,
    table_name,
    op,
    captured_at,
    table_pk: new RawJson(change.table_pk),
    data_after: rawJson(change.data_after),
    changed_fields: change.changed_fields ?? [],
    changed_from: new RawJson(change.changed_from ?? '{}'),
  };
}
