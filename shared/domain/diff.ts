import { InvestigatorError } from './errors.ts';
import { jsonObject, jsonMembers, type JsonText } from './jsonText.ts';
import type { AuditChange } from './audit.ts';

/**
 * What one captured change did to each field (CONTRACT §4.7). `before` is present only where a prior value was
 * stored; `prior_state: "omitted"` says that prior values are stored but this one was not.
 */
export interface FieldChange {
  readonly name: string;
  /** JSON text; `null` as text when the column is absent from the image. */
  readonly after: JsonText;
  readonly before?: JsonText;
  readonly prior_state?: 'omitted';
  readonly kind?: 'set';
}

export interface ChangeDiff {
  readonly schema_version: 1;
  readonly before_values: 'none' | 'sparse';
  readonly op: 'INSERT' | 'UPDATE' | 'DELETE';
  readonly id: string;
  readonly transaction_id: string;
  readonly table_schema: string;
  readonly table_name: string;
  readonly table_pk: JsonText;
  readonly captured_at: string;
  readonly data_after: JsonText | null;
  readonly field_changes: readonly FieldChange[];
}

interface DiffOptions {
  /** One entry per column of an insert, sorted, `kind: "set"`. Default false, as upstream. */
  readonly expandInsertFields?: boolean;
}

/** Pure function of one change. Fields are sorted by name in byte order. Error: `server_error` (unknown op). */
export function diffChange(change: AuditChange, options: DiffOptions = {}): ChangeDiff {
  const { id, transaction_id, table_schema, table_name, table_pk, captured_at, data_after } = change;
  return {
    schema_version: 1,
    before_values: change.changed_from === null ? 'none' : 'sparse',
    op: upperOp(change.op),
    id,
    transaction_id,
    table_schema,
    table_name,
    table_pk,
    captured_at,
    data_after,
    field_changes: fieldChanges(change, options),
  };
}

function fieldChanges(change: AuditChange, options: DiffOptions): readonly FieldChange[] {
  switch (upperOp(change.op)) {
    case 'DELETE':
      return [];
    case 'INSERT':
      return options.expandInsertFields === true ? insertedFields(change.data_after) : [];
    case 'UPDATE':
      return updatedFields(change);
  }
}

function insertedFields(image: JsonText | null): readonly FieldChange[] {
  const members = image === null ? [] : [...jsonMembers(image)];
  return members
    .sort(([a], [b]) => compareBytes(a, b))
    .map(([name, after]) => ({ name, after, kind: 'set' as const }));
}

function updatedFields(change: AuditChange): readonly FieldChange[] {
  const after = jsonObject(change.data_after);
  const before = jsonObject(change.changed_from);
  return [...(change.changed_fields ?? [])].sort(compareBytes).map((name) => {
    const field = { name, after: after.get(name) ?? 'null' };
    if (change.changed_from === null) return field;
    const prior = before.get(name);
    return prior === undefined ? { ...field, prior_state: 'omitted' as const } : { ...field, before: prior };
  });
}

function upperOp(op: string): ChangeDiff['op'] {
  const upper = op.toUpperCase();
  if (upper === 'INSERT' || upper === 'UPDATE' || upper === 'DELETE') return upper;
  throw new InvestigatorError('server_error', `unsupported op ${JSON.stringify(op)} in a stored change`);
}

/** Order of the UTF-8 bytes, which is the order of code points (not of UTF-16 units). */
export function compareBytes(a: string, b: string): number {
  const left = Array.from(a);
  const right = Array.from(b);
  for (let i = 0; i < left.length && i < right.length; i += 1) {
    const difference = (left[i]?.codePointAt(0) ?? 0) - (right[i]?.codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}
