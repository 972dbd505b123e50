import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { JsonText } from '@shared/domain/jsonText.ts';
import { actorView } from '@renderer/lib/change.ts';

/** Who, as a way to all they did; the application set it, nobody verified it. */
export function ActorLink({ stored }: { readonly stored: JsonText | null }): ReactNode {
  const actor = actorView(stored);
  if (actor.state === 'not_recorded')
    return (
      <Link to="/actor" className="lk dim">
        not recorded
      </Link>
    );
  if (actor.state === 'unreadable') return <span className="mono">{actor.text}</span>;
  const text = actor.state === 'anonymous' ? 'anonymous' : actor.text;
  return (
    <Link to="/actor" search={{ actor: text }} className="lk" title="set by the application (unverified)">
      {text}
    </Link>
  );
}

/** A correlation id as a way to the actions, transactions and changes it joins. */
export function CorrelationLink({ id }: { readonly id: string }): ReactNode {
  return (
    <Link to="/timeline" search={{ correlation_id: [id] }} className="lk mono">
      {id}
    </Link>
  );
}

/** A transaction, by when it began or what it is called here. */
export function TransactionLink({
  id,
  children,
}: {
  readonly id: string;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <Link to="/transaction/$id" params={{ id }} className="lk">
      {children}
    </Link>
  );
}
