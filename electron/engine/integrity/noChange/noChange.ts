import { InvestigatorError } from '@shared/domain/errors.ts';
import { parseInstant } from '@shared/domain/instant.ts';
import type { NoChange, NoChangeStatement } from '@shared/domain/noChange.ts';
import type { AuditSource, ReadTransaction } from '../../db/session.ts';
import { relatedRows } from '../../rows/related.ts';
import { resolveRow } from '../../rows/resolveRow.ts';
import { readTrail, type Trail } from '../surroundings.ts';
import type { Window } from './refusals.ts';
import { relatedStatements } from './relatedStatements.ts';
import { refusedStatement, stateRow } from './stateRow.ts';

export interface NoChangeQuestion {
  readonly table: string;
  readonly pk: string;
  readonly from: string;
  readonly to: string;
  /** Also for rows reached through foreign keys. */
  readonly related: boolean;
}

/** Refusals that resolveRow throws: which row is meant cannot be told (CONTRACT §2.4, traps 27, 48). */
const AMBIGUOUS: ReadonlySet<string> = new Set(['ambiguous_table', 'partitioned_table']);

/**
 * "No captured change of this row between A and B", both included: stated with its positive bracket, not true, or
 * refused with every reason. All of one snapshot. Errors: `invalid_instant`, `invalid_filter` (to before from),
 * `invalid_key`, `not_found`, those of Session.read.
 */
export async function noChange(
  { session, capability }: AuditSource,
  question: NoChangeQuestion,
  signal?: AbortSignal,
): Promise<NoChange> {
  const window = { from: parseInstant(question.from, 'from'), to: parseInstant(question.to, 'to') };
  if (window.to < window.from)
    throw new InvestigatorError('invalid_filter', 'to lies before from', {
      hint: 'The window runs from --from to --to, both included.',
    });
  return session.read({ signal, lane: 'export', statementTimeoutMs: 0 }, async (tx) => {
    const source = within(tx, capability);
    const trail = await readTrail(tx, capability);
    const own = await statementOf(source, tx, question, window, trail);
    if (!question.related || own.row === null) return { ...own, related: null, related_truncated: false };
    const reached = await relatedRows(source, question, signal);
    return { ...own, ...(await relatedStatements(tx, capability, reached, window, trail)) };
  });
}

/** Questions of the engine asked inside this snapshot. */
function within(tx: ReadTransaction, capability: AuditSource['capability']): AuditSource {
  const facts = { tls: false, announcedPid: null };
  return { capability, session: { read: (_, work) => work(tx, facts), close: () => Promise.resolve() } };
}

async function statementOf(
  { capability }: AuditSource,
  tx: ReadTransaction,
  question: NoChangeQuestion,
  window: Window,
  trail: Trail,
): Promise<NoChangeStatement> {
  try {
    const { table_schema, table_name, table_pk } = await resolveRow(tx, capability, question);
    return await stateRow(tx, capability, { table_schema, table_name, table_pk }, window, trail);
  } catch (error) {
    if (!(error instanceof InvestigatorError && AMBIGUOUS.has(error.code))) throw error;
    return refusedStatement(null, window, [{ code: 'ambiguous_row', reason: error.message }]);
  }
}
