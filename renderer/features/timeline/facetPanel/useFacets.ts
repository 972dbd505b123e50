import { keepPreviousData, useQueries } from '@tanstack/react-query';
import type { InvestigatorError } from '@shared/domain/errors.ts';
import type { Filters } from '@shared/domain/filters.ts';
import type { Instant } from '@shared/domain/instant.ts';
import { facetKeys, type Facet, type FacetKey } from '@shared/domain/summaries.ts';
import { asInvestigatorError, call } from '@renderer/lib/bridge.ts';
import { queryClient } from '@renderer/lib/queryClient.ts';
import { now } from '@renderer/lib/zone.ts';
import { facetAsks } from './facetChips.ts';

/** More changes than these are not looked at for a list of values; the newest are. */
const CAP = 100_000;

export interface FacetReading {
  readonly key: FacetKey;
  /** Of the question, or of the one before while this is counted; null before the first. */
  readonly facet: Facet | null;
  readonly stale: boolean;
  readonly error: InvestigatorError | null;
  readonly again: () => void;
}

export interface FacetsReading {
  readonly facets: readonly FacetReading[];
  /** What the facets without a condition of their own were counted in. */
  readonly counted: { readonly changes: number; readonly capped: boolean; readonly at: Instant } | null;
  readonly counting: boolean;
  readonly stop: () => void;
}

/** Values and counts of every facet, asked after the page and stopped when the question changes. */
export function useFacets(source: string, filters: Filters, enabled: boolean): FacetsReading {
  const asks = facetAsks(filters);
  const answers = useQueries({
    queries: asks.map((ask) => ({
      queryKey: ['facets', source, ask],
      enabled,
      structuralSharing: false,
      placeholderData: keepPreviousData,
      queryFn: async ({ signal }: { readonly signal: AbortSignal }) => {
        const found = await call('summaries.facets', { source, ...ask, cap: CAP }, { signal });
        return { ...found, at: now() };
      },
    })),
  });
  const facets = facetKeys.map((key): FacetReading => {
    const at = asks.findIndex(({ of }) => of.includes(key));
    const answer = answers[at];
    return {
      key,
      facet: answer?.data?.facets.find(({ facet }) => facet === key) ?? null,
      stale: answer?.isPlaceholderData ?? false,
      error: answer?.error == null ? null : asInvestigatorError(answer.error),
      again: () => void answer?.refetch(),
    };
  });
  const whole = answers.find(({ data }) => data !== undefined)?.data;
  return {
    facets,
    counted: whole === undefined ? null : { changes: whole.counted, capped: whole.capped, at: whole.at },
    counting: answers.some(({ fetchStatus }) => fetchStatus === 'fetching'),
    stop: () => void queryClient.cancelQueries({ queryKey: ['facets', source] }),
  };
}
