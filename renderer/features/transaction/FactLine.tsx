import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { TransactionContext } from '@shared/domain/audit.ts';
import { actorView } from '@renderer/lib/change.ts';
import { shortId } from '@renderer/lib/format.ts';
import { jsonMembers } from '@shared/domain/jsonText.ts';
import { scalarText } from '@renderer/lib/change.ts';
import { cx } from '@renderer/lib/cx.ts';
import { formatInstant, zoneLabel, type Zone } from '@renderer/lib/zone.ts';
import { CopyButton } from '@renderer/ui/Copyable.tsx';
import { InstantLabel } from '@renderer/ui/Marks.tsx';
import { spanText } from './facts.ts';
import css from './FactLine.module.css';

/** The facts in one line. */
export function FactLine({
  context,
  zone,
}: {
  readonly context: TransactionContext;
  readonly zone: Zone;
}): ReactNode {
  const { transaction, action, changes } = context;
  const span = spanText(changes);
  return (
    <dl className={css['facts']}>
      <Fact name="First write" whole second={`day and time in ${zoneLabel(zone)}`}>
        <InstantLabel instant={transaction.occurred_at} zone={zone} />
        <CopyButton text={transaction.occurred_at} what="instant" />
      </Fact>
      <ActorFact stored={transaction.actor_ref} />
      <Fact
        name="Action"
        second={
          action === null
            ? 'none recorded for it'
            : `status ${action.status} · recorded ${formatInstant(action.inserted_at, zone).slice(11)}`
        }
      >
        {action === null ? (
          <span className="dim">none linked</span>
        ) : (
          <span className="ell">{action.name}</span>
        )}
      </Fact>
      <Fact
        name="Correlation"
        second={action?.correlation_id == null ? '' : 'strict: linked transactions only'}
      >
        {action?.correlation_id == null ? (
          <span className="dim">none</span>
        ) : (
          <>
            <Link
              to="/timeline"
              search={{ correlation_id: [action.correlation_id] }}
              className="lk mono ell"
              title={action.correlation_id}
            >
              {action.correlation_id}
            </Link>
            <CopyButton text={action.correlation_id} what="correlation id" />
          </>
        )}
      </Fact>
      <Fact name="Source, meta" second={metaText(transaction.meta)}>
        {transaction.source ?? <span className="dim">no source</span>}
      </Fact>
      <Fact name="Span of writes" second="commit time is not recorded">
        {span === null ? <span className="dim">none captured</span> : <span className="mono">{span}</span>}
      </Fact>
      <Fact name="txid, id" whole second={shortId(transaction.id)}>
        <span className="mono">{transaction.txid}</span>
        <CopyButton text={transaction.id} what="transaction id" />
      </Fact>
    </dl>
  );
}

function ActorFact({ stored }: { readonly stored: string | null }): ReactNode {
  const actor = actorView(stored);
  if (actor.state === 'not_recorded')
    return (
      <Fact name="Actor" second="nobody told capture who">
        <Link to="/actor" className="lk">
          not recorded
        </Link>
      </Fact>
    );
  if (actor.state === 'unreadable')
    return (
      <Fact name="Actor" second="does not read as an actor; as stored">
        <span className="mono ell">{actor.text}</span>
      </Fact>
    );
  const text = actor.state === 'anonymous' ? 'anonymous' : actor.text;
  return (
    <Fact name="Actor" second="set by the application (unverified)">
      <Link to="/actor" search={{ actor: text }} className="lk ell">
        {text}
      </Link>
      <CopyButton text={text} what="actor" />
    </Fact>
  );
}

function Fact({
  name,
  second,
  whole = false,
  children,
}: {
  readonly name: string;
  /** Never cut short. */
  readonly whole?: boolean;
  readonly second?: ReactNode;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <div className={cx(whole && css['wideFact'])}>
      <dt>{name}</dt>
      <dd>{children}</dd>
      {second !== undefined && (
        <dd className={css['second']} {...(typeof second === 'string' ? { title: second } : {})}>
          {second}
        </dd>
      )}
    </div>
  );
}

function metaText(meta: string | null): string {
  if (meta === null) return 'no meta';
  const members = jsonMembers(meta);
  const shown = members.slice(0, 2).map(([key, value]) => `${key} ${scalarText(value)}`);
  const more = members.length - shown.length;
  return [...shown, ...(more > 0 ? [`${more} more`] : [])].join(' · ');
}
