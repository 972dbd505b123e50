import type { AuditChange } from '@shared/domain/audit.ts';
import { jsonMembers } from '@shared/domain/jsonText.ts';
import type { CannotRestoreReason } from '@shared/domain/reversal.ts';
import { isUnresolvedKey } from '@shared/domain/row.ts';
import { planUpdate } from './planUpdate.ts';
import { planDelete, planInsert } from './planWholeRow.ts';
import type { TableShape } from './readShapes.ts';
import type { RowStates } from './rowState.ts';
import { nothing, type RowFacts, type Step } from './step.ts';

/**
 * Steps that undo changes, given and answered newest first. Each is planned on what its row holds once the newer
 * ones were taken, beginning with the live rows where they could be read: a field is put back only if its guard
 * will hold by all that is recorded. `factsOf` answers undefined where there is no live table. Pure, but for the
 * states, which end as the draft would leave the rows.
 */
export function planSteps(
  changes: readonly AuditChange[],
  factsOf: (change: AuditChange) => RowFacts | undefined,
  states: RowStates,
): readonly Step[] {
  return changes.map((change) => {
    const facts = factsOf(change);
    if (facts === undefined) return nothing(change, [{ field: null, reason: 'no_table' }]);
    if (isUnresolvedKey(change.table_pk)) return nothing(change, [{ field: null, reason: 'unresolved_key' }]);
    const state = states.at(change);
    const whole = keyRefusal(change, facts.shape) ?? state.closed;
    if (whole !== null) {
      // Beneath a change that stays, no older one of the row can be undone.
      state.closed ??= 'later_not_restored';
      return nothing(change, [{ field: null, reason: whole }]);
    }
    switch (change.op.toLowerCase()) {
      case 'insert':
        return planInsert(change, facts, state);
      case 'delete':
        return planDelete(change, facts, state);
      default:
        return planUpdate(change, facts, states);
    }
  });
}

function keyRefusal(change: AuditChange, shape: TableShape): CannotRestoreReason | null {
  const key = jsonMembers(change.table_pk).map(([name]) => name);
  if (key.some((name) => !shape.columns.has(name))) return 'no_column';
  const unique = shape.unique_keys.some((columns) => columns.every((column) => key.includes(column)));
  return unique ? null : 'key_not_unique';
}
