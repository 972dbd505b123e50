import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Empty } from '@renderer/ui/States.tsx';

export function LostPage(): ReactNode {
  return (
    <Empty
      title="No such screen"
      actions={
        <Link to="/connections" className="lk">
          Go to Connections
        </Link>
      }
    >
      The address names a screen this version does not have.
    </Empty>
  );
}
