import type { TimelineEntry } from '@shared/domain/audit.ts';
import { cursorAt, decodeCursor } from '@shared/domain/cursor.ts';
import { InvestigatorError } from '@shared/domain/errors.ts';
import { normalizeFilters, type Filters } from '@shared/domain/filters.ts';
import { parseInstant } from '@shared/domain/instant.ts';
import type { Around } from '@shared/domain/neighbours.ts';
import type { AuditSource, TextRow } from '../db/session.ts';
import { actionOf, changeOf, transactionOf } from '../timeline/columns.ts';
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
  if (!Number.isInteger(limit) || limit < 1 || limit > MOST)
    throw new InvestigatorError('invalid_request', `limit ${limit} is not between 1 and ${MOST}`);
  const instant = parseInstant(at, 'at');
  const cursor = decodeCursor(cursorAt(instant));
  const question = { filters: normalizeFilters(filters), cursor, rows: limit };
  return await session.read({ signal }, async (tx) => {
    const before = await tx.rows(pageStatement(capability, { ...question, direction: 'older' }));
    const after = await tx.rows(pageStatement(capability, { ...question, direction: 'newer' }));
    return { at: instant, before: before.map(entryOf), after: after.map(entryOf).reverse() };
  });
}

function entryOf(row: TextRow): TimelineEntry {
  return { audit_change: changeOf(row), transaction: transactionOf(row), action: actionOf(row) };
}
