import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useEffect } from 'react';
import type { OpenSource } from '@shared/ipc/contract.ts';
import { asInvestigatorError, call, onBridgeEvent } from './bridge.ts';
import { refreshCapability, rememberCapability } from './capability.ts';
import { useDesk } from './desk.ts';
import { queryClient } from './queryClient.ts';
import { InvestigatorError } from '@shared/domain/errors.ts';

const KEY = ['connections'];

/** Every open connection; null until main has answered. */
export function useSources(): readonly OpenSource[] | null {
  return (
    useQuery({ queryKey: KEY, queryFn: ({ signal }) => call('connections.list', {}, { signal }) }).data ??
    null
  );
}

/**
 * The connection in front: the one the address names, else the one opened last. `closed` when the address
 * names one that is not open any more.
 */
export function useSource():
  | { readonly state: 'open'; readonly source: OpenSource }
  | { readonly state: 'loading' | 'none' | 'closed' } {
  const named = useSearch({
    strict: false,
    select: (search: { connection?: string | undefined }) => search.connection,
  });
  const sources = useSources();
  if (sources === null) return { state: 'loading' };
  const source = named === undefined ? sources.at(-1) : sources.find((one) => one.source === named);
  if (source !== undefined) return { state: 'open', source };
  return { state: named === undefined ? 'none' : 'closed' };
}

/** Remembers a connection that was just opened. */
export function addSource(source: OpenSource): void {
  queryClient.setQueryData<readonly OpenSource[]>(KEY, (known) => [
    ...(known ?? []).filter((one) => one.source !== source.source),
    source,
  ]);
  rememberCapability(source);
  useDesk.getState().setLost(source.source, null);
}

export async function closeSource(source: string): Promise<void> {
  try {
    await call('connections.close', { source });
  } catch (error) {
    if (asInvestigatorError(error).code !== 'unknown_source') throw error;
  }
  queryClient.setQueryData<readonly OpenSource[]>(KEY, (known) =>
    (known ?? []).filter((one) => one.source !== source),
  );
  queryClient.removeQueries({ predicate: (query) => query.queryKey.includes(source) });
  useDesk.getState().setLost(source, null);
}

/** Keeps the desk informed which sources stopped answering and which came back. */
export function useSourceEvents(): void {
  useEffect(
    () =>
      onBridgeEvent((event) => {
        if (event.type === 'source_lost') {
          const { code, message, hint, retryable } = event.error;
          const error = new InvestigatorError(code, message, {
            ...(hint === null ? {} : { hint }),
            retryable,
          });
          useDesk.getState().setLost(event.source, error);
        }
        if (event.type === 'source_recovered') {
          useDesk.getState().setLost(event.source, null);
          refreshCapability(event.source);
        }
      }),
    [],
  );
}
