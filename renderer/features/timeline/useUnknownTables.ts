import { useQuery } from '@tanstack/react-query';
import type { UnknownTable } from '@shared/domain/lookups.ts';
import { call } from '@renderer/lib/bridge.ts';

/** Those of the tables asked for that no change here names, and what the catalogue says of each. */
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
  return query.data ?? (query.isError ? 'failed' : 'looking');
}
