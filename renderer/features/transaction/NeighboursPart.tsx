import { Link } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import type { Neighbours, RowNeighbours, RowTouch } from '@shared/domain/neighbours.ts';
import { cx } from '@renderer/lib/cx.ts';
import { formatCount, plural } from '@renderer/lib/format.ts';
import { formatShort, formatInstant, type Zone } from '@renderer/lib/zone.ts';
import { Segmented } from '@renderer/ui/Button.tsx';
import { RowLink, TransactionLink } from '@renderer/ui/links.tsx';
import { OpMark } from '@renderer/ui/Marks.tsx';
import { HeavyAnswer } from './HeavyAnswer.tsx';
import { absentWords, neighbourList, touchText, type Neighbour } from './neighbourList.ts';
import { Part } from './Part.tsx';
import css from './SidePane.module.css';
import type { Heavy } from './useHeavy.ts';

const KINDS = [
  { value: 'actor', label: 'Actor' },
  { value: 'correlation', label: 'Correlation' },
  { value: 'row', label: 'Rows' },
] as const;
type Kind = (typeof KINDS)[number]['value'];

/** What lies nearest before and after: of the same actor, of the same correlation, at the same rows. */
export function NeighboursPart({
  heavy,
  zone,
}: {
  readonly heavy: Heavy<Neighbours>;
  readonly zone: Zone;
}): ReactNode {
  const [kind, setKind] = useState<Kind>('actor');
  return (
    <Part
      title="Neighbours"
      tools={<Segmented label="Neighbours by" value={kind} options={KINDS} onChange={setKind} />}
    >
      <div className={css['neighbours']}>
        <HeavyAnswer heavy={heavy} what="the neighbours" lines={9}>
          {(answer) => <List answer={answer} kind={kind} zone={zone} />}
        </HeavyAnswer>
      </div>
    </Part>
  );
}

function List({
  answer,
  kind,
  zone,
}: {
  readonly answer: Neighbours;
  readonly kind: Kind;
  readonly zone: Zone;
}): ReactNode {
  if (kind === 'row') return <Rows answer={answer.by_row} zone={zone} />;
  const beside = kind === 'actor' ? answer.by_actor : answer.by_correlation;
  const absent = absentWords(beside.state);
  if (absent !== null) return <p className={css['note']}>{absent}</p>;
  const list = neighbourList(beside, answer.transaction);
  return (
    <ol className={cx(css['knots'], kind === 'actor' ? css['dotted'] : css['dashed'])}>
      {list.map((one) => (
        <Knot key={one.id} one={one} zone={zone} />
      ))}
      {list.length === 1 && <li className={css['alone']}>No other transaction of it is here.</li>}
    </ol>
  );
}

function Knot({ one, zone }: { readonly one: Neighbour; readonly zone: Zone }): ReactNode {
  return (
    <li data-here={one.here ? '' : undefined} title={formatInstant(one.at, zone)}>
      {one.here ? (
        <b aria-current="true">this transaction</b>
      ) : (
        <TransactionLink id={one.id}>{formatShort(one.at, zone)}</TransactionLink>
      )}
      <span className="ell" title={one.text}>
        {one.text}
      </span>
      <span className={css['end']}>{one.distance}</span>
    </li>
  );
}

function Rows({
  answer: { entries, rows, unresolved },
  zone,
}: {
  readonly answer: Neighbours['by_row'];
  readonly zone: Zone;
}): ReactNode {
  const more = rows - entries.length;
  return (
    <>
      <ul className={css['touches']}>
        {entries.map((row) => (
          <li key={`${row.table_schema}.${row.table_name} ${row.table_pk}`}>
            <RowName row={row} />
            <Touch touch={row.previous} side="before" zone={zone} />
            <Touch touch={row.next} side="after" zone={zone} />
          </li>
        ))}
      </ul>
      {more > 0 && <p className={css['more']}>{formatCount(more)} more rows were not looked up.</p>}
      {unresolved > 0 && (
        <p className={css['more']}>
          {plural(unresolved, 'change')} without a resolved key: their rows cannot be followed.
        </p>
      )}
      {rows === 0 && unresolved === 0 && <p className={css['note']}>No row was touched.</p>}
    </>
  );
}

function RowName({ row }: { readonly row: RowNeighbours }): ReactNode {
  return (
    <span className={css['rowName']}>
      {row.table_schema}.{row.table_name} <RowLink row={row} />
    </span>
  );
}

function Touch({
  touch,
  side,
  zone,
}: {
  readonly touch: RowTouch | null;
  readonly side: 'before' | 'after';
  readonly zone: Zone;
}): ReactNode {
  return (
    <span className={css['touch']}>
      <span className="dim">{side}</span>
      {touch === null ? (
        <span className="dim">{touchText(touch, side)}</span>
      ) : (
        <>
          <OpMark op={touch.op} />
          <Link
            to="/transaction/$id"
            params={{ id: touch.transaction.id }}
            className="lk"
            title={formatInstant(touch.captured_at, zone)}
          >
            {formatShort(touch.captured_at, zone)}
          </Link>
        </>
      )}
    </span>
  );
}
