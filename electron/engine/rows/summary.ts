import type { RowSummary } from '@shared/domain/rowSummary.ts';
import type { AuditSource } from '../db/session.ts';
import { wholeNumber } from '../db/wholeNumber.ts';
import { keyChanges } from './keyChanges.ts';
import { liveComparison } from './liveComparison.ts';
import { resolveRow, type RowQuestion } from './resolveRow.ts';
import { stateAt } from './state.ts';
import { rowActorsStatement, versionsStatement } from './summaryStatements.ts';
import { tablePolicy } from './tablePolicy.ts';
import { unresolvedChanges } from './unresolved.ts';

const ACTORS = 50;

/**
 * What is captured of one row: how many versions by op, from when to when, by whom, where its key changed, and the
 * live row beside the last image, all of one snapshot. Errors: those of resolveRow.
 */
export async function rowSummary(
  { session, capability }: AuditSource,
  question: RowQuestion,
  signal?: AbortSignal,
): Promise<RowSummary> {
  return session.read({ signal }, async (tx) => {
    const row = await resolveRow(tx, capability, question);
    const [versions = {}] = await tx.rows(versionsStatement(capability, row));
    const actors = await tx.rows(rowActorsStatement(capability, row, ACTORS + 1));
    const state = await stateAt(tx, capability, row, null);
    const policy = await tablePolicy(tx, capability, row);
    const unresolved = await unresolvedChanges(tx, capability, row, { from: null, to: null });
    return {
      row,
      first: versions['first'] ?? null,
      last: versions['last'] ?? null,
      last_change: state.change_id,
      changes: wholeNumber(versions, 'changes'),
      ops: {
        insert: wholeNumber(versions, 'insert'),
        update: wholeNumber(versions, 'update'),
        delete: wholeNumber(versions, 'delete'),
      },
      actors: actors.slice(0, ACTORS).map((actor) => ({
        actor_ref: actor['actor_ref'] ?? null,
        changes: wholeNumber(actor, 'changes'),
        first: actor['first'] ?? '',
        last: actor['last'] ?? '',
      })),
      actors_truncated: actors.length > ACTORS,
      key_changes: await keyChanges(tx, capability, row),
      unresolved_changes: unresolved.entries.length + (unresolved.truncated ? 1 : 0),
      live: await liveComparison(tx, capability, row, state, policy),
    };
  });
}
