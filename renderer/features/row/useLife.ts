import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { TimelineEntry } from '@shared/domain/audit.ts';
import { encodeCursor } from '@shared/domain/cursor.ts';
import type { RowHistoryPage } from '@shared/domain/rowHistory.ts';
import { call } from '@renderer/lib/bridge.ts';

const PAGE_SIZE = 100;
/** Held at once; marks are asked for as many changes at a time. */
const MAX_PAGES = 10;

type PageParam = { readonly cursor: string; readonly direction: 'older' | 'newer' } | null;

export interface RowQuestion {
  readonly source: string;
  readonly table: string;
  readonly pk: string;
}

export interface LifeQuestion extends RowQuestion {
  readonly from: string | null;
  readonly to: string | null;
}

/** The versions of the row around where one has paged to. */
export function useLife(question: LifeQuestion) {
  const query = useInfiniteQuery({
    queryKey: ['rows.history', question.source, question],
    initialPageParam: null as PageParam,
    maxPages: MAX_PAGES,
    structuralSharing: false,
    // Another window of the same row: what is there stays until that is here.
    placeholderData: keepPreviousData,
    queryFn: ({ pageParam, signal }) =>
      call(
        'rows.history',
        {
          ...question,
          cursor: pageParam?.cursor ?? null,
          direction: pageParam?.direction ?? 'older',
          limit: PAGE_SIZE,
        },
        { signal },
      ),
    getNextPageParam: (page: RowHistoryPage, _, param): PageParam | undefined => {
      // A page that was reached from below lies above others that were let go of.
      const more = param?.direction === 'newer' || page.has_more;
      return more ? edge(page.entries.at(-1), 'older') : undefined;
    },
    getPreviousPageParam: (page: RowHistoryPage, _, param): PageParam | undefined => {
      const more = param !== null && (param.direction === 'older' || page.has_more);
      return more ? edge(page.entries[0], 'newer') : undefined;
    },
  });
  const pages = query.data?.pages;
  const entries = useMemo(() => pages?.flatMap((page) => page.entries) ?? [], [pages]);
  return { query, row: pages?.[0]?.row ?? null, entries };
}

function edge(entry: TimelineEntry | undefined, direction: 'older' | 'newer'): PageParam | undefined {
  if (entry === undefined) return undefined;
  const { captured_at: at, id } = entry.audit_change;
  return { cursor: encodeCursor({ at, id }), direction };
}
