import type { TimelinePage } from '@shared/domain/audit.ts';
import { normalizeFilters, type Filters } from '@shared/domain/filters.ts';
import type { AuditSource } from '../db/session.ts';
import { classesOfFilters } from '../health/indexes/classesOfFilters.ts';
import { withIndexHint } from '../health/indexes/withIndexHint.ts';
import { entryOf } from './entryOf.ts';
import { busyActorRows } from './busyActorRows.ts';
import { changePlace, cutPage, planPage, type PageQuestion } from './keysetPage.ts';
import { pageStatement } from './pageStatement.ts';

export interface TimelineQuestion extends PageQuestion {
  readonly filters: Filters;
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
  const plan = planPage(question);
  const filters = normalizeFilters(question.filters);
  const statement = pageStatement(capability, { filters, ...plan });
  const rows = await withIndexHint({ session, capability }, classesOfFilters(filters), signal, () =>
    session.read(
      { signal },
      async (tx) => (await busyActorRows(tx, capability, filters, plan)) ?? (await tx.rows(statement)),
    ),
  );
  return cutPage(question, rows.map(entryOf), changePlace);
}
