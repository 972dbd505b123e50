import type { Capability } from '@shared/domain/capability.ts';
import { parseInstant } from '@shared/domain/instant.ts';
import type { ResolvedRow } from '@shared/domain/row.ts';
import type { RowBesides, RowHistory, RowHistoryPage } from '@shared/domain/rowHistory.ts';
import type { AuditSource, ReadTransaction } from '../db/session.ts';
import { withIndexHint } from '../health/indexes/withIndexHint.ts';
import { entryOf } from '../timeline/entryOf.ts';
import { changePlace, cutPage, planPage, type PagePlan, type PageQuestion } from '../timeline/keysetPage.ts';
import { historyStatement, type HistoryWindow } from './historyStatement.ts';
import { keyChanges } from './keyChanges.ts';
import { resolveRow, type RowQuestion } from './resolveRow.ts';
import { unresolvedChanges } from './unresolved.ts';

export interface HistoryQuestion extends RowQuestion, PageQuestion {
  /** ISO-8601 with offset, inclusive; absent or null = open. */
  readonly from?: string | null | undefined;
  readonly to?: string | null | undefined;
}

/**
 * One page of a row's changes by (`captured_at`, `id`), newest first in both directions, equality on the whole
 * key (CONTRACT §4.3, 1.0 rules): `has_more` is exact and `cursor` null exactly without more. Errors: those of
 * resolveRow, `invalid_instant`, `invalid_cursor`, `invalid_request` (limit).
 */
export async function rowHistoryPage(
  source: AuditSource,
  question: HistoryQuestion,
  signal?: AbortSignal,
): Promise<RowHistoryPage> {
  const plan = planOf(question);
  return await hinted(source, signal, async (tx) => {
    const row = await resolveRow(tx, source.capability, question);
    return await pageIn(tx, source.capability, row, plan);
  });
}

/**
 * What belongs to a row besides the changes under its key: where the key itself changed, and the changes recorded
 * without the whole key that name this row. Looks through stretches of the trail, so a page does not wait for it.
 * Errors: those of {@link rowHistoryPage}.
 */
export async function rowBesides(
  source: AuditSource,
  question: RowQuestion & Pick<HistoryQuestion, 'from' | 'to'>,
  signal?: AbortSignal,
): Promise<RowBesides> {
  const window = historyWindow(question);
  return await hinted(source, signal, async (tx) => {
    const row = await resolveRow(tx, source.capability, question);
    return { row, ...(await besidesIn(tx, source.capability, row, window)) };
  });
}

/** {@link rowHistoryPage} and {@link rowBesides} of one snapshot. */
export async function rowHistory(
  source: AuditSource,
  question: HistoryQuestion,
  signal?: AbortSignal,
): Promise<RowHistory> {
  const plan = planOf(question);
  return await hinted(source, signal, async (tx) => {
    const row = await resolveRow(tx, source.capability, question);
    const page = await pageIn(tx, source.capability, row, plan);
    return { ...page, ...(await besidesIn(tx, source.capability, row, plan.statement)) };
  });
}

interface Plan {
  readonly question: PageQuestion;
  readonly statement: HistoryWindow & PagePlan;
}

function planOf(question: HistoryQuestion): Plan {
  return { question, statement: { ...historyWindow(question), ...planPage(question) } };
}

function hinted<T>(
  { session, capability }: AuditSource,
  signal: AbortSignal | undefined,
  work: (tx: ReadTransaction) => Promise<T>,
): Promise<T> {
  const read = (): Promise<T> => session.read({ signal }, work);
  return withIndexHint({ session, capability }, ['row_history'], signal, read);
}

async function pageIn(
  tx: ReadTransaction,
  capability: Capability,
  row: ResolvedRow,
  { question, statement }: Plan,
): Promise<RowHistoryPage> {
  const found = (await tx.rows(historyStatement(capability, row, statement))).map(entryOf);
  return { row, ...cutPage(question, found, changePlace) };
}

async function besidesIn(
  tx: ReadTransaction,
  capability: Capability,
  row: ResolvedRow,
  window: HistoryWindow,
): Promise<Omit<RowBesides, 'row'>> {
  return {
    key_changes: await keyChanges(tx, capability, row),
    unresolved: await unresolvedChanges(tx, capability, row, window),
  };
}

function historyWindow({ from, to }: Pick<HistoryQuestion, 'from' | 'to'>): HistoryWindow {
  const instant = (text: string | null | undefined, name: string): string | null =>
    text === null || text === undefined ? null : parseInstant(text, name);
  return { from: instant(from, 'from'), to: instant(to, 'to') };
}
