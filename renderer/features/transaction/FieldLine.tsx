import { ChevronDown, ChevronRight } from 'lucide-react';
import { useContext, type MouseEvent, type ReactNode } from 'react';
import { cx } from '@renderer/lib/cx.ts';
import { KeyOrdersContext, rowKey } from '@renderer/lib/rowKey.ts';
import { formatInstant, type Zone } from '@renderer/lib/zone.ts';
import { RowLink } from '@renderer/ui/links.tsx';
import { Absent, OpMark } from '@renderer/ui/Marks.tsx';
import { RowKey } from '@renderer/ui/RowKey.tsx';
import { AfterwardsCell } from './AfterwardsCell.tsx';
import css from './ChangeLines.module.css';
import type { EarlierImages } from './earlier.ts';
import type { Fates } from './fates.ts';
import type { Line } from './lines.ts';
import { AfterCell, BeforeCell } from './ValueCells.tsx';
import type { FactState } from './useFacts.ts';

interface FieldLineProps {
  readonly line: Extract<Line, { kind: 'field' }>;
  readonly zone: Zone;
  readonly fates: Fates | null;
  readonly state: FactState;
  readonly earlier: EarlierImages | null;
  readonly onToggle: () => void;
}

/** One field of a change; the first says which row. A press anywhere opens the change, but not on what leads elsewhere. */
export function FieldLine({ line, zone, fates, state, earlier, onToggle }: FieldLineProps): ReactNode {
  const { change, field, first, open } = line;
  const key = rowKey(change, useContext(KeyOrdersContext));
  const image = field === null ? null : (earlier?.of(change, field.name) ?? null);
  return (
    <div
      className={cx(css['cols'], css['field'], first && css['begins'], open && css['isOpen'])}
      onClick={(event) => {
        if (!isMeantElsewhere(event)) onToggle();
      }}
    >
      <span className={cx(first && css['knot'])} aria-hidden="true" />
      <span role="cell" title={`captured ${formatInstant(change.captured_at, zone)}`}>
        {first && <OpMark op={change.op} />}
      </span>
      <span role="cell" className={css['key']}>
        {first && (
          <RowLink row={change}>
            <RowKey change={change} fallback={<Absent>no key</Absent>} />
          </RowLink>
        )}
      </span>
      {field === null ? (
        <span role="cell" className={css['words']}>
          {line.words}
        </span>
      ) : (
        <>
          <span role="cell" className={css['name']}>
            {field.name}
          </span>
          <span role="cell" className={css['before']}>
            <BeforeCell field={field} newRow={first} earlier={image} zone={zone} />
          </span>
          <span role="cell" className={css['after']}>
            <AfterCell field={field} earlier={image} />
          </span>
        </>
      )}
      <span role="cell" className={css['afterwards']}>
        <AfterwardsCell change={change} field={field?.name ?? null} fates={fates} state={state} zone={zone} />
      </span>
      <span role="cell" className={css['toggle']}>
        {first && (
          <button
            type="button"
            aria-expanded={open}
            aria-label={`${change.op} ${key?.named ?? 'of a row without a key'}: the whole change`}
            data-change={change.id}
            onClick={onToggle}
          >
            {open ? (
              <ChevronDown size={13} aria-hidden="true" />
            ) : (
              <ChevronRight size={13} aria-hidden="true" />
            )}
          </button>
        )}
      </span>
    </div>
  );
}

/** On a link or button, or when text was just selected to be copied. */
function isMeantElsewhere({ target }: MouseEvent): boolean {
  if (target instanceof Element && target.closest('a, button') !== null) return true;
  return (window.getSelection()?.toString() ?? '') !== '';
}
