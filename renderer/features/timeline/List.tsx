import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, type ReactNode } from 'react';
import { cx } from '@renderer/lib/cx.ts';
import { zoneLabel, today, type Zone } from '@renderer/lib/zone.ts';
import { Skeleton } from '@renderer/ui/States.tsx';
import type { Halt, Tail } from './listEnds.ts';
import type { Marks } from './marks/useMarks.ts';
import type { CorrelationLane, ListRow } from './rows.ts';
import { ChangeLine, DayLine, FoldLine, type OnPivot } from './Rows.tsx';
import { BurstLine } from './BurstLine.tsx';
import type { LaneMark } from './Thread.tsx';
import css from './List.module.css';
import { useLinesAbove, useSteadyScroll } from './useWindow.ts';

const LINE = 24;
const NEAR = 40;
const FAR = 400;
/** Lines that stand for what is newer than where a list begins, as long as nobody knows how many those are. */
const STAND_IN = 2000;
/** Lines left to see above a change the list was opened around. */
const LEAD = 6;

interface ListProps {
  readonly rows: readonly ListRow[];
  readonly lane: CorrelationLane | null;
  readonly selected: string | null;
  readonly marks: Marks;
  /** How many changes match in all, where that is known. */
  readonly total: number | null;
  readonly zone: Zone;
  /** Begins at an instant: newer changes lie above, further up. */
  readonly jumped: boolean;
  readonly moreAbove: boolean;
  /** Why newer rows are not read on their own. */
  readonly halted: Halt | null;
  readonly tail: Tail;
  readonly onOlder: () => void;
  readonly onNewer: () => void;
  /** Starts again at the newest page. */
  readonly onNewest: () => void;
  readonly onSelect: (id: string) => void;
  readonly onPivot: OnPivot;
  readonly onUnfold: (transaction: string) => void;
}

