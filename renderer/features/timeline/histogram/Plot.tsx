import { useState, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react';
import type { Histogram } from '@shared/domain/summaries.ts';
import { cx } from '@renderer/lib/cx.ts';
import { formatCount } from '@renderer/lib/format.ts';
import { formatShort, type Zone } from '@renderer/lib/zone.ts';
import { bucketAt, placeOf, spanOf, ticksOf, type Axis } from './axis.ts';
import { bucketWords, HEIGHT, LAYERS, layerPath, scaleOf } from './bars.ts';
import css from './Histogram.module.css';

/** Two buckets and all between them; equal where it is one. */
interface Span {
  readonly a: number;
  readonly b: number;
}

interface PlotProps {
  readonly axis: Axis;
  readonly buckets: Histogram['buckets'];
  /** The window of the question, as buckets; null where it has none. */
  readonly window: Span | null;
  readonly zone: Zone;
  /** Narrows the window to these buckets. */
  readonly onBrush: (span: Span) => void;
  /** Brings the list to this bucket. */
  readonly onPick: (at: number) => void;
}

/** Pixels a press may move and still be a press. */
const STILL = 4;
const FAR = 10;
const TICKS = 11;

/**
 * The bars. Pressed, they lead the list there; drawn over, they narrow the window. By keyboard: arrows go from
 * bucket to bucket, with Shift they select, Enter goes there or narrows, Escape lets go.
 */
export function Plot({ axis, buckets, window, zone, onBrush, onPick }: PlotProps): ReactNode {
  const [hover, setHover] = useState<number | null>(null);
  const [cursor, setCursor] = useState<number | null>(null);
  const [draft, setDraft] = useState<Span | null>(null);
  const [press, setPress] = useState<{ readonly x: number; readonly at: number } | null>(null);
  const scale = scaleOf(buckets);
  const told = cursor ?? hover;
  const at = Math.min(cursor ?? axis.buckets - 1, axis.buckets - 1);

  const bucketOf = (event: PointerEvent<HTMLDivElement>): number => {
    const box = event.currentTarget.getBoundingClientRect();
    return bucketAt(axis, (event.clientX - box.left) / box.width);
  };
  const finish = (span: Span | null): void => {
    setDraft(null);
    setPress(null);
    if (span !== null) onBrush(span);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = stepOf(event.key, axis.buckets);
    if (step !== null) {
      const next = Math.min(axis.buckets - 1, Math.max(0, at + step));
      setCursor(next);
      setDraft(event.shiftKey ? { a: draft?.a ?? at, b: next } : null);
    } else if (event.key === 'Enter') {
      if (draft === null) onPick(at);
      else finish(draft);
    } else if (event.key === 'Escape' && draft !== null) setDraft(null);
    else return;
    event.preventDefault();
  };
  const shown = draft ?? window;
  return (
    <>
      <div className={css['above']} aria-hidden="true">
        {told !== null && <Told axis={axis} at={told} buckets={buckets} zone={zone} />}
        {told === null &&
          scale.cut.slice(0, 4).map(({ at: index, total }) => (
            <span key={index} className={css['cap']} style={{ left: percent((index + 0.5) / axis.buckets) }}>
              {formatCount(total)}
            </span>
          ))}
        {told === null && (
          <span className={css['top']}>
            {formatCount(scale.top)}
            {scale.cut.length > 0 && ', taller bars cut'}
          </span>
        )}
      </div>
      <div
        role="slider"
        tabIndex={0}
        aria-label="Changes over time, bucket by bucket"
        aria-description="Arrows go from bucket to bucket, with Shift they select. Enter brings the list there, or narrows the window to what is selected."
        aria-valuemin={0}
        aria-valuemax={axis.buckets - 1}
        aria-valuenow={at}
        aria-valuetext={spoken(axis, at, draft, buckets, zone)}
        className={css['plot']}
        onKeyDown={onKeyDown}
        onBlur={() => {
          setCursor(null);
          setDraft(null);
        }}
        onPointerDown={(event) => {
          if (event.button !== 0) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          setPress({ x: event.clientX, at: bucketOf(event) });
          setCursor(null);
        }}
        onPointerMove={(event) => {
          const index = bucketOf(event);
          setHover(index);
          if (press !== null && (draft !== null || Math.abs(event.clientX - press.x) > STILL))
            setDraft({ a: press.at, b: index });
        }}
        onPointerUp={() => {
          if (press !== null && draft === null) onPick(press.at);
          finish(press === null ? null : draft);
        }}
        onPointerCancel={() => finish(null)}
        onPointerLeave={() => setHover(null)}
      >
        <svg viewBox={`0 0 ${axis.buckets} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
          {LAYERS.map(({ key, color }) => (
            <path key={key} d={layerPath(buckets, key, scale.top)} fill={color} />
          ))}
        </svg>
        {told !== null && <Rule from={told} to={told} axis={axis} className={css['here']} />}
        {shown !== null && (
          <>
            <i className={css['out']} style={{ left: 0, width: percent(first(shown) / axis.buckets) }} />
            <i
              className={css['out']}
              style={{ right: 0, width: percent(1 - (last(shown) + 1) / axis.buckets) }}
            />
            <Rule
              from={first(shown)}
              to={last(shown)}
              axis={axis}
              className={cx(css['brush'], draft !== null && css['draft'])}
            />
          </>
        )}
        {scale.cut.map(({ at: index }) => (
          <i key={index} className={css['notch']} style={{ left: percent((index + 0.5) / axis.buckets) }} />
        ))}
      </div>
    </>
  );
}

/** The round moments below the bars. */
export function Ticks({ axis, zone }: { readonly axis: Axis; readonly zone: Zone }): ReactNode {
  return (
    <div className={css['axis']} aria-hidden="true">
      {ticksOf(axis, zone, TICKS)
        .filter(({ place }) => place < 0.95)
        .map(({ place, label }) => (
          <span key={place} style={{ left: percent(place) }}>
            {label}
          </span>
        ))}
    </div>
  );
}

/** Pure: the window as buckets. */
export function windowSpan(axis: Axis, from: string | undefined, to: string | undefined): Span | null {
  if (from === undefined && to === undefined) return null;
  return {
    a: from === undefined ? 0 : bucketAt(axis, placeOf(axis, from)),
    b: to === undefined ? axis.buckets - 1 : bucketAt(axis, placeOf(axis, to)),
  };
}

function Told({
  axis,
  at,
  buckets,
  zone,
}: {
  readonly axis: Axis;
  readonly at: number;
  readonly buckets: Histogram['buckets'];
  readonly zone: Zone;
}): ReactNode {
  const place = (at + 0.5) / axis.buckets;
  return (
    <span
      className={css['told']}
      style={place < 0.5 ? { left: percent(place) } : { right: percent(1 - place) }}
    >
      {formatShort(spanOf(axis, at, at).from, zone)} · {bucketWords(buckets[at]?.counts ?? {})}
    </span>
  );
}

function Rule({
  from,
  to,
  axis,
  className,
}: {
  readonly from: number;
  readonly to: number;
  readonly axis: Axis;
  readonly className: string | undefined;
}): ReactNode {
  return (
    <i
      className={className}
      style={{ left: percent(from / axis.buckets), width: percent((to + 1 - from) / axis.buckets) }}
    />
  );
}

function spoken(
  axis: Axis,
  at: number,
  draft: Span | null,
  buckets: Histogram['buckets'],
  zone: Zone,
): string {
  const here = `${formatShort(spanOf(axis, at, at).from, zone)}: ${bucketWords(buckets[at]?.counts ?? {})}`;
  if (draft === null) return here;
  const { from, to } = spanOf(axis, draft.a, draft.b);
  return `${here}; selected ${formatShort(from, zone)} to ${formatShort(to, zone)}`;
}

function stepOf(key: string, buckets: number): number | null {
  switch (key) {
    case 'ArrowLeft':
      return -1;
    case 'ArrowRight':
      return 1;
    case 'PageDown':
      return -FAR;
    case 'PageUp':
      return FAR;
    case 'Home':
      return -buckets;
    case 'End':
      return buckets;
    default:
      return null;
  }
}

const first = ({ a, b }: Span): number => Math.min(a, b);
const last = ({ a, b }: Span): number => Math.max(a, b);
const percent = (share: number): string => `${100 * share}%`;
