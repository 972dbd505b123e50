import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { TransactionContext } from '@shared/domain/audit.ts';
import { actorView } from '@renderer/lib/change.ts';
import { metaLinks } from '@renderer/lib/metaLinks.ts';
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
      <Fact name="First write" second={`day and time in ${zoneLabel(zone)}`}>
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
        {action === null ? <span className="dim">none linked</span> : <span>{action.name}</span>}
      </Fact>
      <Fact
        name="Correlation"
        second={action?.correlation_id == null ? '' : 'strict: linked transactions only'}
      >
        {action?.correlation_id == null ? (
          <span className="dim">none</span>
        ) : (
          <>
            <Link to="/correlation" search={{ correlation_id: action.correlation_id }} className="lk mono">
              {action.correlation_id}
            </Link>
            <CopyButton text={action.correlation_id} what="correlation id" />
          </>
        )}
      </Fact>
      <Fact name="Source, meta" second={<MetaShort meta={transaction.meta} />}>
        {transaction.source ?? <span className="dim">no source</span>}
      </Fact>
      <Fact name="Span of captured writes" second="commit time is not recorded">
        {span === null ? <span className="dim">none captured</span> : <span className="mono">{span}</span>}
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
        <span className="mono">{actor.text}</span>
      </Fact>
    );
  const text = actor.state === 'anonymous' ? 'anonymous' : actor.text;
  return (
    <Fact name="Actor" second="set by the application (unverified)">
      <Link to="/actor" search={{ actor: text }} className="lk">
        {text}
      </Link>
      <CopyButton text={text} what="actor" />
    </Fact>
  );
}

function Fact({
  name,
  second,
  children,
}: {
  readonly name: string;
  readonly second?: ReactNode;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
      {second !== undefined && <dd className={css['second']}>{second}</dd>}
    </div>
  );
}

/** Shortest first; the rest is only counted here and stands whole at the side. */
const SHOWN = 2;

function MetaShort({ meta }: { readonly meta: string | null }): ReactNode {
  if (meta === null) return 'no meta';
  const members = metaLinks(meta).toSorted((a, b) => a.text.length - b.text.length);
  const more = members.length - SHOWN;
  return (
    <>
      {members.slice(0, SHOWN).map(({ name, text, filter }) => (
        <span key={name} className={css['meta']} title={text}>
          {name}
          {filter === null ? (
            <span className="mono ell">{text}</span>
          ) : (
            <Link to="/timeline" search={{ meta: [filter] }} className="lk ell">
              {text}
            </Link>
          )}
        </span>
      ))}
      {more > 0 && <span className={css['meta']}>{more} more</span>}
    </>
  );
}
