import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { GitCommitVertical, RefreshCw } from 'lucide-react';
import { useCallback, useState, type CSSProperties, type ReactNode } from 'react';
import type { ResolvedRow } from '@shared/domain/row.ts';
import type { OpenSource } from '@shared/ipc/contract.ts';
import { TimeWindow } from '@renderer/features/timeline/TimeWindow.tsx';
import { asInvestigatorError } from '@renderer/lib/bridge.ts';
import { useCapability } from '@renderer/lib/capability.ts';
import { tableText } from '@renderer/lib/change.ts';
import { useDesk } from '@renderer/lib/desk.ts';
import { plural } from '@renderer/lib/format.ts';
import { queryClient } from '@renderer/lib/queryClient.ts';
import { useZone } from '@renderer/lib/settings.ts';
import { useStatus } from '@renderer/lib/useStatus.ts';
import { formatClock, now } from '@renderer/lib/zone.ts';
import { Button, IconButton } from '@renderer/ui/Button.tsx';
import { CopyButton } from '@renderer/ui/Copyable.tsx';
import { RowKey } from '@renderer/ui/RowKey.tsx';
import { Screen, ScreenHead } from '@renderer/ui/Screen.tsx';
import { Splitter, usePaneWidth } from '@renderer/ui/Splitter.tsx';
import { Stale } from '@renderer/ui/States.tsx';
import { AsOfBar } from './AsOfBar.tsx';
import { Compare, type Pair } from './Compare.tsx';
import { CopyAs } from './CopyAs.tsx';
import { HeadMarks } from './HeadMarks.tsx';
import { Life } from './Life.tsx';
import { NoChangePart } from './NoChangePart.tsx';
import { NothingCaptured } from './NothingCaptured.tsx';
import { Related } from './Related.tsx';
import css from './Row.module.css';
import type { RowSearch } from './search.ts';
import { Standing } from './Standing.tsx';
import { Stood } from './Stood.tsx';
import type { useLife } from './useLife.ts';
import { proposedOf, useRow } from './useRow.ts';
import { useRowCommands } from './useRowCommands.tsx';
import { stepFrom } from './versions.ts';

const LIFE = { initial: 376, min: 300, max: 560 };
const SIDE = { initial: 324, min: 260, max: 520 };

interface RowViewProps {
  readonly source: OpenSource;
  readonly row: ResolvedRow;
  readonly life: ReturnType<typeof useLife>;
}

