import { Link, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { TimelineEntry } from '@shared/domain/audit.ts';
import { actorView, tableText } from '@renderer/lib/change.ts';
import type { Chip } from '@renderer/lib/chips.ts';
import { shortId } from '@renderer/lib/format.ts';
import { isResolved } from '@renderer/lib/rowKey.ts';
import { formatInstant, type Zone } from '@renderer/lib/zone.ts';
import { CopyButton } from '@renderer/ui/Copyable.tsx';
import { Meta } from '@renderer/ui/Meta.tsx';
import { RowLink } from '@renderer/ui/links.tsx';
import { Absent } from '@renderer/ui/Marks.tsx';
import css from './DetailPane.module.css';
import type { OnPivot } from './Rows.tsx';

interface FactsProps {
  readonly entry: TimelineEntry;
  readonly zone: Zone;
  readonly onPivot: OnPivot;
}

/** Who, which row, which transaction: each a link to its own question, each copied with one click. */
export function Facts({ entry, zone, onPivot }: FactsProps): ReactNode {
  const { audit_change: change, transaction, action } = entry;
  const table = tableText(change);
  const { from, to } = useSearch({ from: '/timeline' });
  return (
    <dl className={css['facts']}>
      <dt>Row</dt>
      <dd>
        {isResolved(change.table_pk) ? null : <Absent>key not resolved</Absent>}
        <RowLink row={change}>
          <span className="mono">{change.table_pk}</span>
        </RowLink>
        <CopyButton text={change.table_pk} what="row key" />
        <PivotEnd chip={{ key: 'table', not: false, value: table }} onPivot={onPivot}>
          this table →
        </PivotEnd>
      </dd>
      <dt>Actor</dt>
      <ActorFact stored={transaction.actor_ref} onPivot={onPivot} />
      <dt>Transaction</dt>
      <dd>
        <Link
          to="/transaction/$id"
          params={{ id: transaction.id }}
          className="lk mono"
          title={transaction.id}
        >
          {shortId(transaction.id)}
        </Link>
        <CopyButton text={transaction.id} what="transaction id" />
        <span className={css['line']}>
          first write {formatInstant(transaction.occurred_at, zone)}
          <br />
          txid {transaction.txid}
        </span>
      </dd>
      <dt>Action</dt>
      <dd>
        {action === null ? (
          <span className="dim">none linked</span>
        ) : (
          <>
            {action.name}
            {action.status !== 'ok' && <Absent>status {action.status}</Absent>}
          </>
        )}
      </dd>
      {action?.correlation_id != null && (
        <>
          <dt>Correlation</dt>
          <dd>
            <Pivot
              chip={{ key: 'correlation_id', not: false, value: action.correlation_id }}
              onPivot={onPivot}
            >
              <span className="mono">{action.correlation_id}</span>
            </Pivot>
            <CopyButton text={action.correlation_id} what="correlation id" />
          </dd>
        </>
      )}
      <dt>Source</dt>
      <dd>{transaction.source ?? <span className="dim">none recorded</span>}</dd>
      <dt>Meta</dt>
      <dd>
        {transaction.meta === null ? (
          <span className="dim">none recorded</span>
        ) : (
          <Meta text={transaction.meta} within={{ from, to }} />
        )}
      </dd>
    </dl>
  );
}

export function ActorFact({
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
        <dd>
          <Pivot chip={{ key: 'no_actor', not: false, value: '' }} onPivot={onPivot}>
            not recorded
          </Pivot>
          <span className={css['line']}>nobody told capture who; that is not the same as anonymous</span>
        </dd>
      );
    case 'anonymous':
    case 'identified': {
      const text = actor.state === 'anonymous' ? 'anonymous' : actor.text;
      return (
        <dd>
          <span className={css['withEnd']}>
            <Pivot chip={{ key: 'actor', not: false, value: text }} onPivot={onPivot}>
              {text}
            </Pivot>
            <CopyButton text={text} what="actor" />
            <PivotEnd chip={{ key: 'actor', not: false, value: text }} onPivot={onPivot}>
              this actor →
            </PivotEnd>
          </span>
          <span className={css['line']}>set by the application (unverified)</span>
        </dd>
      );
    }
    case 'unreadable':
      return (
        <dd>
          <span className="mono">{actor.text}</span>
          <span className={css['line']}>does not read as an actor; shown as stored</span>
        </dd>
      );
  }
}

interface PivotProps {
  readonly chip: Chip;
  readonly onPivot: OnPivot;
  readonly children: ReactNode;
}

function Pivot({ chip, onPivot, children }: PivotProps): ReactNode {
  return (
    <button
      type="button"
      className="lk"
      title="click: only this · Alt: narrow · Shift: exclude"
      onClick={(event) => onPivot(chip, event.altKey ? 'narrow' : event.shiftKey ? 'exclude' : 'only')}
    >
      {children}
    </button>
  );
}

function PivotEnd({ chip, onPivot, children }: PivotProps): ReactNode {
  return (
    <button type="button" className={css['end']} onClick={() => onPivot(chip, 'only')}>
      {children}
    </button>
  );
}
