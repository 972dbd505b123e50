import { parseInstant } from '@shared/domain/instant.ts';
import type { RowAsOf } from '@shared/domain/rowStates.ts';
import type { AuditSource } from '../db/session.ts';
import { resolveRow, type RowQuestion } from './resolveRow.ts';
import { stateAt } from './state.ts';
import { unresolvedChanges } from './unresolved.ts';

export interface AsOfQuestion extends RowQuestion {
  /** ISO-8601 with offset; a change captured at this very instant counts. */
  readonly at: string;
}

/**
 * The row as captured at a moment (CONTRACT §4.4): the newest change not later than it, ties by id. A deleted row
 * and one before the horizon are answers, not errors. Errors: those of resolveRow, `invalid_instant`.
 */
export async function rowAsOf(
  { session, capability }: AuditSource,
  question: AsOfQuestion,
  signal?: AbortSignal,
): Promise<RowAsOf> {
  const at = parseInstant(question.at, 'at');
  return session.read({ signal }, async (tx) => {
    const row = await resolveRow(tx, capability, question);
    const state = await stateAt(tx, capability, row, at);
    if (state.status !== 'before_audit_horizon') return { row, ...state, unresolved_changes: 0 };
    const { entries, truncated } = await unresolvedChanges(tx, capability, row, { from: null, to: at });
    return { row, ...state, unresolved_changes: entries.length + (truncated ? 1 : 0) };
  });
}
