import { useQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { create } from 'zustand';
import type { InvestigatorError } from '@shared/domain/errors.ts';
import type { Filters } from '@shared/domain/filters.ts';
import type { Integrity } from '@shared/domain/integrity.ts';
import { asInvestigatorError, call } from '@renderer/lib/bridge.ts';
import { now } from '@renderer/lib/zone.ts';
import { stepsOf, type Heard, type Step } from './steps.ts';

/** An answer, with when it was asked for and how long each check took. */
export interface Checked {
  readonly integrity: Integrity;
  readonly begun: string;
  readonly steps: readonly Step[];
}

export interface Run {
  readonly checked: Checked | null;
  readonly running: boolean;
  readonly heard: readonly Heard[];
  /** Why the last run gave no answer; null while one runs. */
  readonly error: InvestigatorError | null;
  readonly run: () => void;
  readonly stop: () => void;
}

/** Of each question under way, what it said so far. */
const useHeard = create<Readonly<Record<string, readonly Heard[]>>>(() => ({}));
const stops = new Map<string, AbortController>();
const NOTHING: readonly Heard[] = [];

/**
 * The checks of one window, run on demand. They read everything in it, so a run goes on while one looks at another
 * screen, and its answer is kept as long as the connection is open.
 */
export function useRun(source: string, filters: Filters): Run {
  const queryKey = useMemo(() => ['window-check', source, filters], [source, filters]);
  const name = JSON.stringify(queryKey);
  const query = useQuery({
    queryKey,
    queryFn: () => check(name, source, filters),
    enabled: false,
    structuralSharing: false,
    gcTime: Infinity,
  });
  const { refetch, isFetching } = query;
  const run = useCallback(() => void refetch({ cancelRefetch: false }), [refetch]);
  const stop = useCallback(() => stops.get(name)?.abort(), [name]);
  return {
    checked: query.data ?? null,
    running: isFetching,
    heard: useHeard((all) => all[name] ?? NOTHING),
    error: isFetching || query.error === null ? null : asInvestigatorError(query.error),
    run,
    stop,
  };
}

/** The signal is our own: the query's would stop the run when the screen is left. */
async function check(name: string, source: string, filters: Filters): Promise<Checked> {
  const stop = new AbortController();
  stops.set(name, stop);
  const begun = now();
  let heard: readonly Heard[] = [];
  useHeard.setState({ [name]: heard });
  try {
    const integrity = await call(
      'integrity.run',
      { source, filters },
      {
        signal: stop.signal,
        onProgress: (progress) => {
          heard = [...heard, { at: performance.now(), progress }];
          useHeard.setState({ [name]: heard });
        },
      },
    );
    return { integrity, begun, steps: stepsOf(heard, performance.now()) };
  } finally {
    stops.delete(name);
    useHeard.setState({ [name]: NOTHING });
  }
}
