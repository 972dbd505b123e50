import type { Capability } from '@shared/domain/capability.ts';
import { InvestigatorError } from '@shared/domain/errors.ts';
import { normalizeFilters } from '@shared/domain/filters.ts';
import type { Facet, FacetKey, Facets } from '@shared/domain/summaries.ts';
import type { AuditSource, ReadTransaction, TextRow } from '../db/session.ts';
import { hasLinkedActions } from '../timeline/source.ts';
import { facetsStatement, fieldFacetStatement, type FacetsQuestion } from './facetsStatement.ts';

export interface FacetsRequest extends FacetsQuestion {
  /** Answered in this order. */
  readonly of: readonly FacetKey[];
}

/**
 * How many matching changes have each value of each facet: exact, most frequent first, at most 100 values and
 * the sum of the rest. A change counts for every field it changed, so those sums differ from `counted`; every
 * other facet's, the rest included, is `counted`. With a cap only the newest so many matching changes are looked
 * at. One snapshot, counting lane. Errors: `invalid_request` (cap), those of `countChanges`.
 */
export async function facets(
  { session, capability }: AuditSource,
  request: FacetsRequest,
  signal?: AbortSignal,
): Promise<Facets> {
  const { cap } = request;
  if (cap !== null && (!Number.isSafeInteger(cap) || cap < 1))
    throw new InvestigatorError('invalid_request', `cap ${cap} is not a positive whole number`);
  const checked = { ...request, filters: normalizeFilters(request.filters) };
  return await session.read({ signal, lane: 'count' }, (tx) => facetsIn(tx, capability, checked));
}

/** {@link facets} inside a snapshot that other statements share. Takes normalized filters. */
export async function facetsIn(
  tx: ReadTransaction,
  capability: Capability,
  { of, ...question }: FacetsRequest,
): Promise<Facets> {
  const available = of.filter((facet) => isAvailable(capability, facet));
  const scalars = available.filter((facet) => facet !== 'field');
  const rows = [...(await tx.rows(facetsStatement(capability, scalars, question)))];
  if (available.includes('field')) rows.push(...(await tx.rows(fieldFacetStatement(capability, question))));
  const counted = Number(rows.find(({ facet }) => facet === null)?.['n'] ?? 0);
  return {
    facets: of.map((facet) => facetOf(facet, available.includes(facet), rows)),
    counted,
    capped: question.cap !== null && counted >= question.cap,
  };
}

function isAvailable(capability: Capability, facet: FacetKey): boolean {
  if (facet === 'actor') return capability.has_actor;
  return facet !== 'action' || hasLinkedActions(capability);
}

function facetOf(facet: FacetKey, available: boolean, rows: readonly TextRow[]): Facet {
  const mine = rows.filter((row) => row['facet'] === facet);
  const rest = mine.find((row) => row['values'] !== null);
  return {
    facet,
    available,
    values: mine
      .filter((row) => row['values'] === null)
      .map(({ value = null, n }) => ({ value, count: Number(n) })),
    others: { values: Number(rest?.['values'] ?? 0), count: Number(rest?.['n'] ?? 0) },
  };
}
