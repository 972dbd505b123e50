import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useEffect, type ReactNode } from 'react';
import type { OpenSource } from '@shared/ipc/contract.ts';
import { asInvestigatorError, call } from '@renderer/lib/bridge.ts';
import { refreshCapability, useCapability } from '@renderer/lib/capability.ts';
import { useZone } from '@renderer/lib/settings.ts';
import { formatInstant, type Zone } from '@renderer/lib/zone.ts';
import { OnSource } from '@renderer/ui/OnSource.tsx';
import { Empty, ErrorPanel, Skeleton } from '@renderer/ui/States.tsx';
import { isUuid } from '@shared/domain/uuid.ts';
import css from './Transaction.module.css';
import { TransactionView } from './TransactionView.tsx';

/** One transaction of the connection in front, or which of its absences this is. */
export function TransactionScreen(): ReactNode {
  const { id } = useParams({ from: '/transaction/$id' });
  return (
    <OnSource what="A transaction">
      {(source) =>
        isUuid(id) ? (
          <Loaded key={id} source={source} id={id.toLowerCase()} />
        ) : (
          <Empty title="This is not a transaction id" actions={<TimelineLink />}>
            A transaction is found by its uuid; <span className="mono">{id}</span> is not one. The number txid
            is not an id: it can occur twice.
          </Empty>
        )
      }
    </OnSource>
  );
}

function Loaded({ source, id }: { readonly source: OpenSource; readonly id: string }): ReactNode {
  const zone = useZone();
  const query = useQuery({
    queryKey: ['transaction', source.source, id],
    queryFn: ({ signal }) => call('transactions.get', { source: source.source, id }, { signal }),
    structuralSharing: false,
  });
  if (query.data !== undefined) return <TransactionView source={source} context={query.data} zone={zone} />;
  if (query.error === null) return <Loading />;
  const error = asInvestigatorError(query.error);
  if (error.code !== 'not_found')
    return (
      <div className={css['pad']}>
        <ErrorPanel error={error} onRetry={() => void query.refetch()} actions={<TimelineLink />} />
      </div>
    );
  return <NotHere source={source} id={id} zone={zone} />;
}

function NotHere({
  source,
  id,
  zone,
}: {
  readonly source: OpenSource;
  readonly id: string;
  readonly zone: Zone;
}): ReactNode {
  const { oldest } = useCapability(source).window;
  useEffect(() => refreshCapability(source.source), [source.source]);
  return (
    <Empty
      title="No transaction with this id is here"
      actions={<TimelineLink />}
      reasons={[
        {
          name: 'Deleted by retention',
          text:
            oldest === null
              ? 'The trail is empty.'
              : `Oldest row still here: ${formatInstant(oldest, zone)}. An older transaction may have been deleted by the host.`,
        },
        { name: 'Another database', text: `Only ${source.name} was asked: ${source.place}.` },
        { name: 'Another id', text: 'The id of a change or an action does not find a transaction.' },
      ]}
    >
      Searched for <span className="mono">{id}</span>.
    </Empty>
  );
}

function TimelineLink(): ReactNode {
  return (
    <Link to="/timeline" className="lk">
      Go to the timeline
    </Link>
  );
}

function Loading(): ReactNode {
  return (
    <div className={css['pad']} aria-busy="true">
      <Skeleton width={180} />
      <br />
      <Skeleton width={420} />
      <br />
      <Skeleton width="70%" />
    </div>
  );
}
