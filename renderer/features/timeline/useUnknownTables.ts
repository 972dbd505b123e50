import { useQuery } from '@tanstack/react-query';
import type { UnknownTable } from '@shared/domain/lookups.ts';
import { call } from '@renderer/lib/bridge.ts';

/** Those of the tables asked for that no change names and no trigger watches. */
export function useUnknownTables(
  source: string,
  tables: readonly string[] | undefined,
): readonly UnknownTable[] | 'looking' | 'failed' {
  const query = useQuery({
    queryKey: ['unknownTables', source, tables],
    enabled: tables !== undefined,
    retry: false,
    queryFn: ({ signal }) =>
      call('timeline.unknownTables', { source, tables: [...(tables ?? [])] }, { signal }),
  });
  if (tables === undefined) return [];
  // What is captured or recorded under other names is no slip of the hand.
  const slips = query.data?.filter(({ state }) => state === 'unknown' || state === 'uncovered');
  return slips ?? (query.isError ? 'failed' : 'looking');
}
