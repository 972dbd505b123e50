import type { CountedTransaction } from '@shared/domain/actorReads.ts';
import { assertNever } from '@shared/domain/errors.ts';
import type { Neighbours, RowNeighbours, RowTouch } from '@shared/domain/neighbours.ts';
import { plural } from '@shared/domain/plural.ts';
import type { Paint } from '../../terminal.ts';
import { actorText } from '../actorText.ts';
import { printable } from '../printable.ts';
import { rowKeyText } from '../rowKey.ts';
import { renderTable } from '../table.ts';
import { transactionsTable } from './transactionsTable.ts';

/** What lies beside a transaction, for people: by actor, by correlation, by row. */
export function neighboursText(
  { transaction, by_actor, by_correlation, by_row }: Neighbours,
  paint: Paint,
): string {
  const beside = ({
    previous,
    next,
  }: {
    readonly previous: readonly CountedTransaction[];
    readonly next: readonly CountedTransaction[];
  }): string =>
    transactionsTable([...next, transaction, ...previous], paint, {
      withActor: true,
      own: transaction.transaction.id,
    });
  const actor = printable(actorText(transaction.transaction.actor_ref));
  const id = printable(by_correlation.correlation_id ?? '');
  return [
    `${paint.strong('same actor')}  ${by_actor.state === 'listed' ? actor : actorState(by_actor.state)}\n`,
    by_actor.state === 'listed' ? beside(by_actor) : '',
    `\n${paint.strong('same correlation')}  ${by_correlation.state === 'listed' ? id : correlationState(by_correlation.state)}\n`,
    by_correlation.state === 'listed' ? beside(by_correlation) : '',
    `\n${paint.strong('same rows')}  ${rowsState(by_row)}\n`,
    by_row.entries.length === 0 ? '' : rows(by_row.entries),
  ].join('');
}

function actorState(state: Exclude<Neighbours['by_actor']['state'], 'listed'>): string {
  switch (state) {
    case 'no_actor':
      return 'nobody set the actor of this transaction';
    case 'not_recorded':
      return 'not recorded: audit_transactions has no column actor_ref';
    default:
      return assertNever(state);
  }
}

function correlationState(state: Exclude<Neighbours['by_correlation']['state'], 'listed'>): string {
  switch (state) {
    case 'no_action':
      return 'no action is linked to this transaction';
    case 'no_correlation':
      return 'the linked action carries no correlation id';
    case 'not_recorded':
      return 'not recorded: this database does not link transactions to actions';
    default:
      return assertNever(state);
  }
}

function rowsState({ entries, rows: all, unresolved }: Neighbours['by_row']): string {
  const followed = entries.length < all ? `${entries.length} of ${all} followed` : `${all}`;
  return unresolved === 0
    ? followed
    : `${followed}; ${plural(unresolved, 'change')} with an unresolved key cannot be followed`;
}

function rows(entries: readonly RowNeighbours[]): string {
  return renderTable<RowNeighbours>(entries, [
    { title: 'TABLE', of: ({ table_schema, table_name }) => `${table_schema}.${table_name}`, max: 40 },
    { title: 'KEY', of: ({ table_pk }) => rowKeyText(table_pk), max: 44 },
    { title: 'BEFORE', of: ({ previous }) => touch(previous), max: 80 },
    { title: 'AFTER', of: ({ next }) => touch(next), max: 80 },
  ]);
}

function touch(change: RowTouch | null): string {
  if (change === null) return 'no captured change';
  return `${change.op} ${change.captured_at} ${actorText(change.transaction.actor_ref)}`;
}
