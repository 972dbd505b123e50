import type { UseQueryResult } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import type { RelatedRow, RelatedRows, Relation } from '@shared/domain/relatedRows.ts';
import { tableText } from '@renderer/lib/change.ts';
import { formatCount } from '@renderer/lib/format.ts';
import { formatInstant, formatShort, type Zone } from '@renderer/lib/zone.ts';
import { Answer } from '@renderer/ui/Answer.tsx';
import { ActorLink, RowLink, TransactionLink } from '@renderer/ui/links.tsx';
import { Absent, OpMark } from '@renderer/ui/Marks.tsx';
import { Part } from './Part.tsx';
import css from './Related.module.css';
import { relationWords } from './words.ts';

/** Rows shown of one foreign key before the rest is asked for. */
const FEW = 5;

/** Rows this one points to, and rows that point here. */
export function Related({
  query,
  zone,
}: {
  readonly query: UseQueryResult<RelatedRows>;
  readonly zone: Zone;
}): ReactNode {
  return (
    <Part title="Related rows" second="by the foreign keys of now">
      <Answer query={query} what="the related rows" lines={8}>
        {(related) => <Relations related={related} zone={zone} />}
      </Answer>
    </Part>
  );
}

function Relations({ related, zone }: { readonly related: RelatedRows; readonly zone: Zone }): ReactNode {
  const { relations, values_from: from, message, truncated, searched } = related;
  return (
    <>
      {from !== 'live' && (
        <p className={css['note']}>
          {from === 'captured' ? 'Followed from its last captured image' : 'Nothing to follow from'}
          {message !== null && `: ${message}`}.
        </p>
      )}
      {relations.length === 0 && (
        <p className="dim">
          No foreign key begins or ends at this table now. Links without one are not found.
        </p>
      )}
      {relations.map((relation) => (
        <RelationOf key={`${relation.direction} ${relation.constraint}`} relation={relation} zone={zone} />
      ))}
      <p className={css['note']}>
        {truncated && 'There are more foreign keys than were followed. '}
        {from !== 'nowhere' &&
          relations.some(({ direction }) => direction === 'referenced_by') &&
          (searched === null
            ? 'Images that pointed here were looked for in the whole trail.'
            : `Images that pointed here were looked for in the newest ${formatCount(searched)} changes.`)}
      </p>
    </>
  );
}

function RelationOf({ relation, zone }: { readonly relation: Relation; readonly zone: Zone }): ReactNode {
  const [all, setAll] = useState(false);
  const { direction, rows, own_columns, other_columns, message, on_delete, constraint } = relation;
  const outward = direction === 'references';
  const columns = (outward ? own_columns : other_columns).join(', ');
  const shown = all ? rows : rows.slice(0, FEW);
  return (
    <section
      className={css['relation']}
      aria-label={`${constraint}, ${outward ? 'points to' : 'pointed to by'}`}
    >
      <h3 title={`${constraint}, on delete ${on_delete}`}>
        <span aria-hidden="true" className={css['arrow']}>
          {outward ? '→' : '←'}
        </span>
        <span className="ell">
          <Link to="/timeline" search={{ table: [tableText(relation)] }} className="lk">
            <span className="dim">{relation.table_schema}.</span>
            {relation.table_name}
          </Link>{' '}
          <span className="dim">{columns}</span>
        </span>
        <span className={css['count']}>{relationWords(relation)}</span>
      </h3>
      {message !== null && <p className={css['note']}>{message}</p>}
      <ul>
        {shown.map((row, at) => (
          <li key={row.table_pk ?? at}>
            <RowOf row={row} zone={zone} relation={relation} />
          </li>
        ))}
        {rows.length > shown.length && (
          <li>
            <button type="button" className="lk" onClick={() => setAll(true)}>
              {formatCount(rows.length - shown.length)} more
            </button>
          </li>
        )}
      </ul>
    </section>
  );
}

function RowOf({
  row,
  relation,
  zone,
}: {
  readonly row: RelatedRow;
  readonly relation: Relation;
  readonly zone: Zone;
}): ReactNode {
  const { table_pk, last_change: last, found_by } = row;
  const leaf = tableText(row) === tableText(relation) ? '' : `${tableText(row)} `;
  return (
    <>
      {leaf !== '' && <span className="dim">{leaf}</span>}
      {table_pk === null ? (
        <Absent>no key capture could resolve</Absent>
      ) : (
        <RowLink row={{ ...row, table_pk }} />
      )}
      {found_by === 'key' && <span className="dim">not found live</span>}
      {found_by === 'captured' && <span className="dim">by an image of then</span>}
      <span className={css['last']}>
        {last === null ? (
          <span className="dim">never captured</span>
        ) : (
          <>
            <ActorLink stored={last.actor_ref} />
            <OpMark op={last.op} />
            <TransactionLink id={last.transaction_id}>
              <span title={`last captured change ${formatInstant(last.captured_at, zone)}`}>
                {formatShort(last.captured_at, zone)}
              </span>
            </TransactionLink>
          </>
        )}
      </span>
    </>
  );
}