/** The life of a row, how it stands or stood, and what can be said of the time between its changes. */
export function RowView({ source, row, life }: RowViewProps): ReactNode {
  const zone = useZone();
  const search = useSearch({ from: '/row' });
  const navigate = useNavigate({ from: '/row' });
  const { window: held } = useCapability(source);
  const lost = useDesk((desk) => desk.lost[source.source]);
  const [choosing, setChoosing] = useState(false);
  const [end] = useState(now);
  const [lifeWidth, setLifeWidth] = usePaneWidth('row-life', LIFE.initial, LIFE.min, LIFE.max);
  const [sideWidth, setSideWidth] = usePaneWidth('row-side', SIDE.initial, SIDE.min, SIDE.max);
  const { query, entries } = life;
  const state = useRow({ source: source.source, row, life, search });
  const { question, window, at, versions, summary, blame, besides, check, findings, pair, between, readAt } =
    state;
  const table = tableText(row);
  const { hasNextPage, hasPreviousPage, fetchNextPage, fetchPreviousPage } = query;
  const set = useCallback(
    (change: Partial<RowSearch>) =>
      void navigate({ search: (before) => ({ ...before, ...change }), replace: true }),
    [navigate],
  );
  const onAt = useCallback((moment: string | null) => set({ at: moment ?? undefined }), [set]);
  const onPair = useCallback((next: Pair) => set(next), [set]);
  const onStep = useCallback(
    (way: 'older' | 'newer') => {
      const next = stepFrom(versions, at, way);
      if (way === 'newer' || next !== null) onAt(next);
    },
    [versions, at, onAt],
  );
  const refresh = useCallback(() => {
    const isOurs = (key: unknown): boolean => typeof key === 'string' && /^(rows|integrity)\./.test(key);
    void queryClient.invalidateQueries({
      predicate: ({ queryKey }) => isOurs(queryKey[0]) && queryKey[1] === source.source,
    });
  }, [source.source]);
  const toTimeline = useCallback(
    () => void navigate({ to: '/timeline', search: { table: [table], pk: [row.table_pk] } }),
    [navigate, table, row.table_pk],
  );
  useRowCommands({ onStep, onPair, pair, refresh, toTimeline, versions, onAt, at });
  useStatus(
    [
      `${plural(entries.length, 'captured version')}${hasNextPage || hasPreviousPage ? ' loaded' : ', all loaded'}`,
      ...(readAt === null ? [] : [`read at ${formatClock(readAt, zone)}`]),
    ].join(' · '),
  );
  const live = summary.data?.live;
  return (
    <Screen>
      <div className={css['whole']}>
        {lost !== undefined && (
          <Stale onRetry={refresh}>
            No answer since {formatClock(lost.at, zone)}: {lost.error.message}. What is below was read before
            that.
          </Stale>
        )}
        <ScreenHead
          crumbs={
            <>
              <Link to="/row" search={{ table }} className="lk">
                Rows
              </Link>
              <span className="dim">/</span>
              <Link to="/timeline" search={{ table: [table] }} className="lk" title="changes of this table">
                {table}
              </Link>
              <span className="dim">/</span>
              <span className="mono ell">{row.table_pk}</span>
              <CopyButton text={row.table_pk} what="row key" />
            </>
          }
          title={
            <>
              {row.table_name} <RowKey change={row} fallback={row.table_pk} />
            </>
          }
          marks={<HeadMarks check={check} live={live} />}
        >
          <TimeWindow
            filters={{ from: window.from ?? undefined, to: window.to ?? undefined }}
            zone={zone}
            held={held}
            open={choosing}
            onOpenChange={setChoosing}
            onChange={(from, to) => void navigate({ search: (before) => ({ ...before, from, to }) })}
          />
          <CopyAs source={source} row={row} at={at} pair={pair} between={between} />
          <IconButton label="Read again" shortcut="r" framed onClick={refresh}>
            <RefreshCw size={14} strokeWidth={1.5} />
          </IconButton>
          <Button shortcut="t" onClick={toTimeline}>
            <GitCommitVertical size={13} strokeWidth={1.5} aria-hidden="true" />
            <span className="wide">In the timeline</span>
            <span className="narrow">Timeline</span>
          </Button>
        </ScreenHead>
        <AsOfBar
          versions={versions}
          findings={findings}
          at={at}
          now={readAt ?? end}
          oldest={held.oldest}
          isLive={live?.live != null}
          isCut={window.to !== null || hasPreviousPage}
          zone={zone}
          onAt={onAt}
          onStep={onStep}
        />
        <div className={css['panes']}>
          <div
            className={css['lifePane']}
            style={widthOf(lifeWidth)}
            tabIndex={0}
            role="region"
            aria-label="Life of the row"
          >
            <Life
              row={row}
              versions={versions}
              check={check}
              besides={besides}
              summary={summary}
              readAt={readAt}
              shown={at === null ? null : (state.stood.data?.change_id ?? null)}
              pair={pair}
              window={window}
              oldest={held.oldest}
              zone={zone}
              older={{
                more: hasNextPage,
                busy: query.isFetchingNextPage,
                error: query.isFetchNextPageError ? asInvestigatorError(query.error) : null,
                load: () => void fetchNextPage(),
              }}
              newer={{
                more: hasPreviousPage,
                busy: query.isFetchingPreviousPage,
                error: query.isFetchPreviousPageError ? asInvestigatorError(query.error) : null,
                load: () => void fetchPreviousPage(),
              }}
              onAsOf={onAt}
              onPair={onPair}
            />
          </div>
          <Splitter
            label="Width of the life"
            of="left"
            width={lifeWidth}
            min={LIFE.min}
            max={LIFE.max}
            onResize={setLifeWidth}
          />
          <div className={css['rest']}>
            <div className={css['middle']} tabIndex={0} role="region" aria-label="States of the row">
              {entries.length === 0 && !query.isFetching && (
                <NothingCaptured
                  source={source}
                  row={row}
                  window={window}
                  besides={besides.data}
                  zone={zone}
                />
              )}
              {at === null ? (
                <Standing
                  blame={blame}
                  summary={summary}
                  versions={versions}
                  broken={state.broken}
                  readAt={readAt}
                  zone={zone}
                  onRefresh={refresh}
                />
              ) : (
                <Stood
                  query={state.stood}
                  blame={blame}
                  at={at}
                  oldest={held.oldest}
                  zone={zone}
                  onNow={() => onAt(null)}
                />
              )}
              <Compare
                question={question}
                versions={versions}
                pair={pair}
                all={search.fields === 'all'}
                zone={zone}
                onPair={onPair}
                onAll={(all) => set({ fields: all ? 'all' : undefined })}
              />
            </div>
            <Splitter
              label="Width of statement and related rows"
              width={sideWidth}
              min={SIDE.min}
              max={SIDE.max}
              onResize={setSideWidth}
            />
            <div
              className={css['sidePane']}
              style={widthOf(sideWidth)}
              tabIndex={0}
              role="region"
              aria-label="Statement and related rows"
            >
              <NoChangePart
                question={question}
                place={source.place}
                versions={versions}
                between={between}
                proposed={proposedOf(summary.data?.last ?? null, end)}
                zone={zone}
                onAsk={(next) => set(next ?? { since: undefined, until: undefined })}
              />
              <Related query={state.related} zone={zone} />
            </div>
          </div>
        </div>
      </div>
    </Screen>
  );
}

/** A variable, so that narrow windows can leave it out of account. */
function widthOf(width: number): CSSProperties {
  return { ['--width' as string]: `${width}px` };
}
