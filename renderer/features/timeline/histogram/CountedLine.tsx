import type { ReactNode } from 'react';
import { formatCount, plural } from '@renderer/lib/format.ts';
import { formatClock, type Zone } from '@renderer/lib/zone.ts';
import { useLate } from '@renderer/ui/useLate.ts';
import { widthWords } from './axis.ts';
import { countedIn } from './bars.ts';
import css from './Histogram.module.css';
import type { Counted, HistogramReading } from './useHistogram.ts';

interface CountedLineProps {
  readonly reading: HistogramReading;
  readonly ready: boolean;
  readonly zone: Zone;
}

/** How much is drawn, counted when and how exactly; and what to do while that takes long. */
export function CountedLine({ reading, ready, zone }: CountedLineProps): ReactNode {
  const { counted, counting, stopped, error, stop, again } = reading;
  const late = useLate(counting);
  const seconds = counted?.histogram.bucket_seconds ?? null;
  return (
    <span className={css['said']} data-testid="histogram-said">
      {counted !== null && (
        <>
          <b>{amountWords(counted)}</b>
          <span className="dim">
            {seconds !== null && ` · per ${widthWords(seconds)}`} · {howWords(counted, zone)}
          </span>
        </>
      )}
      {counted === null && error === null && !stopped && (
        <span className="dim">{ready ? 'counting over time' : 'counted after the list'}</span>
      )}
      {counting && late !== null && (
        <span className="dim">
          {counted === null ? `for ${late} s` : `exactly, for ${late} s`}{' '}
          <button type="button" className="lk" onClick={stop}>
            Stop
          </button>
        </span>
      )}
      {ready && (stopped || error !== null) && (
        <span className={error === null ? 'dim' : css['failed']} title={error?.hint ?? undefined}>
          {error === null ? 'counting was stopped' : `not counted: ${error.message}`}{' '}
          <button type="button" className="lk" onClick={again}>
            Count again
          </button>
        </span>
      )}
    </span>
  );
}

/** Pure: an estimate says so. */
export function amountWords({ histogram }: Counted): string {
  const total = countedIn(histogram);
  return histogram.approximate === null ? plural(total, 'change') : `about ${formatCount(total)} (estimate)`;
}

/** Pure: by which means, when, and what no bucket can hold. */
export function howWords({ histogram, at }: Counted, zone: Zone): string {
  const { approximate, unplaced } = histogram;
  const how = approximate === null ? 'counted' : `from ${approximate.percent} % of the blocks, read`;
  const beyond = unplaced === 0 ? '' : `, ${formatCount(unplaced)} more at times no calendar holds`;
  return `${how} at ${formatClock(at, zone)}${beyond}`;
}
