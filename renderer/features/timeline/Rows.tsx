import { memo, type MouseEvent, type ReactNode } from 'react';
import type { FindingCode } from '@shared/domain/integrity.ts';
import type { Chip } from '@renderer/lib/chips.ts';
import { actorView, tableText } from '@renderer/lib/change.ts';
import { cx } from '@renderer/lib/cx.ts';
import { formatCount, plural } from '@renderer/lib/format.ts';
import { describeDay, instantParts, type Zone } from '@renderer/lib/zone.ts';
import { Absent, OpMark } from '@renderer/ui/Marks.tsx';
import { RowKey } from '@renderer/ui/RowKey.tsx';
import { MarkIcons } from './marks/MarkIcons.tsx';
import type { ChangeRow, DayRow, FoldRow } from './rows.ts';
import { Thread, type LaneMark } from './Thread.tsx';
import css from './List.module.css';

export type OnPivot = (chip: Chip, how: 'only' | 'narrow' | 'exclude') => void;

interface ChangeLineProps {
  readonly row: ChangeRow;
  readonly top: number;
  readonly index: number;
  readonly selected: boolean;
  readonly lane: LaneMark | null;
  readonly marks: readonly FindingCode[] | undefined;
  readonly zone: Zone;
  readonly onSelect: (id: string) => void;
  readonly onPivot: OnPivot;
}

/** One change. Within a transaction what repeats is a ditto mark; the value stays for readers and on hover. */
export const ChangeLine = memo(function ChangeLine(props: ChangeLineProps): ReactNode {
  const { row, top, index, selected, lane, marks, zone, onSelect, onPivot } = props;
  const { audit_change: change, transaction, action } = row.entry;
  const parts = instantParts(change.captured_at, zone);
  return (
    <div
      role="row"
      id={`change-${change.id}`}
      aria-rowindex={index + 2}
      aria-selected={selected}
      className={cx(css['tr'], !row.up && css['first'])}
      style={{ transform: `translateY(${top}px)` }}
      onClick={() => onSelect(change.id)}
    >
      <span className={css['thread']}>
        <Thread
          up={row.up}
          down={row.down}
          knot={marks?.includes('written_later') === true ? 'later' : 'change'}
          lane={lane}
        />
      </span>
      <span role="gridcell" className={css['time']}>
        {parts === null ? (
          change.captured_at
        ) : (
          <>
            {parts.time}
            <i>.{parts.micros}</i>
          </>
        )}
      </span>
      <span role="gridcell">
        <OpMark op={change.op} />
      </span>
      <span role="gridcell">
        <PivotLink chip={{ key: 'table', not: false, value: tableText(change) }} onPivot={onPivot}>
          <span className={css['schema']}>{change.table_schema}.</span>
          {change.table_name}
        </PivotLink>
      </span>
      <span role="gridcell">
        <RowKey change={change} fallback={<Absent>no key</Absent>} />
      </span>
      <span role="gridcell" className={css['fields']}>
        <Fields op={change.op} fields={change.changed_fields} />
      </span>
      <Repeatable repeats={row.up}>
        <ActorCell stored={transaction.actor_ref} onPivot={onPivot} />
      </Repeatable>
      <Repeatable repeats={row.up} optional>
        {action === null ? <span className={css['words']}>none linked</span> : action.name}
      </Repeatable>
      <Repeatable repeats={row.up} optional>
        {action?.correlation_id == null ? (
          <span className={css['words']}>none</span>
        ) : (
          <PivotLink
            chip={{ key: 'correlation_id', not: false, value: action.correlation_id }}
            onPivot={onPivot}
          >
            <span className={css['small']}>{action.correlation_id}</span>
          </PivotLink>
        )}
      </Repeatable>
      <span role="gridcell" className={css['marks']}>
        {marks !== undefined && <MarkIcons codes={marks} />}
      </span>
    </div>
  );
});

function Repeatable({
  repeats,
  optional = false,
  children,
}: {
  readonly repeats: boolean;
  readonly optional?: boolean;
  readonly children: ReactNode;
}): ReactNode {
  if (!repeats)
    return (
      <span role="gridcell" className={cx(optional && css['opt'])}>
        {children}
      </span>
    );
  return (
    <span role="gridcell" className={cx(css['ditto'], optional && css['opt'])} title="the same transaction">
      <span aria-hidden="true">″</span>
      <span className="sr">{children}</span>
    </span>
  );
}

const FIELDS_SHOWN = 4;

