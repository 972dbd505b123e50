import { useQueries, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { AuditTransaction } from '@shared/domain/audit.ts';
import type { Correlation } from '@shared/domain/correlation.ts';
import type { Filters } from '@shared/domain/filters.ts';
import { actorWords } from '@renderer/lib/change.ts';
import { call } from '@renderer/lib/bridge.ts';
import { cx } from '@renderer/lib/cx.ts';
import { formatCount } from '@renderer/lib/format.ts';
import { formatInstant, type Zone } from '@renderer/lib/zone.ts';
import { besideChanges } from './beside.ts';
import css from './Timeline.module.css';

/** Beyond this many of each, only what is sure is said. */
const MOST = 1000;
const NAMED = 3;
const LINES = 3;

interface BesideLineProps {
  readonly source: string;
  readonly filters: Filters;
  readonly zone: Zone;
}

/** What the list cannot hold: actions and transactions that belong to the question and have no captured change. */
export function BesideLines({ source, filters, zone }: BesideLineProps): ReactNode {
  const { correlation_id: correlations = [], txid: txids = [] } = filters;
  const found = useQueries({
    queries: correlations.slice(0, LINES).map((id) => ({
      queryKey: ['correlation', source, id],
      retry: false,
      queryFn: ({ signal }: { readonly signal: AbortSignal }) =>
        call('correlations.get', { source, correlation_id: id, limit: MOST }, { signal }),
    })),
  });
  const numbered = useQuery({
    queryKey: ['byTxid', source, txids],
    enabled: txids.length > 0,
    retry: false,
    queryFn: ({ signal }) => call('transactions.byTxid', { source, txids: [...txids] }, { signal }),
  });
  const recorded = txids.length === 0 ? undefined : numbered.data;
  const missing = recorded === undefined ? [] : txids.filter(notAmong(recorded));
  return (
    <>
      {found.map(({ data }) =>
        data === undefined ? null : (
          <CorrelationLine key={data.correlation_id} found={data} zone={zone} several={found.length > 1} />
        ),
      )}
      {recorded?.flatMap(({ transaction, has_changes }) =>
        has_changes ? (
          []
        ) : (
          <Line key={transaction.id}>
            transaction {transaction.txid} is recorded, no captured change belongs to it:{' '}
            <TransactionLink transaction={transaction} zone={zone}>
              open
            </TransactionLink>
          </Line>
        ),
      )}
      {missing.slice(0, LINES).map((txid) => (
        <Line key={txid}>no transaction with the number {txid} is recorded here</Line>
      ))}
    </>
  );
}

function notAmong(recorded: readonly { readonly transaction: AuditTransaction }[]) {
  return (txid: string): boolean => !recorded.some(({ transaction }) => transaction.txid === txid);
}

function CorrelationLine({
  found,
  several,
  zone,
}: {
  readonly found: Correlation;
  /** Then each says which it is about. */
  readonly several: boolean;
  readonly zone: Zone;
}): ReactNode {
  const { words, actions, transactions } = besideChanges(found);
  if (words === null) return null;
  const names = [
    ...new Set(actions.map(({ name, status }) => (status === 'ok' ? name : `${name} (${status})`))),
  ];
  return (
    <Line>
      {several && <span className="mono">{found.correlation_id} </span>}
      {words}
      {names.length > 0 && (
        <span className="dim" title={names.join(', ')}>
          {' · '}
          {names.slice(0, NAMED).join(', ')}
          {names.length > NAMED && `, ${formatCount(names.length - NAMED)} more`}
        </span>
      )}
      {transactions.slice(0, NAMED).map((transaction) => (
        <span key={transaction.id}>
          {' · '}
          <TransactionLink transaction={transaction} zone={zone}>
            open {formatInstant(transaction.occurred_at, zone).slice(0, 19)}
          </TransactionLink>
        </span>
      ))}
      {transactions.length > NAMED && ` and ${formatCount(transactions.length - NAMED)} more`}
    </Line>
  );
}

function TransactionLink({
  transaction,
  zone,
  children,
}: {
  readonly transaction: AuditTransaction;
  readonly zone: Zone;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <Link
      to="/transaction/$id"
      params={{ id: transaction.id }}
      className="lk"
      title={`transaction without a captured change\n${formatInstant(transaction.occurred_at, zone)}\n${actorWords(transaction.actor_ref)}`}
    >
      {children}
    </Link>
  );
}

function Line({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    <p className={cx(css['beside'])} role="note">
      {children}
    </p>
  );
}
