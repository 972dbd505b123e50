import type { ReactNode } from 'react';
import { spanText } from '@renderer/features/actor/burstText.ts';
import { actorView } from '@renderer/lib/change.ts';
import { cx } from '@renderer/lib/cx.ts';
import { plural } from '@renderer/lib/format.ts';
import { instantParts, type Zone } from '@renderer/lib/zone.ts';
import type { LoadedBurst } from './bursts.ts';
import css from './List.module.css';

interface BurstLineProps {
  readonly burst: LoadedBurst;
  readonly top: number;
  readonly index: number;
  readonly zone: Zone;
}

/** Whose burst it is, how much it holds, and its span of captured writes. */
export function BurstLine({ burst, top, index, zone }: BurstLineProps): ReactNode {
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      className={cx(css['tr'], css['burst'])}
      style={{ transform: `translateY(${top}px)` }}
      title="Activity burst: matching changes of one actor without half an hour between two of them"
    >
      <span />
      <span role="gridcell" className={css['wide']}>
        <b>{burstActor(burst)}</b> {burstWords(burst, zone)}
      </span>
    </div>
  );
}

function burstActor({ actor }: LoadedBurst): string {
  const view = actorView(actor);
  if (view.state === 'not_recorded') return 'actor not recorded';
  return view.state === 'anonymous' ? 'anonymous' : view.text;
}

/** Pure: what is loaded of it, and between which captured writes. */
export function burstWords(burst: LoadedBurst, zone: Zone): string {
  const { entries, transactions, start, end, open } = burst;
  const many = `${plural(entries.length, 'change')} in ${plural(transactions, 'transaction')}`;
  const clock = (at: string): string => instantParts(at, zone)?.time ?? at;
  const days = instantParts(start, zone)?.date === instantParts(end, zone)?.date ? '' : ' (next day)';
  const length = spanText(start, end);
  const span = `span of captured writes ${clock(start)} → ${clock(end)}${days}${length === null ? '' : `, ${length}`}`;
  return `· ${many}${open ? ' loaded so far' : ''} · ${span}`;
}
