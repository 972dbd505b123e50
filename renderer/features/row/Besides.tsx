import type { ReactNode } from 'react';
import type { TimelineEntry } from '@shared/domain/audit.ts';
import type { ResolvedRow } from '@shared/domain/row.ts';
import type { KeyChange } from '@shared/domain/rowHistory.ts';
import type { Zone } from '@renderer/lib/zone.ts';
import { ActorLink, RowLink, TransactionLink } from '@renderer/ui/links.tsx';
import { Absent, InstantLabel, OpMark } from '@renderer/ui/Marks.tsx';
import { Gutter } from './Gutter.tsx';
import css from './Life.module.css';

/** The row went to another key: its life goes on under that one. */
export function KeyLeft({
  change,
  row,
  zone,
}: {
  readonly change: KeyChange;
  readonly row: ResolvedRow;
  readonly zone: Zone;
}): ReactNode {
  return (
    <li className={css['item']} data-kind="left">
      <Gutter />
      <div className={css['body']}>
        <div className={css['line']}>
          <b>Key changed</b>
          <TransactionLink id={change.transaction_id}>
            <InstantLabel instant={change.captured_at} zone={zone} />
          </TransactionLink>
        </div>
        <p className="sub">
          {change.other_key === null ? (
            'to a key nothing recorded tells'
          ) : (
            <>
              its life goes on as <RowLink row={{ ...row, table_pk: change.other_key }} />
            </>
          )}
          {change.told_by === 'image' && ' (likely: told by an equal image)'}
        </p>
      </div>
    </li>
  );
}

/** A change recorded without the whole key, whose image names this row. */
export function Unresolved({
  entry,
  zone,
}: {
  readonly entry: TimelineEntry;
  readonly zone: Zone;
}): ReactNode {
  const { audit_change: change, transaction } = entry;
  return (
    <li className={css['item']} data-kind="unresolved">
      <Gutter />
      <div className={css['body']}>
        <div className={css['line']}>
          <OpMark op={change.op} />
          <TransactionLink id={transaction.id}>
            <InstantLabel instant={change.captured_at} zone={zone} />
          </TransactionLink>
        </div>
        <p>
          <ActorLink stored={transaction.actor_ref} />
        </p>
        <p className="sub">
          <Absent>recorded without the whole key</Absent> <span className="mono">{change.table_pk}</span>; its
          image names this row
        </p>
      </div>
    </li>
  );
}
