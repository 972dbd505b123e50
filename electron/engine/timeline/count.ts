import type { Count } from '@shared/domain/audit.ts';
import { InvestigatorError } from '@shared/domain/errors.ts';
import { normalizeFilters, type Filters } from '@shared/domain/filters.ts';
import type { AuditSource } from '../db/session.ts';
import { classesOfFilters } from '../health/indexes/classesOfFilters.ts';
import { withIndexHint } from '../health/indexes/withIndexHint.ts';
import { countStatement } from './countStatement.ts';

/**
 * How many changes the filters match. With a cap, counting stops there: `capped` says that there are more
 * than `count`. Runs in the counting lane, so that no page waits for it. Errors: those of `timelinePage`.
 */
export async function countChanges(
  { session, capability }: AuditSource,
  { filters, cap }: { readonly filters: Filters; readonly cap: number | null },
  signal?: AbortSignal,
): Promise<Count> {
  if (cap !== null && (!Number.isSafeInteger(cap) || cap < 1))
    throw new InvestigatorError('invalid_request', `cap ${cap} is not a positive whole number`);
  const asked = normalizeFilters(filters);
  const statement = countStatement(capability, asked, cap === null ? null : cap + 1);
  const [row] = await withIndexHint({ session, capability }, classesOfFilters(asked), signal, () =>
    session.read({ signal, lane: 'count' }, (tx) => tx.rows(statement)),
  );
  const found = Number(row?.['count'] ?? 0);
  return cap !== null && found > cap ? { count: cap, capped: true } : { count: found, capped: false };
}
