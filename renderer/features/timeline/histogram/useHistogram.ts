import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { InvestigatorError } from '@shared/domain/errors.ts';
import type { Filters } from '@shared/domain/filters.ts';
import type { Instant } from '@shared/domain/instant.ts';
import type { Histogram } from '@shared/domain/summaries.ts';
import { asInvestigatorError, call } from '@renderer/lib/bridge.ts';
import { queryClient } from '@renderer/lib/queryClient.ts';
import { now } from '@renderer/lib/zone.ts';

/** As many as a plot of a usual window can show apart; the same at every width, so that resizing asks nothing. */
const BUCKETS = 180;

export interface Counted {
  readonly histogram: Histogram;
  readonly at: Instant;
}

export interface HistogramReading {
  /** The best there is: exact, else the coarse shape, else that of the question before. */
  readonly counted: Counted | null;
  /** True while what is shown belongs to the question before. */
  readonly stale: boolean;
  readonly counting: boolean;
  /** Counting was stopped, and is not asked for again on its own. */
  readonly stopped: boolean;
  readonly error: InvestigatorError | null;
  readonly stop: () => void;
  readonly again: () => void;
}

/** The shape at once, then the exact counts where that was a sample. */
export function useHistogram(source: string, filters: Filters, enabled: boolean): HistogramReading {
  const key = ['histogram', source, filters];
  const ask = async (coarse: boolean, signal: AbortSignal): Promise<Counted> => {
    const question = { source, filters, buckets: BUCKETS, by: 'op', coarse } as const;
    const histogram = await call('summaries.histogram', question, { signal });
    return { histogram, at: now() };
  };
  const coarse = useQuery({
    queryKey: [...key, 'coarse'],
    enabled,
    structuralSharing: false,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => ask(true, signal),
  });
  const sampled = !coarse.isPlaceholderData && (coarse.data?.histogram.approximate ?? null) !== null;
  const exact = useQuery({
    queryKey: [...key, 'exact'],
    enabled: enabled && sampled,
    structuralSharing: false,
    queryFn: ({ signal }) => ask(false, signal),
  });
  const reading = sampled ? exact : coarse;
  const own = reading.isPlaceholderData ? undefined : reading.data;
  return {
    counted: exact.data ?? coarse.data ?? null,
    stale: coarse.isPlaceholderData,
    counting: reading.fetchStatus === 'fetching',
    stopped: enabled && own === undefined && reading.fetchStatus === 'idle' && reading.error === null,
    error: reading.error === null ? null : asInvestigatorError(reading.error),
    stop: () => void queryClient.cancelQueries({ queryKey: key }),
    again: () => void reading.refetch(),
  };
}
