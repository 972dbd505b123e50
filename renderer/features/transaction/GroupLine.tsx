import { ChevronDown, ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { cx } from '@renderer/lib/cx.ts';
import { formatCount } from '@renderer/lib/format.ts';
import { formatInstant, type Zone } from '@renderer/lib/zone.ts';
import { InstantLabel, OpMark } from '@renderer/ui/Marks.tsx';
import css from './ChangeLines.module.css';
import type { TableGroup } from './lines.ts';

interface GroupLineProps {
  readonly group: TableGroup;
  readonly open: boolean;
  readonly listed: number;
  readonly zone: Zone;
  readonly onToggle: () => void;
}

/** A table, what was done to it and when: the captured times of its changes are folded into it. */
export function GroupLine({ group, open, listed, zone, onToggle }: GroupLineProps): ReactNode {
  const { first, last, changes } = group;
  return (
    <div role="cell" className={css['groupCell']}>
      <button type="button" className={css['group']} aria-expanded={open} onClick={onToggle}>
        {open ? <ChevronDown size={14} aria-hidden="true" /> : <ChevronRight size={14} aria-hidden="true" />}
        <span>
          <span className="dim">{group.schema}.</span>
          <b>{group.name}</b>
        </span>
        {group.ops.map(([op, count]) => (
          <span key={op} className={css['ops']}>
            <OpMark op={op} /> {formatCount(count)}
          </span>
        ))}
        <span className={cx(css['names'], 'ell', 'grow')}>{group.fields.join(', ')}</span>
        {listed < changes.length && (
          <span className={css['listed']}>
            {formatCount(listed)} of {formatCount(changes.length)} shown
          </span>
        )}
        <span
          className={css['span']}
          title={
            changes.length === 1
              ? formatInstant(first, zone)
              : `${formatInstant(first, zone)} to ${formatInstant(last, zone)}`
          }
        >
          captured <InstantLabel instant={first} zone={zone} part="time" />
          {changes.length > 1 && (
            <>
              {' '}
              to <InstantLabel instant={last} zone={zone} part="time" />
            </>
          )}
        </span>
      </button>
    </div>
  );
}
