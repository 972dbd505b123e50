import { useQuery } from '@tanstack/react-query';
import type { Capability } from '@shared/domain/capability.ts';
import type { OpenSource } from '@shared/ipc/contract.ts';
import { call } from './bridge.ts';
import { queryClient } from './queryClient.ts';

/** How long a probe is good enough for a screen that opens. */
const FRESH_MS = 60_000;

const key = (source: string): readonly string[] => ['capability', source];

/**
 * What is known of a source, probed anew when a screen opens and the last probe is over a minute old: rows are
 * purged and triggers switched while a connection is open. `server.now` says when it was looked at. Until an
 * answer, and when the source does not give one, the last known stands.
 */
export function useCapability(source: OpenSource): Capability {
  const { data } = useQuery({
    queryKey: key(source.source),
    queryFn: ({ signal }) => call('catalog.info', { source: source.source }, { signal }),
    staleTime: FRESH_MS,
    placeholderData: source.capability,
  });
  return data ?? source.capability;
}

/** Remembers what connecting has just probed. */
export function rememberCapability({ source, capability }: OpenSource): void {
  queryClient.setQueryData<Capability>(key(source), capability);
}

/** Probes anew; one probe that is under way is enough. */
export function refreshCapability(source: string): void {
  void queryClient.invalidateQueries({ queryKey: key(source) }, { cancelRefetch: false });
}