/** The virtual list: only what is on screen is in the document, every line equally high. */
export function List(props: ListProps): ReactNode {
  const { rows, lane, selected, zone, jumped, moreAbove, halted, tail, onOlder, onNewer } = props;
  const body = useRef<HTMLDivElement>(null);
  const above = useLinesAbove(rows, moreAbove, jumped ? STAND_IN : 0);
  const end = above + rows.length;
  const count = end + (tail.kind === 'more' ? 3 : 1);
  // eslint-disable-next-line react-hooks/incompatible-library -- its functions are called here and never handed on
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => body.current,
    estimateSize: () => LINE,
    overscan: 16,
    useFlushSync: false,
    initialOffset: jumped && moreAbove ? (STAND_IN - (selected === null ? 0 : LEAD)) * LINE : 0,
  });
  useSteadyScroll(rows, above, { line: LINE, offset: virtual.scrollOffset ?? 0 }, body);
  const items = virtual.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (tail.kind === 'more' && last >= end - NEAR) onOlder();
  }, [tail.kind, last, end, onOlder]);
  useEffect(() => {
    if (!moreAbove || halted !== null) return;
    // Back at the very top: the newest page at once, rather than every page on the way.
    if (above > FAR && (virtual.scrollOffset ?? above) < LINE) props.onNewest();
    else if (first < above + NEAR) onNewer();
  });
  useScrollToSelected(rows, selected, above, virtual.scrollToIndex);
  const now = today(zone);
  return (
    <div
      className={css['tbl']}
      role="grid"
      aria-label="Changes, newest first"
      aria-rowcount={props.total === null ? -1 : props.total + 1}
      aria-colcount={9}
      tabIndex={0}
      {...(selected === null ? {} : { 'aria-activedescendant': `change-${selected}` })}
    >
      <Head zone={zone} />
      {halted !== null && (
        <div role="rowgroup">
          <div className={cx(css['edge'], css['edgeTop'])} role="row">
            <HaltLine halt={halted} />
          </div>
        </div>
      )}
      <div ref={body} className={css['body']} role="rowgroup" tabIndex={-1} data-testid="timeline-list">
        <StickyDay rows={rows} above={above} offset={virtual.scrollOffset ?? 0} today={now} />
        <div className={css['canvas']} style={{ height: virtual.getTotalSize() }} role="presentation">
          {items.map(({ index, start }) => {
            const row = rows[index - above];
            if (row === undefined)
              return index < above ? (
                <LoadingLine
                  key={`above:${index}`}
                  top={start}
                  words={index % 10 === 0 && halted === null ? 'newer rows are being read' : ''}
                />
              ) : (
                <TailLine key={`tail:${index}`} top={start} tail={tail} first={index === end} />
              );
            if (row.kind === 'day')
              return <DayLine key={row.key} row={row} top={start} today={now} index={index} />;
            if (row.kind === 'burst')
              return <BurstLine key={row.key} burst={row.burst} top={start} index={index} zone={zone} />;
            const mark = laneMark(lane, index - above);
            if (row.kind === 'fold')
              return (
                <FoldLine
                  key={row.key}
                  row={row}
                  top={start}
                  index={index}
                  lane={mark}
                  onUnfold={props.onUnfold}
                />
              );
            return (
              <ChangeLine
                key={row.key}
                row={row}
                top={start}
                index={index}
                selected={row.key === selected}
                lane={mark}
                marks={props.marks.get(row.key)}
                zone={zone}
                onSelect={props.onSelect}
                onPivot={props.onPivot}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
}

function Head({ zone }: { readonly zone: Zone }): ReactNode {
  return (
    <div role="rowgroup">
      <div className={css['th']} role="row" aria-rowindex={1}>
        <span aria-hidden="true" />
        <span role="columnheader" aria-sort="descending" className={css['sort']}>
          Captured, {zone === 'utc' ? 'UTC' : zoneLabel(zone)} ↓
        </span>
        <span role="columnheader">
          <span className="sr">Operation</span>
        </span>
        <span role="columnheader">Table</span>
        <span role="columnheader">Row</span>
        <span role="columnheader">Changed fields</span>
        <span role="columnheader">Actor</span>
        <span role="columnheader" className={css['opt']}>
          Action
        </span>
        <span role="columnheader" className={css['opt']}>
          Correlation
        </span>
        <span role="columnheader">
          <span className="sr">Marks</span>
        </span>
      </div>
    </div>
  );
}

/** The day of the topmost line, held at the top while its own heading is out of sight. */
function StickyDay({
  rows,
  above,
  offset,
  today: now,
}: {
  readonly rows: readonly ListRow[];
  readonly above: number;
  readonly offset: number;
  readonly today: string;
}): ReactNode {
  const top = Math.floor(offset / LINE) - above;
  for (let index = Math.min(top, rows.length - 1); index >= 0; index -= 1) {
    const row = rows[index];
    if (row?.kind === 'day')
      return (
        <div className={css['sticky']}>
          <DayLine row={row} top={null} today={now} index={0} />
        </div>
      );
  }
  return null;
}

const WIDTHS = [96, 14, 108, 40];

export function LoadingLine({ top, words }: { readonly top: number; readonly words: string }): ReactNode {
  return (
    <div className={css['tr']} style={{ transform: `translateY(${top}px)` }} role="row">
      <span />
      {WIDTHS.map((width) => (
        <span key={width} role="presentation">
          <Skeleton width={width} />
        </span>
      ))}
      <span className={cx('dim')} role="gridcell">
        {words}
      </span>
    </div>
  );
}

function TailLine({
  top,
  tail,
  first,
}: {
  readonly top: number;
  readonly tail: Tail;
  readonly first: boolean;
}): ReactNode {
  switch (tail.kind) {
    case 'more':
      return <LoadingLine top={top} words={first ? 'older rows are being read' : ''} />;
    case 'end':
      return (
        <div className={css['edge']} style={{ transform: `translateY(${top}px)` }} role="row">
          <em role="gridcell">no older captured change matches</em>
        </div>
      );
    case 'halt':
      return (
        <div className={css['edge']} style={{ transform: `translateY(${top}px)` }} role="row">
          <HaltLine halt={tail} />
        </div>
      );
  }
}

function HaltLine({ halt }: { readonly halt: Halt }): ReactNode {
  return (
    <>
      <span role="gridcell">{halt.words}</span>
      <span role="gridcell">
        <button type="button" className="lk" onClick={halt.onRetry}>
          Try again
        </button>
      </span>
    </>
  );
}

function laneMark(lane: CorrelationLane | null, index: number): LaneMark | null {
  if (lane === null || index < lane.first || index > lane.last) return null;
  return { above: index > lane.first, below: index < lane.last, stitch: lane.stitched.has(index) };
}

/** Keeps the selected line in sight when the keyboard moves it; scrolling away from it is left alone. */
function useScrollToSelected(
  rows: readonly ListRow[],
  selected: string | null,
  above: number,
  scrollTo: (index: number, options: { align: 'auto' }) => void,
): void {
  const shown = useRef<string | null>(null);
  useEffect(() => {
    if (selected === shown.current) return;
    const index = rows.findIndex((row) => row.key === selected);
    if (index < 0) return;
    shown.current = selected;
    // One line more upwards: the day's heading lies over the topmost.
    scrollTo(Math.max(0, above + index - 1), { align: 'auto' });
    scrollTo(above + index, { align: 'auto' });
  }, [rows, selected, above, scrollTo]);
}
