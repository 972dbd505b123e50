import type { AuditChange, TimelineEntry } from '@shared/domain/audit.ts';
import { jsonMembers } from '@shared/domain/jsonText.ts';
import { isUnresolvedKey } from '@shared/domain/row.ts';
import { rowIdentity } from './rowIdentity.ts';

/** A field of a row and the scope's last change of it; `field` null is the row's removal. */
export interface SetField {
  readonly field: string | null;
  readonly by: TimelineEntry;
}

/**
 * What the scope set, once a field: what it set several times counts by the last, a deletion takes the place of
 * what it set before in that row, and an insert that of an earlier deletion. `entries` in capture order. Pure.
 */
export function setFields(entries: readonly TimelineEntry[]): readonly SetField[] {
  const rows = new Map<string, Map<string | null, SetField>>();
  for (const by of entries) {
    const change = by.audit_change;
    const row = isUnresolvedKey(change.table_pk) ? change.id : rowIdentity(change);
    const fields = rows.get(row) ?? new Map<string | null, SetField>();
    rows.set(row, fields);
    const set = fieldsSet(change);
    if (change.op.toLowerCase() !== 'update') fields.clear();
    for (const field of set ?? [null]) fields.set(field, { field, by });
  }
  return [...rows.values()].flatMap((fields) => [...fields.values()]);
}

/** Inserts set every column of their image, updates those they name; null: a delete, which removes the row. */
export function fieldsSet({ op, data_after, changed_fields }: AuditChange): readonly string[] | null {
  switch (op.toLowerCase()) {
    case 'delete':
      return null;
    case 'insert':
      return data_after === null ? [] : jsonMembers(data_after).map(([name]) => name);
    default:
      return changed_fields ?? [];
  }
}
