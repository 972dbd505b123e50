import { compareBytes } from '@shared/domain/diff.ts';
import { parseInstant } from '@shared/domain/instant.ts';
import { sameJson } from '@shared/domain/jsonSame.ts';
import { jsonObject } from '@shared/domain/jsonText.ts';
import type { FieldComparison, RowComparison, RowState } from '@shared/domain/rowStates.ts';
import type { AuditSource } from '../db/session.ts';
import { betweenStatement } from './betweenStatement.ts';
import { resolveRow, type RowQuestion } from './resolveRow.ts';
import { stateAt } from './state.ts';
import { tablePolicy, type TablePolicy } from './tablePolicy.ts';

export interface CompareQuestion extends RowQuestion {
  /** ISO-8601 with offset, inclusive as in as-of; either may be the earlier. */
  readonly at: string;
  readonly and: string;
}

/**
 * The row at two moments, field by field: `before` is `at`, `after` is `and`. Equality is exact to the digit;
 * numbers that differ in spelling alone are noted. Absent, null and masked are kept apart, and so are two equal
 * values between which the field was changed. Errors: those of resolveRow, `invalid_instant`.
 */
export async function compareRow(
  { session, capability }: AuditSource,
  question: CompareQuestion,
  signal?: AbortSignal,
): Promise<RowComparison> {
  const at = parseInstant(question.at, 'at');
  const and = parseInstant(question.and, 'and');
  const [from, to] = at < and ? [at, and] : [and, at];
  return session.read({ signal }, async (tx) => {
    const row = await resolveRow(tx, capability, question);
    const before = await stateAt(tx, capability, row, at);
    const after = await stateAt(tx, capability, row, and);
    const policy = await tablePolicy(tx, capability, row);
    const between = await tx.rows(betweenStatement(capability, row, from, to));
    const updates = new Map(between.map((found) => [found['name'] ?? null, Number(found['count'] ?? '0')]));
    const whole = between.find((found) => (found['name'] ?? null) === null);
    return {
      row,
      before,
      after,
      fields: compareStates(before, after, policy, updates),
      changes_between: Number(whole?.['count'] ?? '0'),
      deletes_between: Number(whole?.['deletes'] ?? '0'),
      not_captured: policy.excluded,
    };
  });
}

/** Pure. Nothing when there is an image at neither moment. */
export function compareStates(
  before: RowState,
  after: RowState,
  { isMasked }: Pick<TablePolicy, 'isMasked'>,
  updates: ReadonlyMap<string | null, number>,
): readonly FieldComparison[] {
  const [left, right] = [jsonObject(before.data), jsonObject(after.data)];
  const unknown = [before, after].some(({ status }) => status === 'before_audit_horizon');
  const names = [...new Set([...left.keys(), ...right.keys()])].sort(compareBytes);
  return names.map((name) => {
    const a = left.get(name) ?? null;
    const b = right.get(name) ?? null;
    const numerically_equal = a !== null && b !== null && a !== b && sameJson(a, b);
    const base = { name, before: a, after: b, numerically_equal, updates_between: updates.get(name) ?? 0 };
    return { ...base, state: stateOf() };

    function stateOf(): FieldComparison['state'] {
      if (unknown) return 'unknown';
      if (a === null) return 'added';
      if (b === null) return 'removed';
      if (isMasked(name, a) || isMasked(name, b)) return 'masked';
      return a === b ? 'same' : 'changed';
    }
  });
}
