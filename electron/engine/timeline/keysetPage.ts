import type { TimelineEntry } from '@shared/domain/audit.ts';
import { decodeCursor, encodeCursor, type Cursor } from '@shared/domain/cursor.ts';
import { checkBound } from '@shared/domain/bounds.ts';

const MAX_PAGE = 1_000;

/** Where a page begins, which way it goes and how long it is. */
export interface PageQuestion {
  /** As an earlier answer gave it. null: the newest page, whichever the direction. */
  readonly cursor: string | null;
  readonly direction: 'older' | 'newer';
  /** 1 to 1000 entries. */
  readonly limit: number;
}

/** The same for a statement: one row more than asked tells whether there is more. */
export interface PagePlan {
  readonly cursor: Cursor | null;
  readonly direction: 'older' | 'newer';
  readonly rows: number;
}

/** Errors: `invalid_request` (limit), `invalid_cursor`. */
export function planPage({ cursor, direction, limit }: PageQuestion): PagePlan {
  checkBound('limit', limit, 1, MAX_PAGE);
  const place = cursor === null ? null : decodeCursor(cursor);
  return { cursor: place, direction: place === null ? 'older' : direction, rows: limit + 1 };
}

interface Cut<T> {
  readonly entries: readonly T[];
  readonly cursor: string | null;
  readonly has_more: boolean;
}

/**
 * What a statement answered, cut to the page, newest first in both directions (CONTRACT §4.2, 1.0 rules):
 * `has_more` is exact and `cursor` null exactly without more.
 */
export function cutPage<T>(
  question: PageQuestion,
  found: readonly T[],
  placeOf: (entry: T) => Cursor,
): Cut<T> {
  const { cursor, direction, limit } = question;
  // Nothing is newer than the newest page.
  const has_more = found.length > limit && !(cursor === null && direction === 'newer');
  const entries = found.slice(0, limit);
  const last = entries.at(-1);
  return {
    entries: cursor !== null && direction === 'newer' ? entries.reverse() : entries,
    cursor: has_more && last !== undefined ? encodeCursor(placeOf(last)) : null,
    has_more,
  };
}

/** Where a change stands in a list of changes. */
export function changePlace({ audit_change }: TimelineEntry): Cursor {
  return { at: audit_change.captured_at, id: audit_change.id };
}
