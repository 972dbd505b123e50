import { ChevronDown, ChevronRight } from 'lucide-react';
import { useMemo, useState, type ReactNode } from 'react';
import type { AuditChange } from '@shared/domain/audit.ts';
import type { RelatedRow, RelatedRows, Relation } from '@shared/domain/relatedRows.ts';
import type { RowAddress } from '@shared/domain/row.ts';
import { formatCount } from '@renderer/lib/format.ts';
import { tableText } from '@renderer/lib/change.ts';
import { isResolved } from '@renderer/lib/rowKey.ts';
import { formatShort, type Zone } from '@renderer/lib/zone.ts';
import { Button } from '@renderer/ui/Button.tsx';
import { RowLink } from '@renderer/ui/links.tsx';
import { OpMark } from '@renderer/ui/Marks.tsx';
import { RowKey } from '@renderer/ui/RowKey.tsx';
import { HeavyAnswer } from './HeavyAnswer.tsx';
import { Part } from './Part.tsx';
import css from './SidePane.module.css';
import { useHeavy } from './useHeavy.ts';

/** Rows offered at a time. */
const STEP = 5;
/** Of one foreign key, rows named before the rest is only counted. */
const NAMED = 5;

interface RelatedPartProps {
  readonly source: string;
  readonly changes: readonly AuditChange[];
  readonly zone: Zone;
}

/** Rows reached from those it touched by foreign keys: each is read when it is opened, a single one at once. */
export function RelatedPart({ source, changes, zone }: RelatedPartProps): ReactNode {
  const rows = useMemo(() => touchedRows(changes), [changes]);
  const [shown, setShown] = useState(STEP);
  if (rows.length === 0)
    return (
      <Part title="Related rows">
        <p className={css['note']}>
          {changes.length === 0 ? 'No row was touched.' : 'No touched row has a resolved key to follow.'}
        </p>
      </Part>
    );
  return (
    <Part title="Related rows" second="by foreign keys">
      <ul className={css['related']}>
        {rows.slice(0, shown).map((row) => (
          <Related
            key={`${tableText(row)} ${row.table_pk}`}
            source={source}
            row={row}
            alone={rows.length === 1}
            zone={zone}
          />
        ))}
      </ul>
      {rows.length > shown && (
        <Button variant="ghost" onClick={() => setShown(shown + STEP * 2)}>
          {formatCount(rows.length - shown)} more
        </Button>
      )}
    </Part>
  );
}

/** Pure: each row once, in the order they were written. */
export function touchedRows(changes: readonly AuditChange[]): readonly RowAddress[] {
  const rows = new Map<string, RowAddress>();
  for (const change of changes.toReversed()) {
    const { table_schema, table_name, table_pk } = change;
    if (isResolved(table_pk))
      rows.set(`${tableText(change)} ${table_pk}`, { table_schema, table_name, table_pk });
  }
  return [...rows.values()];
}

interface RelatedProps {
  readonly source: string;
  readonly row: RowAddress;
  readonly alone: boolean;
  readonly zone: Zone;
}

function Related({ source, row, alone, zone }: RelatedProps): ReactNode {
  const [open, setOpen] = useState(alone);
  return (
    <li>
      <button
        type="button"
        className={css['opener']}
        aria-expanded={open}
        onClick={() => setOpen((before) => !before)}
      >
        {open ? <ChevronDown size={13} aria-hidden="true" /> : <ChevronRight size={13} aria-hidden="true" />}
        <span className="ell">
          {tableText(row)} <RowKey change={row} fallback={row.table_pk} />
        </span>
      </button>
      {open && <RelatedOf source={source} row={row} zone={zone} />}
    </li>
  );
}

function RelatedOf({ source, row, zone }: Omit<RelatedProps, 'alone'>): ReactNode {
  const request = useMemo(() => ({ source, table: tableText(row), pk: row.table_pk }), [source, row]);
  const heavy = useHeavy('rows.related', request);
  return (
    <div className={css['relations']}>
      <HeavyAnswer heavy={heavy} what="the related rows" lines={3}>
        {(answer) => <Relations answer={answer} zone={zone} />}
      </HeavyAnswer>
    </div>
  );
}

function Relations({ answer, zone }: { readonly answer: RelatedRows; readonly zone: Zone }): ReactNode {
  const { relations, values_from, message, truncated, searched } = answer;
  return (
    <>
      {values_from !== 'live' && (
        <p className={css['more']}>
          {values_from === 'captured' ? 'By its last captured image. ' : 'Its values are not known. '}
          {message}
        </p>
      )}
      {relations.length === 0 && (
        <p className={css['more']}>No foreign key of the live schema leads from here or to here.</p>
      )}
      {relations.map((relation) => (
        <OneRelation key={`${relation.direction} ${relation.constraint}`} relation={relation} zone={zone} />
      ))}
      {truncated && <p className={css['more']}>There are more foreign keys than were followed.</p>}
      {searched !== null && relations.length > 0 && (
        <p className={css['more']}>
          Captured images: the newest {formatCount(searched)} changes were searched.
        </p>
      )}
    </>
  );
}

function OneRelation({ relation, zone }: { readonly relation: Relation; readonly zone: Zone }): ReactNode {
  const { direction, own_columns, other_columns, rows, truncated, live, message } = relation;
  const out = direction === 'references';
  const more = rows.length - NAMED;
  return (
    <div className={css['relation']}>
      <p title={relation.constraint}>
        <span aria-hidden="true">{out ? '→' : '←'}</span>
        <span className="sr">{out ? 'points to' : 'pointed to by'}</span> {tableText(relation)}{' '}
        <span className="mono dim">{(out ? own_columns : other_columns).join(', ')}</span>
      </p>
      {rows.length === 0 && (
        <p className={css['more']}>{live ? 'no row' : (message ?? 'its live rows were not read')}</p>
      )}
      <ul>
        {rows.slice(0, NAMED).map((row, at) => (
          <li key={row.table_pk ?? at}>
            <OneRow row={row} zone={zone} />
          </li>
        ))}
      </ul>
      {(more > 0 || truncated) && (
        <p className={css['more']}>{truncated ? 'more rows than are listed' : `${formatCount(more)} more`}</p>
      )}
    </div>
  );
}

const FOUND: Readonly<Record<RelatedRow['found_by'], string | null>> = {
  live: null,
  key: 'not found live',
  captured: 'by a captured image',
};

function OneRow({ row, zone }: { readonly row: RelatedRow; readonly zone: Zone }): ReactNode {
  const { table_schema, table_name, table_pk, last_change: last, found_by } = row;
  const found = FOUND[found_by];
  return (
    <>
      {table_pk === null ? (
        <span className="dim">without a key</span>
      ) : (
        <RowLink row={{ table_schema, table_name, table_pk }} />
      )}
      {found !== null && <span className="dim">{found}</span>}
      <span className={css['end']}>
        {last === null ? (
          'no captured change'
        ) : (
          <>
            <OpMark op={last.op} /> {formatShort(last.captured_at, zone)}
          </>
        )}
      </span>
    </>
  );
}
