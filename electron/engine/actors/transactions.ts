import type { TransactionPage } from '@shared/domain/actorReads.ts';
import type { AuditSource } from '../db/session.ts';
import { withIndexHint } from '../health/indexes/withIndexHint.ts';
import { checkActorQuestion, type ActorQuestion } from './actorQuestion.ts';
import { countedTransactions } from './countedTransactions.ts';
import { cutPage, planPage, type PageQuestion } from '../timeline/keysetPage.ts';
import { transactionsStatement } from './transactionsStatement.ts';
import { windowPredicate } from './windowPredicate.ts';

/**
 * One page of an actor's transactions by (`occurred_at`, `id`), newest first in both directions, each with its
 * action and the counts of its changes (CONTRACT §4.5). Containment finds the actor; null asks for transactions
 * whose actor nobody set, which anonymous never includes. Bounds are inclusive on `occurred_at`. Walking with the
 * cursors visits every transaction that exists throughout exactly once. Errors: `invalid_actor`,
 * `invalid_instant`, `invalid_cursor`, `invalid_request` (limit), `unavailable_filter`, those of Session.read.
 */
export async function actorTransactions(
  { session, capability }: AuditSource,
  question: ActorQuestion & PageQuestion,
  signal?: AbortSignal,
): Promise<TransactionPage> {
  const window = checkActorQuestion(capability, question);
  const plan = planPage(question);
  const statement = transactionsStatement(capability, {
    conditions: (bind) => windowPredicate(capability, window, bind),
    ...plan,
  });
  const read = (): Promise<TransactionPage> =>
    session.read({ signal }, async (tx) => {
      const page = cutPage(question, await tx.rows(statement), (row) => ({
        at: row['t_occurred_at'] ?? '',
        id: row['t_id'] ?? '',
      }));
      return { ...page, entries: await countedTransactions(tx, capability.storage_schema, page.entries) };
    });
  return await withIndexHint({ session, capability }, ['actor_transactions'], signal, read);
}
