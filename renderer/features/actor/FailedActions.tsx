import type { ReactNode } from 'react';
import type { ActorSummary } from '@shared/domain/actorReads.ts';
import { formatCount } from '@renderer/lib/format.ts';
import type { Zone } from '@renderer/lib/zone.ts';
import { CorrelationLink } from '@renderer/ui/links.tsx';
import { Absent, InstantLabel } from '@renderer/ui/Marks.tsx';
import { Table } from '@renderer/ui/Table.tsx';
import css from './Actor.module.css';

/** Actions the application recorded as failed; they leave no transaction. */
export function FailedActions({
  summary: { actor, actions },
  zone,
}: {
  readonly summary: ActorSummary;
  readonly zone: Zone;
}): ReactNode {
  if (actions === null)
    return actor === null ? (
      <p className="dim">An action always has an actor.</p>
    ) : (
      <Absent>audit_actions is not installed here</Absent>
    );
  if (actions.failed === 0)
    return <p className="dim">None among {formatCount(actions.recorded)} recorded.</p>;
  const left = actions.failed - actions.newest_failed.length;
  return (
    <>
      <Table
        label="Failed actions, newest first"
        rows={actions.newest_failed}
        keyOf={({ id }) => id}
        columns={[
          { title: 'Recorded', of: ({ inserted_at }) => <InstantLabel instant={inserted_at} zone={zone} /> },
          { title: 'Action', of: ({ name }) => name },
          {
            title: 'Reason',
            of: ({ reason, comment }) => reason ?? comment ?? <span className="dim">none</span>,
          },
          {
            title: 'Correlation',
            of: ({ correlation_id }) =>
              correlation_id === null ? (
                <span className="dim">none</span>
              ) : (
                <CorrelationLink id={correlation_id} />
              ),
          },
        ]}
      />
      {left > 0 && <p className={css['second']}>and {formatCount(left)} older ones</p>}
    </>
  );
}
