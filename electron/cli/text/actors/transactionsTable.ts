import type { CountedTransaction } from '@shared/domain/actorReads.ts';
import type { Paint } from '../../terminal.ts';
import { actorText } from '../actorText.ts';
import { renderTable } from '../table.ts';
import { actionName } from './actionName.ts';
import { opsText, tablesText } from './countsText.ts';

/** One line a transaction: when, how much, where, through what; `own` is the id of the one to mark. */
export function transactionsTable(
  entries: readonly CountedTransaction[],
  paint: Paint,
  { withActor = false, own }: { readonly withActor?: boolean; readonly own?: string } = {},
): string {
  const marked = {
    title: ' ',
    of: ({ transaction }: CountedTransaction) => (transaction.id === own ? '>' : ' '),
  };
  return renderTable<CountedTransaction>(entries, [
    ...(own === undefined ? [] : [marked]),
    { title: 'OCCURRED AT', of: ({ transaction }) => transaction.occurred_at },
    { title: 'CHANGES', of: ({ counts }) => String(counts.changes), right: true },
    { title: 'OPS', of: ({ counts }) => opsText(counts.by_op) },
    { title: 'TABLES', of: ({ counts }) => tablesText(counts), max: 48 },
    ...(withActor
      ? [{ title: 'ACTOR', of: (e: CountedTransaction) => actorText(e.transaction.actor_ref), max: 32 }]
      : []),
    { title: 'SOURCE', of: ({ transaction }) => transaction.source ?? '-', max: 20 },
    {
      title: 'ACTION',
      of: ({ action }) => (action === null ? '-' : actionName(action)),
      max: 32,
    },
    { title: 'TRANSACTION', of: ({ transaction }) => transaction.id, paint: (text) => paint.dim(text) },
  ]);
}
