import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { call } from '@renderer/lib/bridge.ts';
import { queryClient } from '@renderer/lib/queryClient.ts';
import type { LedgerSearch } from './search.ts';

const PAGE = 100;
/** Unlike evidence it grows while one works: it is read again whenever it is shown. */
const FRESH = { staleTime: 0, gcTime: 0 } as const;

/** What was asked, page by page. */
export function useLedgerPages({ asked_of, outcome }: LedgerSearch) {
  return useInfiniteQuery({
    ...FRESH,
    queryKey: ['ledger.page', asked_of ?? null, outcome ?? null],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      call(
        'ledger.page',
        { cursor: pageParam, limit: PAGE, asked_of: asked_of ?? null, outcome: outcome ?? null },
        { signal },
      ),
    getNextPageParam: ({ cursor }) => cursor,
    structuralSharing: false,
  });
}

/** Whether it is unchanged, and of whom was asked. */
export function useLedgerReport() {
  return useQuery({
    ...FRESH,
    queryKey: ['ledger.verify'],
    queryFn: ({ signal }) => call('ledger.verify', {}, { signal }),
    structuralSharing: false,
  });
}

export function readLedgerAgain(): void {
  void queryClient.invalidateQueries({
    predicate: ({ queryKey }) => String(queryKey[0]).startsWith('ledger.'),
  });
}
