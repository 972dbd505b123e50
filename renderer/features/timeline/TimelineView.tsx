import { useCallback, useMemo, useState, type ReactNode } from 'react';
import type { OpenSource } from '@shared/ipc/contract.ts';
import { ExportDialog } from '@renderer/features/exports/ExportDialog.tsx';
import { refreshCapability, useCapability } from '@renderer/lib/capability.ts';
import { withWindow } from '@renderer/lib/chips.ts';
import { copyText } from '@renderer/lib/clipboard.ts';
import { connectionOptions, timelineCommand } from '@renderer/lib/commandLine.ts';
import { useDesk } from '@renderer/lib/desk.ts';
import { queryClient } from '@renderer/lib/queryClient.ts';
import { KeyOrdersContext, keyOrders } from '@renderer/lib/rowKey.ts';
import { useStatus } from '@renderer/lib/useStatus.ts';
import { useZone } from '@renderer/lib/settings.ts';
import { formatClock } from '@renderer/lib/zone.ts';
import { Splitter, usePaneWidth } from '@renderer/ui/Splitter.tsx';
import { Stale } from '@renderer/ui/States.tsx';
import type { OnAround } from './AroundPanel.tsx';
import { BesideLines } from './BesideLine.tsx';
import { CountLine, countText } from './CountLine.tsx';
import { DetailPane } from './DetailPane.tsx';
import { DifferentDialog } from './different/DifferentDialog.tsx';
import { useComparing } from './different/useComparing.tsx';
import { FacetsPanel } from './facetPanel/FacetsPanel.tsx';
import { useFacetsPlace } from './facetPanel/useFacetsPlace.tsx';
import { FilterBar } from './FilterBar.tsx';
import { Histogram } from './histogram/Histogram.tsx';
import { loadedOf } from './histogram/loaded.ts';
import { ListArea } from './ListArea.tsx';
import { useMarks } from './marks/useMarks.ts';
import { buildRows, correlationLane } from './rows.ts';
import css from './Timeline.module.css';
import { Tools } from './Tools.tsx';
import { SavedViews } from './views/SavedViews.tsx';
import { useQuestion } from './useQuestion.ts';
import { useCount, useTimeline } from './useTimeline.ts';
import { useTimelineCommands } from './useTimelineCommands.tsx';

const NO_PAGES = [] as const;
const PANE = { initial: window.innerWidth < 1180 ? 344 : 360, min: 288, max: 720 };

/** Filters above, the list, and the selected change beside it. All of it lives in the address. */
export function TimelineView({ source }: { readonly source: OpenSource }): ReactNode {
  const question = useQuestion();
  const { reading, filters, at, grouping, ask, select, onPivot, begin, onWindow } = question;
  const zone = useZone();
  const lost = useDesk((desk) => desk.lost[source.source]);
  const capability = useCapability(source);
  const orders = useMemo(() => keyOrders(capability.triggers), [capability.triggers]);
  // Of which question the exact count was asked for.
  const [exactOf, setExactOf] = useState<unknown>(null);
  const [unfolded, setUnfolded] = useState<ReadonlySet<string>>(new Set());
  const [width, setWidth] = usePaneWidth('timeline', PANE.initial, PANE.min, PANE.max);
  const { query, entries } = useTimeline(source.source, filters, at, reading.ok);
  const count = useCount(source.source, filters, reading.ok, exactOf === filters);
  const { hasNextPage, hasPreviousPage } = query;
  const marks = useMarks(
    source.source,
    query.data?.pages ?? NO_PAGES,
    query.isSuccess && count.fetchStatus === 'idle',
  );
  const total = count.data === undefined || count.data.capped ? null : count.data.count;

  const rows = useMemo(
    () =>
      buildRows(entries, {
        zone,
        grouping,
        unfolded,
        moreAbove: hasPreviousPage,
        moreBelow: hasNextPage,
      }),
    [entries, zone, grouping, unfolded, hasPreviousPage, hasNextPage],
  );
  const selected = useMemo(
    () => entries.find((entry) => entry.audit_change.id === question.change) ?? null,
    [entries, question.change],
  );
  const lane = useMemo(
    () => correlationLane(rows, selected?.action?.correlation_id ?? null),
    [rows, selected],
  );
  const loaded = useMemo(
    () => loadedOf(entries, hasPreviousPage, hasNextPage),
    [entries, hasPreviousPage, hasNextPage],
  );

  const onUnfold = useCallback(
    (transaction: string) => setUnfolded((before) => new Set(before).add(transaction)),
    [],
  );
  const newest = useCallback(() => {
    void queryClient.resetQueries({ queryKey: ['timeline', source.source, filters] });
    if (at !== null) begin(null);
  }, [source.source, filters, at, begin]);
  const onAround: OnAround = useCallback(
    ({ audit_change: change }) => begin(change.captured_at, { filters: {}, change: change.id }),
    [begin],
  );
  const refresh = useCallback(() => {
    refreshCapability(source.source);
    newest();
    for (const key of ['count', 'histogram', 'facets'])
      void queryClient.resetQueries({ queryKey: [key, source.source] });
  }, [source.source, newest]);
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
    onAround,
  });
  const [comparing, setComparing] = useComparing();
  const facets = useFacetsPlace();
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
        >
          <SavedViews
            filters={filters}
            grouping={grouping}
            askable={reading.ok}
            zone={zone}
            onOpen={question.open}
          />
        </FilterBar>
        {lost !== undefined && (
          <Stale onRetry={refresh}>
            No answer since {formatClock(lost.at, zone)}: {lost.error.message}.
            {entries.length > 0 && ' The rows below were read before that.'}
          </Stale>
        )}
        <div className={css['work']}>
          {reading.ok && (
            <Histogram
              source={source.source}
              filters={filters}
              held={capability.window}
              ready={query.isSuccess}
              loaded={loaded}
              total={total}
              zone={zone}
              onWindow={onWindow}
              onJump={(to, leave) =>
                begin(to, leave ? { filters: withWindow(filters, undefined, undefined) } : {})
              }
            />
          )}
          {reading.ok && (
            <FacetsPanel
              source={source.source}
              filters={filters}
              ready={query.isSuccess}
              zone={zone}
              place={facets}
              onChange={ask}
            />
          )}
          <div className={css['top']}>
            <Tools
              grouping={grouping}
              askable={reading.ok}
              facets={facets}
              onGroup={question.setGrouping}
              onRefresh={refresh}
              onCopy={copyCommand}
              onCompare={() => setComparing(true)}
            >
              {reading.ok ? (
                <CountLine count={count} zone={zone} onExact={() => setExactOf(filters)} />
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
              marks={marks}
              total={total}
              zone={zone}
              at={at}
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
                source={source.source}
                entry={selected}
                marks={marks.get(selected.audit_change.id)}
                zone={zone}
                width={width}
                onPivot={onPivot}
                onAround={onAround}
                onStep={step}
                onClose={() => select(undefined)}
              />
            </>
          )}
        </div>
        {reading.ok && (
          <DifferentDialog
            open={comparing}
            source={source}
            filters={filters}
            zone={zone}
            onClose={() => setComparing(false)}
            onAsk={ask}
          />
        )}
        <ExportDialog source={source} filters={filters} zone={zone} count={count.data} />
      </div>
    </KeyOrdersContext>
  );
}