function Fields({
  op,
  fields,
}: {
  readonly op: string;
  readonly fields: readonly string[] | null;
}): ReactNode {
  if (op === 'insert') return <span className={css['words']}>new row</span>;
  if (op === 'delete') return <span className={css['words']}>row removed</span>;
  const names = fields ?? [];
  if (names.length === 0)
    return (
      <span className={css['words']} title="It changed nothing, or only columns the policy excludes.">
        no field recorded
      </span>
    );
  return (
    <span title={names.join(', ')}>
      {names.slice(0, FIELDS_SHOWN).join(', ')}
      {names.length > FIELDS_SHOWN && <span>+{names.length - FIELDS_SHOWN}</span>}
    </span>
  );
}

function ActorCell({
  stored,
  onPivot,
}: {
  readonly stored: string | null;
  readonly onPivot: OnPivot;
}): ReactNode {
  const actor = actorView(stored);
  switch (actor.state) {
    case 'not_recorded':
      return (
        <PivotLink chip={{ key: 'no_actor', not: false, value: '' }} onPivot={onPivot}>
          <span className={css['words']}>not recorded</span>
        </PivotLink>
      );
    case 'anonymous':
      return (
        <PivotLink chip={{ key: 'actor', not: false, value: 'anonymous' }} onPivot={onPivot}>
          anonymous
        </PivotLink>
      );
    case 'identified':
      return (
        <PivotLink chip={{ key: 'actor', not: false, value: actor.text }} onPivot={onPivot}>
          {actor.text}
        </PivotLink>
      );
    case 'unreadable':
      return <span className={css['small']}>{actor.text}</span>;
  }
}

interface PivotLinkProps {
  readonly chip: Chip;
  readonly onPivot: OnPivot;
  readonly children: ReactNode;
}

/** A value that leads to its own question. The pane of the selected change offers the same to the keyboard. */
function PivotLink({ chip, onPivot, children }: PivotLinkProps): ReactNode {
  const onClick = (event: MouseEvent): void => {
    event.stopPropagation();
    onPivot(chip, event.altKey ? 'narrow' : event.shiftKey ? 'exclude' : 'only');
  };
  const name = chip.key === 'no_actor' ? 'actor not recorded' : chip.value;
  return (
    <button
      type="button"
      tabIndex={-1}
      className={css['pivot']}
      title={`${name}\nclick: only this · Alt: narrow · Shift: exclude`}
      onClick={onClick}
    >
      {children}
    </button>
  );
}

interface FoldLineProps {
  readonly row: FoldRow;
  readonly top: number;
  readonly index: number;
  readonly lane: LaneMark | null;
  readonly onUnfold: (transaction: string) => void;
}

export function FoldLine({ row, top, index, lane, onUnfold }: FoldLineProps): ReactNode {
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      className={cx(css['tr'], css['fold'])}
      style={{ transform: `translateY(${top}px)` }}
    >
      <span className={css['thread']}>
        <Thread up={row.of === 'transaction'} down={false} knot="fold" lane={lane} />
      </span>
      <span role="gridcell" className={css['wide']}>
        <button type="button" tabIndex={-1} className="lk" onClick={() => onUnfold(row.transaction)}>
          {formatCount(row.hidden)} more {row.hidden === 1 ? 'row' : 'rows'} of this {row.of}
        </button>
        <span className="dim">
          {row.table !== null && ` · all ${row.table}`}
          {row.fields !== null && (
            <>
              {' · all '}
              <span className="mono">{row.fields}</span>
            </>
          )}
          {` · ${formatCount(row.hidden + row.shown)} loaded`}
        </span>
      </span>
    </div>
  );
}

export function DayLine({
  row,
  top,
  today,
  index,
}: {
  readonly row: DayRow;
  readonly top: number | null;
  readonly today: string;
  readonly index: number;
}): ReactNode {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(row.date) ? describeDay(row.date, today) : null;
  const count = `${plural(row.changes, 'change')} in ${plural(row.transactions, 'transaction')}`;
  return (
    <div
      {...(top === null ? { 'aria-hidden': true } : { role: 'row', 'aria-rowindex': index + 2 })}
      className={css['day']}
      style={top === null ? {} : { transform: `translateY(${top}px)` }}
    >
      <div {...(top === null ? {} : { role: 'gridcell' })}>
        <b>{day?.name ?? row.date}</b>
        {day !== null && (
          <span>
            {day.year} · {day.ago}
          </span>
        )}
        <span className={css['end']}>{row.complete ? count : `${count} loaded so far`}</span>
      </div>
    </div>
  );
}
