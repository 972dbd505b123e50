import { actorFromJson } from '@shared/domain/actor.ts';
import type { CountedTransaction } from '@shared/domain/actorReads.ts';
import type { Capability } from '@shared/domain/capability.ts';
import { InvestigatorError } from '@shared/domain/errors.ts';
import type { JsonText } from '@shared/domain/jsonText.ts';
import type { Neighbours, RowTouch } from '@shared/domain/neighbours.ts';
import { checkBound } from '@shared/domain/bounds.ts';
import { checkUuid } from '@shared/domain/uuid.ts';
import type { AuditSource, ReadTransaction, TextRow } from '../db/session.ts';
import { withIndexHint } from '../health/indexes/withIndexHint.ts';
import type { Bind } from '../timeline/boundValues.ts';
import { transactionOf } from '../timeline/columns.ts';
import { hasLinkedActions } from '../timeline/source.ts';
import { transactionStatement } from '../transactions/transactionStatement.ts';
import { actorPredicate } from '../timeline/actorPredicate.ts';
import { besideRowsStatement, touchedRowsStatement } from './besideRowsStatement.ts';
import { countedTransactions } from './countedTransactions.ts';
import { transactionsStatement } from './transactionsStatement.ts';

const MOST = 50;
const MOST_ROWS = 200;
/** Whose indexes a time-out names. */
const CLASSES = ['actor_transactions', 'page_by_correlation', 'row_history'] as const;

export interface NeighboursQuestion {
  /** The transaction's uuid. */
  readonly id: string;
  /** How many transactions on each side, 1 to 50. */
  readonly limit: number;
  /** How many of the rows it touched are followed, 0 to 200; without the row history index that is slow. */
  readonly rows: number;
}

/**
 * What lies beside a transaction, from one snapshot: the nearest before and after it, by (`occurred_at`, `id`), of
 * the same actor and of the same correlation, and for each row it touched the nearest captured change before and
 * after, by (`captured_at`, `id`). Errors: `invalid_uuid`, `invalid_request`, `not_found`, those of Session.read.
 */
export async function transactionNeighbours(
  { session, capability }: AuditSource,
  { id, limit, rows }: NeighboursQuestion,
  signal?: AbortSignal,
): Promise<Neighbours> {
  checkUuid(id, 'a transaction id');
  checkBound('limit', limit, 1, MOST);
  checkBound('rows', rows, 0, MOST_ROWS);
  return await withIndexHint({ session, capability }, CLASSES, signal, () =>
    session.read({ signal }, async (tx) => {
      const [row] = await tx.rows(transactionStatement(capability, id));
      const [own] = row === undefined ? [] : await countedTransactions(tx, capability.storage_schema, [row]);
      if (own === undefined)
        throw new InvestigatorError('not_found', `no transaction ${id} in this database`, {
          hint: 'It may have been purged, or belong to another database.',
        });
      const beside = besideOf(tx, capability, own, limit);
      return {
        transaction: own,
        by_actor: await byActor(capability, own, beside),
        by_correlation: await byCorrelation(capability, own, beside),
        by_row: await byRow(tx, capability, id, rows),
      };
    }),
  );
}

type Beside = Pick<Neighbours['by_actor'], 'previous' | 'next'>;
type Ask = (conditions: (bind: Bind) => readonly string[]) => Promise<Beside>;

function besideOf(
  tx: ReadTransaction,
  capability: Capability,
  { transaction: { occurred_at: at, id } }: CountedTransaction,
  rows: number,
): Ask {
  return async (conditions) => {
    const ask = async (direction: 'older' | 'newer'): Promise<readonly CountedTransaction[]> => {
      const found = await tx.rows(
        transactionsStatement(capability, { conditions, cursor: { at, id }, direction, rows }),
      );
      return await countedTransactions(tx, capability.storage_schema, found);
    };
    const previous = await ask('older');
    return { previous, next: [...(await ask('newer'))].reverse() };
  };
}

const nothing: Beside = { previous: [], next: [] };

async function byActor(
  capability: Capability,
  { transaction: { actor_ref } }: CountedTransaction,
  ask: Ask,
): Promise<Neighbours['by_actor']> {
  if (!capability.has_actor) return { state: 'not_recorded', ...nothing };
  if (actor_ref === null) return { state: 'no_actor', ...nothing };
  return { state: 'listed', ...(await ask((bind) => sameActor(capability, actor_ref, bind))) };
}

/** What is no actor by CONTRACT §3 has no neighbours but those stored alike. */
function sameActor(capability: Capability, actorRef: JsonText, bind: Bind): readonly string[] {
  const actor = actorFromJson(actorRef);
  return actor === null
    ? [`t.actor_ref = ${bind(actorRef, 'jsonb')}`]
    : actorPredicate(capability, actor, bind);
}

async function byCorrelation(
  capability: Capability,
  { action }: CountedTransaction,
  ask: Ask,
): Promise<Neighbours['by_correlation']> {
  const none = { correlation_id: null, ...nothing };
  if (!hasLinkedActions(capability)) return { state: 'not_recorded', ...none };
  if (action === null) return { state: 'no_action', ...none };
  const { correlation_id } = action;
  if (correlation_id === null) return { state: 'no_correlation', ...none };
  const beside = await ask((bind) => [`a.correlation_id = ${bind(correlation_id)}`]);
  return { state: 'listed', correlation_id, ...beside };
}

async function byRow(
  tx: ReadTransaction,
  capability: Capability,
  id: string,
  most: number,
): Promise<Neighbours['by_row']> {
  const touched = await tx.rows(touchedRowsStatement(capability, id, most));
  const nearest = async (side: 'previous' | 'next'): Promise<ReadonlyMap<string, RowTouch>> =>
    most === 0 ? new Map() : touches(await tx.rows(besideRowsStatement(capability, id, side, most)));
  const previous = await nearest('previous');
  const next = await nearest('next');
  const [first] = touched;
  return {
    entries: touched
      .filter(({ n }) => n !== null)
      .map((row) => ({
        table_schema: row['table_schema'] ?? '',
        table_name: row['table_name'] ?? '',
        table_pk: row['table_pk'] ?? '',
        previous: previous.get(row['n'] ?? '') ?? null,
        next: next.get(row['n'] ?? '') ?? null,
      })),
    rows: Number(first?.['rows'] ?? 0),
    unresolved: Number(first?.['unresolved'] ?? 0),
  };
}

function touches(rows: readonly TextRow[]): ReadonlyMap<string, RowTouch> {
  return new Map(
    rows.map((row) => [
      row['n'] ?? '',
      {
        change_id: row['change_id'] ?? '',
        op: row['op'] ?? '',
        captured_at: row['captured_at'] ?? '',
        transaction: transactionOf(row),
      },
    ]),
  );
}
