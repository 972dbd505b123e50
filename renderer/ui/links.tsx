import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { JsonText } from '@shared/domain/jsonText.ts';
import type { RowAddress } from '@shared/domain/row.ts';
import { actorView, tableText } from '@renderer/lib/change.ts';
import { isResolved } from '@renderer/lib/rowKey.ts';
import { RowKey } from './RowKey.tsx';

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
    <Link to="/correlation" search={{ correlation_id: id }} className="lk mono">
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

/** A row as a way to its life; of a key capture could not resolve there is none. */
export function RowLink({
  row,
  children,
}: {
  readonly row: RowAddress;
  /** Its key where nothing else is said. */
  readonly children?: ReactNode;
}): ReactNode {
  const { table_schema, table_name, table_pk } = row;
  const said = children ?? <RowKey change={row} fallback={table_pk} />;
  if (!isResolved(table_pk)) return said;
  return (
    <Link
      to="/row"
      search={{ table: tableText({ table_schema, table_name }), pk: table_pk }}
      className="lk"
      title={`the life of ${table_schema}.${table_name} ${table_pk}`}
    >
      {said}
    </Link>
  );
}
