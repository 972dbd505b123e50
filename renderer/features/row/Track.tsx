import { useMemo, useRef, useState, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react';
import type { Finding } from '@shared/domain/integrity.ts';
import { cx } from '@renderer/lib/cx.ts';
import { formatInstant, formatShort, type Zone } from '@renderer/lib/zone.ts';
import css from './AsOf.module.css';
import { instantAt, labelsOf, placeOf, spanOf, ticksOf } from './track.ts';
import { isBreak, versionName, versionOf, type Version } from './versions.ts';

interface TrackProps {
  readonly versions: readonly Version[];
  readonly findings: readonly Finding[];
  readonly at: string | null;
  readonly now: string;
  /** Where the track begins while there is no version. */
  readonly oldest: string | null;
  readonly isLive: boolean;
  readonly zone: Zone;
  readonly onAt: (at: string | null) => void;
  readonly onStep: (way: 'older' | 'newer') => void;
}

/** Knots drawn at most: beyond that they cover each other anyway. */
const MOST_KNOTS = 240;

/** The life of the row along time: a knot a version, dotted where the chain breaks, an arc to when it was written. */
export function Track(props: TrackProps): ReactNode {
  const { versions, findings, at, now, oldest, isLive, zone, onAt, onStep } = props;
  const track = useRef<HTMLDivElement>(null);
  /** Where the thumb is dragged to. */
  const [dragged, setDragged] = useState<string | null>(null);
  const drawn = useMemo(() => versions.slice(0, MOST_KNOTS), [versions]);
  const span = useMemo(
    () =>
      spanOf([
        now,
        ...(drawn.length === 0 && oldest !== null ? [oldest] : []),
        ...drawn.map(({ entry }) => entry.audit_change.captured_at),
      ]),
    [drawn, now, oldest],
  );
  if (span === null) return <div className={css['track']} />;
  const place = (instant: string): number => placeOf(instant, span);
  const shown = dragged ?? at;
  const knots = drawn.map((version) => ({
    version,
    place: place(version.entry.audit_change.captured_at),
    name: version.number === null ? '' : versionName(version, zone),
  }));
  const first = knots.at(-1)?.place ?? 100;
  const gaps = findings.filter(isBreak).flatMap(({ change_ids }) => {
    const [a, b] = change_ids.map((id) => versionOf(drawn, id)?.entry.audit_change.captured_at);
    return a === undefined || b === undefined ? [] : [{ from: place(a), to: place(b) }];
  });
  const arcs = findings.flatMap(({ code, claimed_at, written, change_ids }) => {
    const to = written?.at ?? written?.before ?? null;
    if (code !== 'written_later' || claimed_at === null || to === null) return [];
    const version = versionOf(drawn, change_ids[0]);
    const name = version === null ? '' : `${versionName(version, zone)} `;
    return [{ from: place(claimed_at), to: place(to), label: `${name}written ${formatShort(to, zone)}` }];
  });
  const pointed = (event: PointerEvent): string => {
    const box = track.current?.getBoundingClientRect();
    const part = box === undefined || box.width === 0 ? 1 : (event.clientX - box.left) / box.width;
    return instantAt(Math.min(1, Math.max(0, part)) * 100, span);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const { key } = event;
    if (key === 'ArrowLeft' || key === 'ArrowDown') onStep('older');
    else if (key === 'ArrowRight' || key === 'ArrowUp') onStep('newer');
    else if (key === 'End') onAt(null);
    else if (key === 'Home') onAt(drawn.at(-1)?.entry.audit_change.captured_at ?? null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const late = new Set(
    findings.filter(({ code }) => code === 'written_later').flatMap((one) => one.change_ids),
  );
  const thumb = shown === null ? 100 : place(shown);
  return (
    <div
      ref={track}
      className={css['track']}
      role="slider"
      tabIndex={0}
      aria-label="As of, by version"
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(thumb)}
      aria-valuetext={shown === null ? 'now' : formatInstant(shown, zone)}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        setDragged(pointed(event));
      }}
      onPointerMove={(event) => {
        if (dragged !== null) setDragged(pointed(event));
      }}
      onPointerUp={() => {
        if (dragged !== null) onAt(dragged >= now ? null : dragged);
        setDragged(null);
      }}
      onPointerCancel={() => setDragged(null)}
    >
      <span className={css['before']} style={{ width: `${first}%` }} />
      <span className={css['line']} style={{ left: `${first}%`, right: 0 }} />
      {gaps.map(({ from, to }) => (
        <span key={from} className={css['gap']} style={{ left: `${from}%`, width: `${to - from}%` }}>
          {to - from > 12 && <em>chain broken here</em>}
        </span>
      ))}
      {arcs.map(({ from, to, label }) => (
        <Arc key={label} from={from} to={to} label={label} />
      ))}
      {knots.map(({ version, place: left }) => (
        <i
          key={version.entry.audit_change.id}
          className={cx(css['knot'], late.has(version.entry.audit_change.id) && css['isLate'])}
          style={{ left: `${left}%` }}
        />
      ))}
      {labelsOf(knots.filter(({ name }) => name !== '')).map(({ place: left, name }) => (
        <span key={name} className={css['name']} style={{ left: `${left}%` }}>
          {name}
        </span>
      ))}
      {ticksOf(span, zone).map(({ place: left, label }) =>
        left > 95 ? null : (
          <span key={left} className={css['tick']} style={{ left: `${left}%` }}>
            {label}
          </span>
        ),
      )}
      <span className={css['thumb']} style={{ left: `${thumb}%` }} data-now={shown === null ? '' : undefined}>
        <b />
      </span>
      <span className={cx(css['end'], !isLive && css['isGone'])} />
      <span className={css['endName']}>{isLive ? 'live' : 'now'}</span>
      {dragged !== null && (
        <span className={css['at']} style={{ left: `${Math.min(84, Math.max(10, thumb))}%` }}>
          {formatInstant(dragged, zone)}
        </span>
      )}
    </div>
  );
}

/** From where a version claims to be to when it was written. */
function Arc({
  from,
  to,
  label,
}: {
  readonly from: number;
  readonly to: number;
  readonly label: string;
}): ReactNode {
  const [left, right] = from < to ? [from, to] : [to, from];
  return (
    <>
      <svg
        className={css['arc']}
        style={{ left: `${left}%`, width: `${right - left}%` }}
        viewBox="0 0 100 24"
        preserveAspectRatio="none"
        aria-hidden="true"
      >
        <path d="M0 24C6 3 94 3 100 24" vectorEffect="non-scaling-stroke" />
      </svg>
      <i className={css['written']} style={{ left: `${to}%` }} />
      <span className={css['arcName']} style={to > 60 ? { right: 14 } : { left: `${to}%` }}>
        {label}
      </span>
    </>
  );
}
