import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { LedgerQuestion } from '@shared/domain/ledger.ts';
import { ledgerSourceLabel } from '@shared/domain/ledgerReads.ts';
import { useSources } from '@renderer/lib/sources.ts';
import { askAgain } from './askAgain.ts';

/** Opens the same question on the connection it was asked of, while that is open. */
export function AskAgainLink({ question }: { readonly question: LedgerQuestion }): ReactNode {
  const sources = useSources() ?? [];
  const again = askAgain(question);
  if (again === null) return null;
  const { name } = question.source;
  const place = ledgerSourceLabel({ ...question.source, name: null });
  const open = sources.find((one) => (name === null ? one.place === place : one.name === name));
  if (open === undefined) return <span className="dim">not open now</span>;
  const connection = open.source;
  const link = { className: 'lk', children: 'Ask again' } as const;
  switch (again.to) {
    case 'timeline':
      return <Link {...link} to="/timeline" search={{ connection, ...again.filters }} />;
    case 'transaction':
      return <Link {...link} to="/transaction/$id" params={{ id: again.id }} search={{ connection }} />;
    case 'row':
      return <Link {...link} to="/row" search={{ connection, table: again.table, pk: again.pk }} />;
    case 'actor':
      return (
        <Link
          {...link}
          to="/actor"
          search={{ connection, ...(again.actor === null ? {} : { actor: again.actor }) }}
        />
      );
    case 'correlation':
      return (
        <Link {...link} to="/correlation" search={{ connection, correlation_id: again.correlation_id }} />
      );
    case 'overview':
      return <Link {...link} to="/overview" search={{ connection }} />;
  }
}
