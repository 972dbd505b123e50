import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useSource } from '@renderer/lib/sources.ts';
import { Empty, Skeleton } from '@renderer/ui/States.tsx';
import { TimelineView } from './TimelineView.tsx';

/** The timeline of the connection in front, or what to do when there is none. */
export function TimelineScreen(): ReactNode {
  const current = useSource();
  switch (current.state) {
    case 'loading':
      return <Skeleton width="40%" />;
    case 'open':
      return <TimelineView key={current.source.source} source={current.source} />;
    case 'none':
    case 'closed':
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
            ? 'A timeline is read from a database: open one first.'
            : 'Open it again, or choose another.'}
        </Empty>
      );
  }
}
