import type { Capability } from '@shared/domain/capability.ts';
import type { Cursor } from '@shared/domain/cursor.ts';
import type { Statement } from '../db/session.ts';
import { boundValues, type Bind } from '../timeline/boundValues.ts';
import { actionColumns, transactionColumns } from '../timeline/columns.ts';
import { whereSql } from '../timeline/source.ts';
import { transactionsFrom } from './transactionsFrom.ts';

export interface TransactionsQuestion {
  /** What narrows, over `t` and `a`. */
  readonly conditions: (bind: Bind) => readonly string[];
  /** Where the page before ended; null = from the newest. */
  readonly cursor: Cursor | null;
  readonly direction: 'older' | 'newer';
  /** How many rows are asked of the server. */
  readonly rows: number;
}

/**
 * Transactions next to a cursor by (`occurred_at`, `id`), in reading order (newest first for `older`, oldest first
 * for `newer`), each with its action by primary key. For an actor the btree of actorPredicate.ts begins at the
 * cursor and is ordered but for ties; GIN(actor_ref) finds the actor's transactions, which are then sorted. There
 * is no index on `occurred_at` in any install (CONTRACT §1.2).
 */
export function transactionsStatement(capability: Capability, question: TransactionsQuestion): Statement {
  const { cursor, direction, rows } = question;
  const { bind, values } = boundValues();
  const older = direction === 'older';
  const conditions = [...question.conditions(bind)];
  if (cursor !== null) {
    const place = `(${bind(cursor.at, 'timestamptz')}, ${bind(cursor.id, 'uuid')})`;
    conditions.push(`(t.occurred_at, t.id) ${older ? '<' : '>'} ${place}`);
  }
  const order = older ? 'DESC' : 'ASC';
  const columns = [transactionColumns(capability), actionColumns(capability)].filter((part) => part !== '');
  return {
    text: [
      `SELECT ${columns.join(', ')}`,
      `FROM ${transactionsFrom(capability)}`,
      whereSql(conditions),
      `ORDER BY t.occurred_at ${order}, t.id ${order}`,
      `LIMIT ${rows}`,
    ].join(' '),
    values,
  };
}
