import type { AuditChange } from '@shared/domain/audit.ts';
import { compareBytes, diffChange, type FieldChange } from '@shared/domain/diff.ts';
import { jsonKind, jsonMembers, type JsonText } from '@shared/domain/jsonText.ts';
import { isMasked } from '@shared/domain/masked.ts';

/**
 * What can be said about one field of a change:
 * - `changed`  both values are recorded
 * - `masked`   the field changed and the policy kept neither value
 * - `omitted`  prior values are stored for this table, but not for this field
 * - `no_prior` this table's capture stores no prior values
 * - `set`      the value a new row came with
 */
export type FieldView =
  | { readonly kind: 'changed'; readonly name: string; readonly before: JsonText; readonly after: JsonText }
  | { readonly kind: 'masked'; readonly name: string; readonly after: JsonText }
  | { readonly kind: 'omitted' | 'no_prior' | 'set'; readonly name: string; readonly after: JsonText };

export interface ChangeView {
  readonly op: 'INSERT' | 'UPDATE' | 'DELETE';
  readonly fields: readonly FieldView[];
  /** Said instead of, or before, the fields. */
  readonly note: string | null;
}

/** The fields of one change for display, sorted by name; pure, from the change alone (CONTRACT §4.7). */
export function changeView(change: AuditChange): ChangeView {
  const diff = diffChange(change, { expandInsertFields: true });
  const fields = diff.field_changes.map(fieldView);
  return { op: diff.op, fields, note: noteOf(diff.op, fields.length) };
}

/** A row's image for display, members sorted by name: the stored order means nothing (trap 24). */
export function sortedMembers(image: JsonText): readonly (readonly [string, JsonText])[] {
  return [...jsonMembers(image)].sort(([a], [b]) => compareBytes(a, b));
}

/** True for objects and arrays, which are compared path by path. */
export function isNested(value: JsonText): boolean {
  const kind = jsonKind(value);
  return kind === 'object' || kind === 'array';
}

function fieldView(field: FieldChange): FieldView {
  const { name, after } = field;
  if (isMasked(field)) return { kind: 'masked', name, after };
  if (field.kind === 'set') return { kind: 'set', name, after };
  if (field.before !== undefined) return { kind: 'changed', name, before: field.before, after };
  return { kind: field.prior_state === 'omitted' ? 'omitted' : 'no_prior', name, after };
}

function noteOf(op: ChangeView['op'], fields: number): string | null {
  switch (op) {
    case 'INSERT':
      return null;
    case 'DELETE':
      return 'A delete keeps no image. What the row held is in its last captured image, an earlier change of this row.';
    case 'UPDATE':
      return fields > 0
        ? null
        : 'The update is recorded, but no field of it: it changed nothing, or only columns the policy excludes.';
  }
}
