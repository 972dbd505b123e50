import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { TimelineEntry, TimelinePage } from '@shared/domain/audit.ts';
import { cursorAt, encodeCursor } from '@shared/domain/cursor.ts';
import type { Filters } from '@shared/domain/filters.ts';
import type { Instant } from '@shared/domain/instant.ts';
import { call } from '@renderer/lib/bridge.ts';

export const PAGE_SIZE = 200;
/** Pages held at once: memory stays bounded however far one scrolls. */
const MAX_PAGES = 24;
export const COUNT_CAP = 10_000;

type PageParam = { readonly cursor: string; readonly direction: 'older' | 'newer' } | null;

/**
 * The list around where one has scrolled to, page by page in both directions. It begins at its newest change,
 * or at the instant `at`.
 */
export function useTimeline(source: string, filters: Filters, at: Instant | null, enabled: boolean) {
  const first: PageParam = at === null ? null : { cursor: cursorAt(at), direction: 'older' };
  const query = useInfiniteQuery({
    queryKey: ['timeline', source, filters, at],
    enabled,
    initialPageParam: first,
    maxPages: MAX_PAGES,
    structuralSharing: false,
    queryFn: ({ pageParam, signal }) =>
      call(
        'timeline.page',
        {
          source,
          filters,
          cursor: pageParam?.cursor ?? null,
          direction: pageParam?.direction ?? 'older',
          limit: PAGE_SIZE,
        },
        { signal },
      ),
    getNextPageParam: (page: TimelinePage, _, param): PageParam | undefined => {
      // A page that was reached from below lies above others that were let go of.
      const more = param?.direction === 'newer' || page.has_more;
      return more ? edge(page.entries.at(-1), 'older') : undefined;
    },
    getPreviousPageParam: (page: TimelinePage, _, param): PageParam | undefined => {
      const more = param !== null && (param.direction === 'older' || page.has_more);
      return more ? edge(page.entries[0], 'newer') : undefined;
    },
  });
  const pages = query.data?.pages;
  const entries = useMemo(() => pages?.flatMap((page) => page.entries) ?? [], [pages]);
  return { query, entries };
}

/** How many changes match; exact up to a cap, and beyond it on request. */
export function useCount(source: string, filters: Filters, enabled: boolean, exact: boolean) {
  return useQuery({
    queryKey: ['count', source, filters, exact],
    enabled,
    queryFn: ({ signal }) =>
      call('timeline.count', { source, filters, cap: exact ? null : COUNT_CAP }, { signal }),
  });
}

function edge(entry: TimelineEntry | undefined, direction: 'older' | 'newer'): PageParam | undefined {
  if (entry === undefined) return undefined;
  const { captured_at: at, id } = entry.audit_change;
  return { cursor: encodeCursor({ at, id }), direction };
}
