import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo, useState, type ReactNode } from 'react';
import type { Filters } from '@shared/domain/filters.ts';
import type { OpenSource } from '@shared/ipc/contract.ts';
import { ExportDialog } from '@renderer/features/exports/ExportDialog.tsx';
import { refreshCapability, useCapability } from '@renderer/lib/capability.ts';
import { pivot, withChip, type Chip } from '@renderer/lib/chips.ts';
import { copyText } from '@renderer/lib/clipboard.ts';
import { connectionOptions, timelineCommand } from '@renderer/lib/commandLine.ts';
import { useDesk } from '@renderer/lib/desk.ts';
import { onlyFilters, readFilters } from '@renderer/lib/filterSearch.ts';
import { queryClient } from '@renderer/lib/queryClient.ts';
import { KeyOrdersContext, keyOrders } from '@renderer/lib/rowKey.ts';
import { useStatus } from '@renderer/lib/useStatus.ts';
import { useZone } from '@renderer/lib/settings.ts';
import { formatClock } from '@renderer/lib/zone.ts';
import { Splitter, usePaneWidth } from '@renderer/ui/Splitter.tsx';
import { Stale } from '@renderer/ui/States.tsx';
import { BesideLines } from './BesideLine.tsx';
import { CountLine, countText } from './CountLine.tsx';
import { DetailPane } from './DetailPane.tsx';
import { FilterBar } from './FilterBar.tsx';
import { ListArea } from './ListArea.tsx';
import { buildRows, correlationLane } from './rows.ts';
import css from './Timeline.module.css';
import { Tools } from './Tools.tsx';
import { useCount, useTimeline } from './useTimeline.ts';
import { useTimelineCommands } from './useTimelineCommands.tsx';

const PANE = { initial: window.innerWidth < 1180 ? 344 : 360, min: 288, max: 720 };

/** Filters above, the list, and the selected change beside it. All of it lives in the address. */
export function TimelineView({ source }: { readonly source: OpenSource }): ReactNode {
  const search = useSearch({ from: '/timeline' });
  const navigate = useNavigate({ from: '/timeline' });
  const zone = useZone();
  const written = useMemo(() => onlyFilters(search), [search]);
  const reading = useMemo(() => readFilters(written), [written]);
  const filters = reading.ok ? reading.filters : written;
  const lost = useDesk((desk) => desk.lost[source.source]);
  const capability = useCapability(source);
  const orders = useMemo(() => keyOrders(capability.triggers), [capability.triggers]);
  const [exact, setExact] = useState(false);
  const [unfolded, setUnfolded] = useState<ReadonlySet<string>>(new Set());
  const [width, setWidth] = usePaneWidth('timeline', PANE.initial, PANE.min, PANE.max);
  const { query, entries } = useTimeline(source.source, filters, reading.ok);
  const count = useCount(source.source, filters, reading.ok, exact);
  const { hasNextPage, hasPreviousPage } = query;

  const grouped = search.group !== 'none';
  const rows = useMemo(
    () =>
      buildRows(entries, {
        zone,
        fold: grouped,
        unfolded,
        moreAbove: hasPreviousPage,
        moreBelow: hasNextPage,
      }),
    [entries, zone, grouped, unfolded, hasPreviousPage, hasNextPage],
  );
  const selected = useMemo(
    () => entries.find((entry) => entry.audit_change.id === search.change) ?? null,
    [entries, search.change],
  );
  const lane = useMemo(
    () => correlationLane(rows, selected?.action?.correlation_id ?? null),
    [rows, selected],
  );

  const ask = useCallback(
    (next: Filters) => {
      setExact(false);
      // The selected change stays selected where it matches the new question, too.
      void navigate({
        search: ({ change, group }) => ({
          ...next,
          ...(group === undefined ? {} : { group }),
          ...(change === undefined ? {} : { change }),
        }),
      });
    },
    [navigate],
  );
  const select = useCallback(
    (change: string | undefined) =>
      void navigate({ search: (before) => ({ ...before, change }), replace: true }),
    [navigate],
  );
  const onPivot = useCallback(
    (chip: Chip, how: 'only' | 'narrow' | 'exclude') => {
      if (how === 'only') ask(pivot(filters, chip));
      else ask(withChip(filters, { ...chip, not: how === 'exclude' && chip.key !== 'no_actor' }));
    },
    [ask, filters],
  );
  const onUnfold = useCallback(
    (transaction: string) => setUnfolded((before) => new Set(before).add(transaction)),
    [],
  );
  const refresh = useCallback(() => {
    refreshCapability(source.source);
    void queryClient.resetQueries({ queryKey: ['timeline', source.source, filters] });
    void queryClient.resetQueries({ queryKey: ['count', source.source, filters] });
  }, [source.source, filters]);
  const newest = useCallback(
    () => void queryClient.resetQueries({ queryKey: ['timeline', source.source, filters] }),
    [source.source, filters],
  );
  const copyCommand = useCallback(
    () => void copyText(timelineCommand(filters, connectionOptions(source)), 'command line'),
    [filters, source],
  );
  const step = useTimelineCommands({
    rows,
    selected,
    select,
    newest: hasPreviousPage ? newest : null,
    copyCommand,
    refresh,
    onUnfold,
    onPivot,
  });
  useStatus(count.data === undefined ? null : countText(count.data, zone));

  return (
    <KeyOrdersContext value={orders}>
      <div className={css['screen']}>
        <FilterBar
          source={source.source}
          capability={capability}
          filters={filters}
          problems={reading.ok ? [] : reading.problems}
          zone={zone}
          onChange={ask}
        />
        {lost !== undefined && (
          <Stale onRetry={refresh}>
            No answer since {formatClock(lost.at, zone)}: {lost.error.message}.
            {entries.length > 0 && ' The rows below were read before that.'}
          </Stale>
        )}
        <div className={css['work']}>
          <div className={css['top']}>
            <Tools
              grouped={grouped}
              askable={reading.ok}
              onGroup={(on) =>
                void navigate({
                  search: (before) => ({ ...before, group: on ? undefined : 'none' }),
                  replace: true,
                })
              }
              onRefresh={refresh}
              onCopy={copyCommand}
            >
              {reading.ok ? (
                <CountLine count={count} zone={zone} onExact={() => setExact(true)} />
              ) : (
                <span className="dim">not asked</span>
              )}
            </Tools>
          </div>
          <div className={css['left']}>
            <ListArea
              query={query}
              asked={reading.ok}
              filters={filters}
              source={source}
              capability={capability}
              rows={rows}
              lane={lane}
              selected={selected?.audit_change.id ?? null}
              total={count.data === undefined || count.data.capped ? null : count.data.count}
              zone={zone}
              onAsk={ask}
              onRefresh={refresh}
              onNewest={newest}
              onSelect={select}
              onPivot={onPivot}
              onUnfold={onUnfold}
            />
            {reading.ok && <BesideLines source={source.source} filters={filters} zone={zone} />}
          </div>
          {selected !== null && (
            <>
              <Splitter
                label="Width of the selected change"
                width={width}
                min={PANE.min}
                max={PANE.max}
                onResize={setWidth}
              />
              <DetailPane
                entry={selected}
                zone={zone}
                width={width}
                onPivot={onPivot}
                onStep={step}
                onClose={() => select(undefined)}
              />
            </>
          )}
        </div>
        <ExportDialog source={source} filters={filters} zone={zone} count={count.data} />
      </div>
    </KeyOrdersContext>
  );
}
