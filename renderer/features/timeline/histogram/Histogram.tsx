import { ChartColumnStacked, ChevronDown, ChevronRight, Table2 } from 'lucide-react';
import { useMemo, useState, type ReactNode } from 'react';
import type { Filters } from '@shared/domain/filters.ts';
import { isCanonicalInstant, type Instant } from '@shared/domain/instant.ts';
import { withWindow } from '@renderer/lib/chips.ts';
import { useCommands, type Command } from '@renderer/lib/commands.ts';
import { cx } from '@renderer/lib/cx.ts';
import { useMedia } from '@renderer/lib/useMedia.ts';
import { useRemembered } from '@renderer/lib/useRemembered.ts';
import type { Zone } from '@renderer/lib/zone.ts';
import { IconButton, Segmented } from '@renderer/ui/Button.tsx';
import { OPS } from '@renderer/ui/charts/series.ts';
import { Skeleton } from '@renderer/ui/States.tsx';
import { axisOfTime, spanOf } from './axis.ts';
import { CountedLine } from './CountedLine.tsx';
import css from './Histogram.module.css';
import { Lane } from './Lane.tsx';
import type { Loaded } from './loaded.ts';
import { Plot, Ticks, windowSpan } from './Plot.tsx';
import { HistogramTable } from './HistogramTable.tsx';
import { useHistogram } from './useHistogram.ts';

interface HistogramProps {
  readonly source: string;
  readonly filters: Filters;
  /** Oldest and newest row still here: what the whole trail is. */
  readonly held: { readonly oldest: Instant | null; readonly newest: Instant | null };
  /** The page is there: what is counted never delays it. */
  readonly ready: boolean;
  readonly loaded: Loaded | null;
  readonly total: number | null;
  readonly zone: Zone;
  readonly onWindow: (from: Instant | undefined, to: Instant | undefined) => void;
  /** Brings the list to an instant; outside of the window also out of that. */
  readonly onJump: (at: Instant, leaveWindow: boolean) => void;
}

/** Where there is less height the list needs all of it. */
const LOW = '(max-height: 639px)';

/** When the matching changes happened, over the whole trail still held, and which of them the list holds. */
export function Histogram(props: HistogramProps): ReactNode {
  const low = useMedia(LOW);
  const [fold, setFold] = useRemembered('timeline.histogram', ['open', 'folded'], 'open');
  const [listed, setListed] = useState(false);
  useCommands(
    useMemo(
      (): readonly Command[] => [
        {
          id: 'histogram',
          title: fold === 'open' ? 'Fold the histogram' : 'Show the histogram',
          group: 'Question',
          keys: 'h',
          icon: <ChartColumnStacked size={14} />,
          words: 'chart over time',
          // Without room for the bars there is the table.
          run: () => (low ? setListed(true) : setFold(fold === 'open' ? 'folded' : 'open')),
        },
        {
          id: 'histogram-table',
          title: 'Changes over time as a table',
          group: 'Question',
          icon: <Table2 size={14} />,
          words: 'histogram chart',
          run: () => setListed(true),
        },
      ],
      [fold, low, setFold],
    ),
  );
  const folded = low || fold === 'folded';
  if (low && !listed) return null;
  return <Drawn {...props} low={low} folded={folded} listed={listed} onFold={setFold} onListed={setListed} />;
}

interface DrawnProps extends HistogramProps {
  readonly low: boolean;
  readonly folded: boolean;
  readonly listed: boolean;
  readonly onFold: (fold: 'open' | 'folded') => void;
  readonly onListed: (listed: boolean) => void;
}

