import { decodeCursor, encodeCursor } from '@shared/domain/cursor.ts';
import { InvestigatorError } from '@shared/domain/errors.ts';
import { parseInstant } from '@shared/domain/instant.ts';
import type { RowHistory } from '@shared/domain/rowHistory.ts';
import type { AuditSource } from '../db/session.ts';
import { withIndexHint } from '../health/indexes/withIndexHint.ts';
import { entryOf } from './entryOf.ts';
import { historyStatement, type HistoryWindow } from './historyStatement.ts';
import { keyChanges } from './keyChanges.ts';
import { resolveRow, type RowQuestion } from './resolveRow.ts';
import { unresolvedChanges } from './unresolved.ts';

const MAX_PAGE = 1_000;

export interface HistoryQuestion extends RowQuestion {
  /** ISO-8601 with offset, inclusive; absent or null = open. */
  readonly from?: string | null | undefined;
  readonly to?: string | null | undefined;
  /** As an earlier answer gave it. null: the newest page, whichever the direction. */
  readonly cursor: string | null;
  readonly direction: 'older' | 'newer';
  /** 1 to 1000 entries. */
  readonly limit: number;
}

/**
 * One page of a row's changes by (`captured_at`, `id`), newest first in both directions, equality on the whole
 * key (CONTRACT §4.3, 1.0 rules): `has_more` is exact and `cursor` null exactly without more. Besides, on every
 * page: where the key itself changed, and the changes recorded without the whole key that name this row. All of
 * one snapshot. Errors: those of resolveRow, `invalid_instant`, `invalid_cursor`, `invalid_request` (limit).
 */
export async function rowHistory(
  { session, capability }: AuditSource,
  question: HistoryQuestion,
  signal?: AbortSignal,
): Promise<RowHistory> {
  const { limit, direction } = question;
  if (!Number.isInteger(limit) || limit < 1 || limit > MAX_PAGE)
    throw new InvestigatorError('invalid_request', `limit ${limit} is not between 1 and ${MAX_PAGE}`);
  const window = historyWindow(question);
  const cursor = question.cursor === null ? null : decodeCursor(question.cursor);
  const upwards = cursor !== null && direction === 'newer';
  const read = (): Promise<RowHistory> =>
    session.read({ signal }, async (tx) => {
      const row = await resolveRow(tx, capability, question);
      const page = { ...window, cursor, direction: upwards ? 'newer' : 'older', rows: limit + 1 } as const;
      const found = await tx.rows(historyStatement(capability, row, page));
      // Nothing is newer than the newest page.
      const has_more = found.length > limit && !(cursor === null && direction === 'newer');
      const entries = found.slice(0, limit).map(entryOf);
      const last = entries.at(-1)?.audit_change;
      return {
        row,
        entries: upwards ? entries.reverse() : entries,
        cursor: has_more && last !== undefined ? encodeCursor({ at: last.captured_at, id: last.id }) : null,
        has_more,
        key_changes: await keyChanges(tx, capability, row),
        unresolved: await unresolvedChanges(tx, capability, row, window),
      };
    });
  return await withIndexHint({ session, capability }, ['row_history'], signal, read);
}

function historyWindow({ from, to }: Pick<HistoryQuestion, 'from' | 'to'>): HistoryWindow {
  const instant = (text: string | null | undefined, name: string): string | null =>
    text === null || text === undefined ? null : parseInstant(text, name);
  return { from: instant(from, 'from'), to: instant(to, 'to') };
}
