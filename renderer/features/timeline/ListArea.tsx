import { useCallback, type ReactNode } from 'react';
import type { Filters } from '@shared/domain/filters.ts';
import type { Capability } from '@shared/domain/capability.ts';
import type { Instant } from '@shared/domain/instant.ts';
import type { OpenSource } from '@shared/ipc/contract.ts';
import { asInvestigatorError } from '@renderer/lib/bridge.ts';
import { queryClient } from '@renderer/lib/queryClient.ts';
import { Button } from '@renderer/ui/Button.tsx';
import { Empty, ErrorPanel } from '@renderer/ui/States.tsx';
import { List } from './List.tsx';
import { listEnds } from './listEnds.ts';
import { LoadingList } from './LoadingList.tsx';
import { NothingFound } from './NothingFound.tsx';
import type { Marks } from './marks/useMarks.ts';
import type { CorrelationLane, ListRow } from './rows.ts';
import type { OnPivot } from './Rows.tsx';
import css from './Timeline.module.css';
import type { useTimeline } from './useTimeline.ts';
import { formatInstant, type Zone } from '@renderer/lib/zone.ts';

interface ListAreaProps {
  readonly query: ReturnType<typeof useTimeline>['query'];
  /** False while a filter is refused. */
  readonly asked: boolean;
  readonly filters: Filters;
  readonly source: OpenSource;
  readonly capability: Capability;
  readonly rows: readonly ListRow[];
  readonly lane: CorrelationLane | null;
  readonly selected: string | null;
  readonly marks: Marks;
  readonly total: number | null;
  readonly zone: Zone;
  /** Where the list begins, if not at its newest change. */
  readonly at: Instant | null;
  readonly onAsk: (filters: Filters) => void;
  readonly onRefresh: () => void;
  /** Starts the list again at its newest page; the count stands. */
  readonly onNewest: () => void;
  readonly onSelect: (id: string) => void;
  readonly onPivot: OnPivot;
  readonly onUnfold: (transaction: string) => void;
}

/** The list, or which of its absences this is: being read, stopped, failed, refused, nothing found. */
export function ListArea(props: ListAreaProps): ReactNode {
  const { query, asked, filters, source, rows, zone, at, onAsk, onRefresh, onNewest } = props;
  const { fetchNextPage, fetchPreviousPage, isFetching } = query;
  const onOlder = useCallback(() => {
    if (!isFetching) void fetchNextPage();
  }, [fetchNextPage, isFetching]);
  const onNewer = useCallback(() => {
    if (!isFetching) void fetchPreviousPage();
  }, [fetchPreviousPage, isFetching]);
  if (!asked) return null;
  const error = query.error === null ? null : asInvestigatorError(query.error);
  if (rows.length > 0) {
    return (
      <List
        {...props}
        key={props.at}
        jumped={props.at !== null}
        moreAbove={query.hasPreviousPage}
        {...listEnds(query)}
        onOlder={onOlder}
        onNewer={onNewer}
      />
    );
  }
  if (error !== null)
    return (
      <div className={css['scrollNote']}>
        <ErrorPanel error={error} onRetry={onRefresh} />
      </div>
    );
  if (query.isPending && query.fetchStatus === 'idle')
    return (
      <Empty
        title="The question was stopped"
        actions={<Button onClick={() => void query.refetch()}>Ask it again</Button>}
      >
        Nothing was read. The statement was cancelled on the server.
      </Empty>
    );
  if (query.isPending)
    return (
      <LoadingList
        onCancel={() =>
          void queryClient.cancelQueries({ queryKey: ['timeline', source.source, filters, at], exact: true })
        }
      />
    );
  if (at !== null)
    return (
      <Empty
        title="No captured change matches at that time or before"
        actions={<Button onClick={onNewest}>Go to the newest</Button>}
      >
        The list was to begin at {formatInstant(at, zone)}. What is newer was not looked at.
      </Empty>
    );
  return (
    <NothingFound
      source={source.source}
      filters={filters}
      capability={props.capability}
      zone={zone}
      onChange={onAsk}
    />
  );
}