function Drawn(props: DrawnProps): ReactNode {
  const { source, filters, held, ready, loaded, total, zone, onWindow, onJump } = props;
  const { low, folded, listed, onFold, onListed } = props;
  const [over, setOver] = useRemembered('timeline.histogram.over', ['held', 'window'], 'held');
  const hasWindow = filters.from !== undefined || filters.to !== undefined;
  const asked = useMemo(
    () => (over === 'window' && hasWindow ? filters : overAll(filters, held)),
    [filters, held, over, hasWindow],
  );
  const reading = useHistogram(source, asked, ready && (!folded || listed));
  const { counted, stale } = reading;
  const axis = counted === null ? null : axisOfTime(counted.histogram);
  const window = axis === null ? null : windowSpan(axis, filters.from, filters.to);
  const pick = (at: number): void => {
    if (axis === null) return;
    const outside =
      window !== null && (at < Math.min(window.a, window.b) || at > Math.max(window.a, window.b));
    onJump(spanOf(axis, at, at).to, outside);
  };
  return (
    <>
      {!low && (
        <section className={cx(css['hist'], folded && css['folded'])} aria-label="Changes over time">
          <div className={css['head']}>
            <IconButton
              label={folded ? 'Show the histogram' : 'Fold the histogram'}
              shortcut="h"
              aria-expanded={!folded}
              onClick={() => onFold(folded ? 'open' : 'folded')}
            >
              {folded ? <ChevronRight size={13} /> : <ChevronDown size={13} />}
            </IconButton>
            {folded ? (
              <span className="dim">Changes over time</span>
            ) : (
              <>
                <CountedLine reading={reading} ready={ready} zone={zone} />
                <span className={css['legend']}>
                  {OPS.map(({ key, label, color }) => (
                    <span key={key}>
                      <i style={{ background: color }} aria-hidden="true" />
                      <b>{label.charAt(0).toUpperCase()}</b> {label}
                    </span>
                  ))}
                </span>
                <span className="grow" />
                {hasWindow && (
                  <>
                    <Segmented
                      label="The histogram shows"
                      value={over}
                      options={[
                        { value: 'held', label: 'All held' },
                        { value: 'window', label: 'This window' },
                      ]}
                      onChange={setOver}
                    />
                    <button type="button" className="lk" onClick={() => onWindow(undefined, undefined)}>
                      Leave the window
                    </button>
                  </>
                )}
                <IconButton label="Changes over time as a table" onClick={() => onListed(true)}>
                  <Table2 size={13} strokeWidth={1.5} />
                </IconButton>
              </>
            )}
          </div>
          {!folded && (
            <div className={cx(stale && css['stale'])}>
              {axis === null || counted === null ? (
                <NoBars waiting={counted === null && reading.error === null && !reading.stopped} />
              ) : (
                <>
                  <Plot
                    key={`${axis.start} ${axis.seconds} ${axis.buckets}`}
                    axis={axis}
                    buckets={counted.histogram.buckets}
                    window={window}
                    zone={zone}
                    onBrush={({ a, b }) => {
                      const { from, to } = spanOf(axis, a, b);
                      onWindow(from, to);
                    }}
                    onPick={pick}
                  />
                  {loaded === null ? (
                    <div className={css['lane']} />
                  ) : (
                    <Lane axis={axis} loaded={loaded} total={total} zone={zone} />
                  )}
                  <Ticks axis={axis} zone={zone} />
                </>
              )}
            </div>
          )}
        </section>
      )}
      <HistogramTable
        open={listed}
        onClose={() => onListed(false)}
        reading={reading}
        zone={zone}
        onPick={(at) => {
          onListed(false);
          pick(at);
        }}
      />
    </>
  );
}

/** As high as the bars, so that nothing moves when they come. */
function NoBars({ waiting }: { readonly waiting: boolean }): ReactNode {
  return (
    <div className={css['none']} {...(waiting ? { 'aria-busy': true } : {})}>
      {waiting ? <Skeleton width="100%" /> : null}
    </div>
  );
}

/** The same question over all that is held: its own window is what is drawn on top. */
function overAll(filters: Filters, { oldest, newest }: HistogramProps['held']): Filters {
  const end = (at: Instant | null): Instant | undefined =>
    at !== null && isCanonicalInstant(at) ? at : undefined;
  return withWindow(filters, end(oldest), end(newest));
}
