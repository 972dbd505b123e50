import { formatActor } from '@shared/domain/actor.ts';
import type { ActorSummary } from '@shared/domain/actorReads.ts';
import type { AuditSource, ReadTransaction, TextRow } from '../db/session.ts';
import { wholeNumber } from '../db/wholeNumber.ts';
import { withIndexHint } from '../health/indexes/withIndexHint.ts';
import { actionOf } from '../timeline/columns.ts';
import { checkActorQuestion, type ActorQuestion, type ActorWindow } from './actorQuestion.ts';
import { failedActionsStatement, rhythmStatement, tablesStatement } from './summaryStatements.ts';

const FAILED_SHOWN = 20;

/**
 * What an actor did within bounds: first and last seen, transactions and changes by op, table, source and hour of
 * the week (UTC), rows touched a table, failed actions. Exact, from one snapshot; reads every change of the actor,
 * therefore in the counting lane. Errors: those of `actorTransactions` without a page's.
 */
export async function actorSummary(
  { session, capability }: AuditSource,
  question: ActorQuestion,
  signal?: AbortSignal,
): Promise<ActorSummary> {
  const window = checkActorQuestion(capability, question);
  return await withIndexHint({ session, capability }, ['actor_transactions'], signal, () =>
    session.read({ signal, lane: 'count' }, async (tx) => {
      const rhythm = await tx.rows(rhythmStatement(capability, window));
      const tables = (await tx.rows(tablesStatement(capability, window))).map(tableOf);
      const all = rhythm.find(({ kind }) => kind === 'all') ?? {};
      const opSum = (op: 'insert' | 'update' | 'delete'): number =>
        tables.reduce((total, { by_op }) => total + by_op[op], 0);
      return {
        actor: window.actor === null ? null : formatActor(window.actor),
        first: all['first'] ?? null,
        last: all['last'] ?? null,
        transactions: wholeNumber(all, 'transactions'),
        changes: wholeNumber(all, 'changes'),
        by_op: { insert: opSum('insert'), update: opSum('update'), delete: opSum('delete') },
        by_table: tables,
        by_source: rhythm.filter(({ kind }) => kind === 'source').map(sourceOf),
        by_hour: rhythm
          .filter(({ kind }) => kind === 'hour')
          .map(hourOf)
          .sort(byHour),
        actions:
          capability.has_actions && window.actor !== null ? await actionsOf(tx, capability, window) : null,
      };
    }),
  );
}

async function actionsOf(
  tx: ReadTransaction,
  capability: AuditSource['capability'],
  window: ActorWindow,
): Promise<ActorSummary['actions']> {
  const rows = await tx.rows(failedActionsStatement(capability, window, FAILED_SHOWN));
  const [first = {}] = rows;
  return {
    recorded: wholeNumber(first, 'recorded'),
    failed: wholeNumber(first, 'failed'),
    newest_failed: rows.map(actionOf).filter((action) => action !== null),
  };
}

function tableOf(row: TextRow): ActorSummary['by_table'][number] {
  return {
    table_schema: row['table_schema'] ?? '',
    table_name: row['table_name'] ?? '',
    changes: wholeNumber(row, 'changes'),
    by_op: {
      insert: wholeNumber(row, 'inserts'),
      update: wholeNumber(row, 'updates'),
      delete: wholeNumber(row, 'deletes'),
    },
    rows: wholeNumber(row, 'rows'),
    unresolved: wholeNumber(row, 'unresolved'),
    first: row['first'] ?? '',
    last: row['last'] ?? '',
  };
}

function sourceOf(row: TextRow): ActorSummary['by_source'][number] {
  return {
    source: row['source'] ?? null,
    transactions: wholeNumber(row, 'transactions'),
    changes: wholeNumber(row, 'changes'),
  };
}

function hourOf(row: TextRow): ActorSummary['by_hour'][number] {
  return {
    weekday: wholeNumber(row, 'weekday'),
    hour: wholeNumber(row, 'hour'),
    transactions: wholeNumber(row, 'transactions'),
    changes: wholeNumber(row, 'changes'),
  };
}

type Hour = ActorSummary['by_hour'][number];

function byHour(a: Hour, b: Hour): number {
  return a.weekday - b.weekday || a.hour - b.hour;
}
