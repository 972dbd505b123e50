import type { AuditChange } from '@shared/domain/audit.ts';
import type { FieldBeforeAfter, FieldSide, RowBeforeAfter } from '@shared/domain/beforeAfter.ts';
import { compareBytes } from '@shared/domain/diff.ts';
import { jsonObject, type JsonText } from '@shared/domain/jsonText.ts';
import { sameJson } from '@shared/domain/jsonSame.ts';
import { keyBefore } from './keyBefore.ts';
import { isMasked, type TablePolicy } from './readPolicies.ts';

/**
 * The changes of one row within one transaction, in capture order, as one before and after (CONTRACT §4.7 for
 * single changes). `previous` is the change captured before the first of them on the same row. Pure.
 */
export function foldRow(
  changes: readonly AuditChange[],
  previous: AuditChange | undefined,
  policy: TablePolicy,
): RowBeforeAfter {
  const [first, last] = [changes[0], changes.at(-1)];
  if (first === undefined || last === undefined) throw new RangeError('a row without a change');
  const key = keyBefore(first);
  const before = beforeOf(first, previous);
  const row: Row = {
    before,
    previous: jsonObject(previous?.data_after ?? null),
    leading: leadingUpdates(changes),
    last,
    after: jsonObject(last.data_after),
    policy,
  };
  return {
    table_schema: last.table_schema,
    table_name: last.table_name,
    table_pk: last.table_pk,
    changes: changes.map(({ id, op, captured_at }) => ({ id, op: op.toLowerCase(), captured_at })),
    previous_pk: key.known && key.changed ? key.table_pk : null,
    before,
    after: { status: isDelete(last) ? 'no_row' : 'row' },
    fields: fieldNames(row).map((name) => fieldOf(name, row)),
  };
}

interface Row {
  readonly before: RowBeforeAfter['before'];
  readonly previous: ReadonlyMap<string, JsonText>;
  /** The updates before anything inserted or deleted the row: only they tell of the row before. */
  readonly leading: readonly AuditChange[];
  readonly last: AuditChange;
  readonly after: ReadonlyMap<string, JsonText>;
  readonly policy: TablePolicy;
}

function beforeOf(first: AuditChange, previous: AuditChange | undefined): RowBeforeAfter['before'] {
  const seen = { change_id: previous?.id ?? null, captured_at: previous?.captured_at ?? null };
  if (first.op.toLowerCase() === 'insert') return { status: 'no_row', reason: null, ...seen };
  const key = keyBefore(first);
  if (!key.known) return { status: 'unknown', reason: key.reason, ...seen };
  if (previous === undefined) return { status: 'unknown', reason: 'before_horizon', ...seen };
  if (isDelete(previous)) return { status: 'unknown', reason: 'deleted_before', ...seen };
  return { status: 'row', reason: null, ...seen };
}

function leadingUpdates(changes: readonly AuditChange[]): readonly AuditChange[] {
  const end = changes.findIndex(({ op }) => op.toLowerCase() !== 'update');
  return end < 0 ? changes : changes.slice(0, end);
}

function fieldNames({ previous, leading, after, policy }: Row): readonly string[] {
  const named = leading.flatMap((change) => [
    ...(change.changed_fields ?? []),
    ...jsonObject(change.data_after).keys(),
  ]);
  return [...new Set([...previous.keys(), ...named, ...after.keys(), ...policy.exclude])].sort(compareBytes);
}

function fieldOf(name: string, row: Row): FieldBeforeAfter {
  const named = row.leading.some(({ changed_fields }) => changed_fields?.includes(name) === true);
  const [before, after] = [beforeSide(name, named, row), afterSide(name, row)];
  const image = row.previous.get(name);
  return {
    name,
    changed: changedOf(before, after, named),
    before,
    after,
    contradicts_previous:
      before.source === 'prior_value' &&
      before.value !== null &&
      image !== undefined &&
      !isMasked(row.policy, image) &&
      !sameJson(before.value, image),
  };
}

function beforeSide(name: string, named: boolean, row: Row): FieldSide {
  const { before, leading, previous, policy } = row;
  if (before.status === 'no_row') return side('no_row');
  for (const change of named ? leading : []) {
    const prior = jsonObject(change.changed_from).get(name);
    if (prior !== undefined) return valueSide(prior, 'prior_value', policy);
    // Later prior values tell what this very update wrote.
    if (change.changed_fields?.includes(name) === true) break;
  }
  const [first] = leading;
  const unchanged =
    named || policy.unnamed.includes(name) ? undefined : jsonObject(first?.data_after ?? null).get(name);
  if (unchanged !== undefined) return valueSide(unchanged, 'unchanged', policy);
  const image = before.status === 'row' ? previous.get(name) : undefined;
  if (image !== undefined) return valueSide(image, 'previous_image', policy);
  if (policy.exclude.includes(name)) return side('excluded');
  const setting = leading.find(({ changed_fields }) => changed_fields?.includes(name));
  if (setting !== undefined && setting.changed_from !== null) return side('omitted');
  return side(before.reason === 'before_horizon' ? 'before_horizon' : 'none');
}

function afterSide(name: string, { last, after, policy }: Row): FieldSide {
  if (isDelete(last)) return side('no_row');
  const value = after.get(name);
  if (value !== undefined) return valueSide(value, 'image', policy);
  return side(policy.exclude.includes(name) ? 'excluded' : 'none');
}

function changedOf(before: FieldSide, after: FieldSide, named: boolean): boolean | null {
  if (before.state === 'no_row' || after.state === 'no_row') return before.state !== after.state;
  if (before.value !== null && after.value !== null) return !sameJson(before.value, after.value);
  // Not named, a masked column kept its hidden value.
  if (named) return true;
  return before.state === 'masked' && after.state === 'masked' && before.source !== 'previous_image'
    ? false
    : null;
}

function valueSide(
  value: JsonText,
  source: NonNullable<FieldSide['source']>,
  policy: TablePolicy,
): FieldSide {
  return isMasked(policy, value)
    ? { state: 'masked', value: null, source }
    : { state: 'value', value, source };
}

function side(state: FieldSide['state']): FieldSide {
  return { state, value: null, source: null };
}

function isDelete({ op }: AuditChange): boolean {
  return op.toLowerCase() === 'delete';
}
