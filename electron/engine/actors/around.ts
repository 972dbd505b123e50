import { cursorAt, decodeCursor } from '@shared/domain/cursor.ts';
import { checkBound } from '@shared/domain/bounds.ts';
import { normalizeFilters, type Filters } from '@shared/domain/filters.ts';
import { parseInstant } from '@shared/domain/instant.ts';
import type { Around } from '@shared/domain/neighbours.ts';
import type { AuditSource } from '../db/session.ts';
import { entryOf } from '../timeline/entryOf.ts';
import { pageStatement } from '../timeline/pageStatement.ts';

const MOST = 500;

export interface AroundQuestion {
  readonly at: string;
  readonly filters: Filters;
  /** How many changes on each side, 1 to 500. */
  readonly limit: number;
}

/**
 * The captured changes around an instant, whoever made them unless filtered: the nearest not later than it and the
 * nearest later, each newest first, from one snapshot. Served as a page of the timeline. Errors: those of
 * `timelinePage`.
 */
export async function changesAround(
  { session, capability }: AuditSource,
  { at, filters, limit }: AroundQuestion,
  signal?: AbortSignal,
): Promise<Around> {
  checkBound('limit', limit, 1, MOST);
  const instant = parseInstant(at, 'at');
  const cursor = decodeCursor(cursorAt(instant));
  const question = { filters: normalizeFilters(filters), cursor, rows: limit };
  return await session.read({ signal }, async (tx) => {
    const before = await tx.rows(pageStatement(capability, { ...question, direction: 'older' }));
    const after = await tx.rows(pageStatement(capability, { ...question, direction: 'newer' }));
    return { at: instant, before: before.map(entryOf), after: after.map(entryOf).reverse() };
  });
}
