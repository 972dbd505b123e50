import type { CSSProperties, ReactNode } from 'react';
import type { Zone } from '@renderer/lib/zone.ts';
import { placeOf, type Axis } from './axis.ts';
import css from './Histogram.module.css';
import { loadedWords, type Loaded } from './loaded.ts';

interface LaneProps {
  readonly axis: Axis;
  readonly loaded: Loaded;
  readonly total: number | null;
  readonly zone: Zone;
}

/** The thread below the bars: solid where the list is loaded, dashed where it is not yet. */
export function Lane({ axis, loaded, total, zone }: LaneProps): ReactNode {
  const newest = placeOf(axis, loaded.newest);
  const oldest = placeOf(axis, loaded.oldest);
  return (
    <div className={css['lane']}>
      {loaded.older && <i className={css['open']} style={stretch(0, oldest)} />}
      {loaded.newer && <i className={css['open']} style={stretch(newest, 1)} />}
      <i className={css['solid']} style={stretch(oldest, newest)} />
      <i className={css['knot']} style={{ left: percent(oldest) }} />
      <i className={css['knot']} style={{ left: percent(newest) }} />
      <span style={wordsPlace(oldest, newest)}>{loadedWords(loaded, total, zone)}</span>
    </div>
  );
}

function stretch(from: number, to: number): CSSProperties {
  return { left: percent(from), width: percent(Math.max(0, to - from)) };
}

/** Beside the thread where there is room, else over its end. */
function wordsPlace(oldest: number, newest: number): CSSProperties {
  if (newest < 0.68) return { left: `calc(${percent(newest)} + 10px)` };
  return oldest > 0.32 ? { right: `calc(${percent(1 - oldest)} + 10px)` } : { right: 0 };
}

function percent(share: number): string {
  return `${100 * share}%`;
}
