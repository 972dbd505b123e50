import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Empty } from '@renderer/ui/States.tsx';
import type { LedgerSearch } from './search.ts';

/** Nothing is recorded, or nothing of what is asked for; and what could hide behind it. */
export function NoQuestion({ search }: { readonly search: LedgerSearch }): ReactNode {
  const { asked_of: of, outcome } = search;
  const isNarrow = of !== undefined || outcome !== undefined;
  return (
    <Empty
      title={isNarrow ? 'No such question is recorded' : 'No question is recorded yet'}
      reasons={[
        { name: 'Paused', text: 'Questions asked while recording was paused left no entry.' },
        {
          name: 'Elsewhere',
          text: 'Questions asked from another machine, account or home are in the ledger there.',
        },
        { name: 'Killed', text: 'A question that still ran when the application was killed left no entry.' },
      ]}
      actions={
        isNarrow && (
          <Link to="/ledger" search={{}} className="lk">
            Show all
          </Link>
        )
      }
    >
      The whole ledger was searched
      {of !== undefined && <> for questions to {of}</>}
      {outcome !== undefined && <> that ended as {outcome}</>}.
    </Empty>
  );
}
