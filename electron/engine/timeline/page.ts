import type { TimelineEntry, TimelinePage } from '@shared/domain/audit.ts';
import { decodeCursor, encodeCursor } from '@shared/domain/cursor.ts';
import { InvestigatorError } from '@shared/domain/errors.ts';
import { normalizeFilters, type Filters } from '@shared/domain/filters.ts';
import type { AuditSource } from '../db/session.ts';
import { classesOfFilters } from '../health/indexes/classesOfFilters.ts';
import { withIndexHint } from '../health/indexes/withIndexHint.ts';
import { actionOf, changeOf, transactionOf } from './columns.ts';
import { pageStatement } from './pageStatement.ts';

const MAX_PAGE = 1_000;

export interface TimelineQuestion {
  readonly filters: Filters;
  /** As an earlier answer gave it. null: the newest page, whichever the direction. */
  readonly cursor: string | null;
  readonly direction: 'older' | 'newer';
  /** 1 to 1000 entries. */
  readonly limit: number;
}

/**
 * One page of changes by (`captured_at`, `id`), newest first in both directions (CONTRACT §4.1, §4.2 1.0
 * rules): `has_more` is exact and `cursor` null exactly without more. Walking with the cursors visits every
 * row that exists throughout exactly once. Errors: `invalid_filter`, `invalid_instant`, `invalid_actor`,
 * `invalid_cursor`, `invalid_request` (limit), `unavailable_filter`, and those of Session.read.
 */
export async function timelinePage(
  { session, capability }: AuditSource,
  question: TimelineQuestion,
  signal?: AbortSignal,
): Promise<TimelinePage> {
  const { limit, direction } = question;
  if (!Number.isInteger(limit) || limit < 1 || limit > MAX_PAGE)
    throw new InvestigatorError('invalid_request', `limit ${limit} is not between 1 and ${MAX_PAGE}`);
  const cursor = question.cursor === null ? null : decodeCursor(question.cursor);
  const filters = normalizeFilters(question.filters);
  const statement = pageStatement(capability, {
    filters,
    cursor,
    direction: cursor === null ? 'older' : direction,
    rows: limit + 1,
  });
  const rows = await withIndexHint({ session, capability }, classesOfFilters(filters), signal, () =>
    session.read({ signal }, (tx) => tx.rows(statement)),
  );
  // Nothing is newer than the newest page.
  const has_more = rows.length > limit && !(cursor === null && direction === 'newer');
  const entries: TimelineEntry[] = rows.slice(0, limit).map((row) => ({
    audit_change: changeOf(row),
    transaction: transactionOf(row),
    action: actionOf(row),
  }));
  const last = entries.at(-1)?.audit_change;
  return {
    entries: cursor !== null && direction === 'newer' ? entries.reverse() : entries,
    cursor: has_more && last !== undefined ? encodeCursor({ at: last.captured_at, id: last.id }) : null,
    has_more,
  };
}
