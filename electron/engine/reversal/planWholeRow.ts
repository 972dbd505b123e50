import type { AuditChange } from '@shared/domain/audit.ts';
import { jsonMembers, jsonObject, type JsonText } from '@shared/domain/jsonText.ts';
import type { CannotRestore, CannotRestoreReason } from '@shared/domain/reversal.ts';
import { isMasked } from '../scope/readPolicies.ts';
import { laterOf, nothing, takenBy, type RowFacts, type Step } from './step.ts';
import type { LiveColumn } from './readShapes.ts';
import type { RowState } from './rowState.ts';
import { guardSql, sameValue, valueSql } from './valueSql.ts';

/** Removes an inserted row while it holds, column by column, what is expected of it. */
export function planInsert(change: AuditChange, facts: RowFacts, state: RowState): Step {
  const refuse = (reason: CannotRestoreReason): Step => {
    state.closed = 'later_not_restored';
    return nothing(change, [{ field: null, reason }]);
  };
  if (laterOf(facts, change, null) !== undefined) return refuse('overwritten_since');
  if (state.present === false) return refuse('live_missing');
  const guards: [string, JsonText][] = [];
  for (const [field, value] of jsonMembers(change.data_after ?? '{}')) {
    const column = facts.shape.columns.get(field);
    if (column === undefined || !isGuard(column, field, facts)) continue;
    // What a newer change of the draft set and nobody could put back is known only from the live row.
    const blocked = state.blocked.has(field);
    const holds = state.values.get(field);
    const expected = blocked ? holds : value;
    if (expected === undefined || isMasked(facts.policy, expected)) continue;
    if (holds !== undefined && !sameValue(column, holds, expected)) return refuse('live_differs');
    if (guardSql(facts.shape, column, expected) !== null) guards.push([field, expected]);
  }
  const live = state.present === true ? 'agrees' : 'not_readable';
  const step: Step = { ...nothing(change, []), kind: 'delete', guards, live };
  facts.unique.took(change, new Map(), null);
  state.present = false;
  state.values = new Map();
  state.blocked.clear();
  state.put = new Map();
  state.last = step;
  return step;
}

/** Captured, named when it changes, and not computed: what a guard can rely on. */
function isGuard({ generated }: LiveColumn, field: string, { policy }: RowFacts): boolean {
  return !generated && !policy.unnamed.includes(field);
}

/** Inserts a deleted row from its last captured image, where there is none under its key. */
export function planDelete(change: AuditChange, facts: RowFacts, state: RowState): Step {
  const refuse = (reason: CannotRestoreReason, fields: readonly CannotRestore[] = []): Step => {
    state.closed = 'later_not_restored';
    return nothing(change, [{ field: null, reason }, ...fields]);
  };
  if (laterOf(facts, change, null) !== undefined) return refuse('overwritten_since');
  if (state.present === true) return refuse('live_present');
  const image = facts.previous.get(change.id);
  if (image === undefined) return refuse('before_horizon');
  if (image.data_after === null) return refuse('no_prior_value');
  const { puts, cannot, missing } = imageColumns(jsonObject(image.data_after), facts);
  if (missing.length > 0)
    return refuse('required_value_missing', [
      ...missing.map((field) => ({ field, reason: 'required_value_missing' as const })),
      ...cannot.filter(({ field }) => field === null || !missing.includes(field)),
    ]);
  const [taken] = facts.unique.taken(change, new Map(puts));
  if (taken !== undefined) {
    state.closed = 'later_not_restored';
    return nothing(change, [takenBy(null, taken)]);
  }
  const live = state.present === false ? 'agrees' : 'not_readable';
  state.present = true;
  state.values = new Map(puts);
  for (const { field } of cannot) if (field !== null) state.blocked.add(field);
  const step: Step = {
    change,
    kind: 'insert',
    puts,
    row: new Map(puts),
    guards: [],
    from_image: puts.map(([name]) => name),
    cannot_restore: cannot,
    live,
  };
  facts.unique.took(change, new Map(puts), change);
  state.put = new Map(puts);
  state.last = step;
  return step;
}

interface ImageColumns {
  readonly puts: readonly (readonly [string, JsonText])[];
  readonly cannot: readonly CannotRestore[];
  /** Columns without which the row cannot be. */
  readonly missing: readonly string[];
}

function imageColumns(image: ReadonlyMap<string, JsonText>, { shape, policy }: RowFacts): ImageColumns {
  const puts: [string, JsonText][] = [];
  const cannot: CannotRestore[] = [];
  const missing: string[] = [];
  for (const column of shape.columns.values()) {
    const { name } = column;
    const value = image.get(name);
    const reason = reasonAgainst(column, value, policy.exclude.includes(name));
    if (reason === null && value !== undefined) {
      if (isMasked(policy, value)) cannot.push({ field: name, reason: 'masked' });
      else if (valueSql(shape, column, value) === null) cannot.push({ field: name, reason: 'type' });
      else puts.push([name, value]);
    } else if (reason !== null) cannot.push({ field: name, reason });
    const left = puts.at(-1)?.[0] !== name;
    if (left && column.not_null && !column.fills_itself && !column.generated) missing.push(name);
  }
  for (const name of image.keys())
    if (!shape.columns.has(name)) cannot.push({ field: name, reason: 'no_column' });
  return { puts, cannot, missing };
}

function reasonAgainst(
  { generated }: LiveColumn,
  value: JsonText | undefined,
  excluded: boolean,
): CannotRestoreReason | null {
  if (generated) return 'generated';
  if (value !== undefined) return null;
  return excluded ? 'excluded' : 'no_prior_value';
}
