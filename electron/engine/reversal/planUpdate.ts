import type { AuditChange } from '@shared/domain/audit.ts';
import { compareBytes } from '@shared/domain/diff.ts';
import { jsonObject, type JsonText } from '@shared/domain/jsonText.ts';
import type { CannotRestore, CannotRestoreReason } from '@shared/domain/reversal.ts';
import { keyBefore, keyColumnsChanged } from '../scope/keyBefore.ts';
import { isMasked } from '../scope/readPolicies.ts';
import { laterOf, nothing, takenBy, type RowFacts, type Step } from './step.ts';
import type { RowState, RowStates } from './rowState.ts';
import type { Taken } from './taken.ts';
import { guardSql, sameValue, valueSql } from './valueSql.ts';

type Undone =
  { readonly from: JsonText; readonly to: JsonText; readonly imaged: boolean } | CannotRestoreReason;

/** Puts back every field an update named, one by one, from its prior value or else the previous image. */
export function planUpdate(change: AuditChange, facts: RowFacts, states: RowStates): Step {
  const state = states.at(change);
  const fields = [...(change.changed_fields ?? [])].sort(compareBytes);
  const unseen = unseenFields(facts, fields);
  if (fields.length === 0) return nothing(change, [{ field: null, reason: 'nothing_named' }, ...unseen]);
  if (state.present === false) {
    state.closed = 'live_missing';
    return nothing(change, [{ field: null, reason: 'live_missing' }]);
  }
  const known = state.present === true;
  const alone = fields.map((field) => [field, undo(field, change, facts, state)] as const);
  const back = alone.flatMap(([field, outcome]) =>
    typeof outcome === 'string' ? [] : [[field, outcome.to] as const],
  );
  const taken = facts.unique.taken(change, new Map(back));
  const inTheWay = (field: string): Taken | undefined =>
    taken.find(({ index }) => index.columns.includes(field));
  const undone = alone.map(
    ([field, outcome]) =>
      [
        field,
        typeof outcome !== 'string' && inTheWay(field) !== undefined ? 'value_taken' : outcome,
      ] as const,
  );
  const key = moveOf(change, undone, states);
  const puts: [string, JsonText][] = [];
  const guards: [string, JsonText][] = [];
  const from_image: string[] = [];
  const cannot: CannotRestore[] = [];
  for (const [field, outcome] of undone) {
    const reason = typeof outcome === 'string' ? outcome : key.moved.includes(field) ? key.refused : null;
    if (reason !== null) {
      const taker = reason === 'value_taken' ? inTheWay(field) : undefined;
      cannot.push(taker === undefined ? { field, reason } : takenBy(field, taker));
      state.blocked.add(field);
    } else if (typeof outcome !== 'string') {
      puts.push([field, outcome.to]);
      guards.push([field, outcome.from]);
      if (outcome.imaged) from_image.push(field);
      state.values.set(field, outcome.to);
      state.put.set(field, outcome.to);
    }
  }
  const cannot_restore = [...cannot, ...unseen];
  const step: Step =
    puts.length === 0
      ? nothing(change, cannot_restore)
      : {
          change,
          kind: 'update',
          puts,
          row: facts.shape.unique_indexes.length > 1 ? new Map(state.values) : new Map(),
          guards,
          from_image,
          cannot_restore,
          live: known ? 'agrees' : 'not_readable',
        };
  if (step.kind === 'update') {
    state.last = step;
    const moved = key.moved.length > 0 && key.refused === null ? key.to : null;
    facts.unique.took(change, new Map(puts), { ...change, table_pk: moved ?? change.table_pk });
  }
  if (key.moved.length > 0 && key.to !== null) {
    const to = { ...change, table_pk: key.to };
    if (key.refused === null) states.move(change, to);
    // What was done under the earlier key was done to this row, which stays where it is.
    else states.at(to).closed = 'key_changed';
  }
  return step;
}

/** Whether the key goes back to what it was: all of it, and only where no row stands. */
function moveOf(
  change: AuditChange,
  undone: readonly (readonly [string, Undone])[],
  states: RowStates,
): {
  readonly moved: readonly string[];
  readonly to: string | null;
  readonly refused: CannotRestoreReason | null;
} {
  const moved = keyColumnsChanged(change);
  if (moved.length === 0) return { moved, to: null, refused: null };
  const before = keyBefore(change);
  if (!before.known) return { moved, to: null, refused: 'key_changed' };
  const to = before.table_pk;
  if (undone.some(([field, outcome]) => moved.includes(field) && typeof outcome === 'string'))
    return { moved, to, refused: 'key_changed' };
  const taken = states.at({ ...change, table_pk: to }).present === true;
  return { moved, to, refused: taken ? 'live_present' : null };
}

function undo(field: string, change: AuditChange, facts: RowFacts, state: RowState): Undone {
  const { shape, policy } = facts;
  const column = shape.columns.get(field);
  if (column === undefined) return 'no_column';
  if (column.generated) return 'generated';
  if (column.identity_always) return 'identity';
  if (laterOf(facts, change, field) !== undefined) return 'overwritten_since';
  if (state.blocked.has(field)) return 'later_not_restored';
  const from = jsonObject(change.data_after).get(field);
  if (from === undefined) return policy.exclude.includes(field) ? 'excluded' : 'no_prior_value';
  if (isMasked(policy, from)) return 'masked';
  const to = valueBefore(field, change, facts);
  if (!('value' in to)) return to.reason;
  if (isMasked(policy, to.value)) return 'masked';
  if (valueSql(shape, column, to.value) === null || guardSql(shape, column, from) === null) return 'type';
  const holds = state.values.get(field);
  if (holds !== undefined && !sameValue(column, holds, from)) return 'live_differs';
  return { from, to: to.value, imaged: to.imaged };
}

function valueBefore(
  field: string,
  change: AuditChange,
  { previous }: RowFacts,
): { readonly value: JsonText; readonly imaged: boolean } | { readonly reason: CannotRestoreReason } {
  const prior = jsonObject(change.changed_from).get(field);
  if (prior !== undefined) return { value: prior, imaged: false };
  const key = keyBefore(change);
  if (!key.known) return { reason: key.reason };
  const earlier = previous.get(change.id);
  if (earlier === undefined) return { reason: 'before_horizon' };
  const image = jsonObject(earlier.data_after).get(field);
  return image === undefined ? { reason: 'no_prior_value' } : { value: image, imaged: true };
}

/** Columns whose change this update would not have named. */
function unseenFields({ shape, policy }: RowFacts, named: readonly string[]): readonly CannotRestore[] {
  const live = (column: string): boolean => shape.columns.has(column) && !named.includes(column);
  return [
    ...policy.exclude.filter(live).map((field) => ({ field, reason: 'excluded' as const })),
    ...policy.unnamed.filter(live).map((field) => ({ field, reason: 'not_named' as const })),
  ];
}
