import { Link } from '@tanstack/react-router';
import { Fragment, type ReactNode } from 'react';
import type { OpenSource } from '@shared/ipc/contract.ts';
import { useSource } from '@renderer/lib/sources.ts';
import { Empty, Skeleton } from './States.tsx';

/** What a screen needs: the connection in front, or what to do when there is none. */
export function OnSource({
  what,
  children,
}: {
  /** What the screen shows, as the subject of "… is read from a database". */
  readonly what: string;
  readonly children: (source: OpenSource) => ReactNode;
}): ReactNode {
  const current = useSource();
  if (current.state === 'loading') return <Skeleton width="40%" />;
  if (current.state === 'open')
    return <Fragment key={current.source.source}>{children(current.source)}</Fragment>;
  return (
    <Empty
      title={current.state === 'none' ? 'No connection is open' : 'This connection is no longer open'}
      actions={
        <Link to="/connections" search={{ connection: undefined }} className="lk">
          Go to Connections
        </Link>
      }
    >
      {current.state === 'none'
        ? `${what} is read from a database: open one first.`
        : 'Open it again, or choose another.'}
    </Empty>
  );
}
