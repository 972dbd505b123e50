import type { ActorSeen } from '@shared/domain/actorReads.ts';
import type { AuditSource } from '../db/session.ts';
import { withIndexHint } from '../health/indexes/withIndexHint.ts';
import { checkActorQuestion, type ActorQuestion } from './actorQuestion.ts';
import { seenStatement } from './seenStatement.ts';

/** First and last transaction of an actor within bounds, and how many. Errors: those of `actorTransactions`. */
export async function actorSeen(
  { session, capability }: AuditSource,
  question: ActorQuestion,
  signal?: AbortSignal,
): Promise<ActorSeen> {
  const statement = seenStatement(capability, checkActorQuestion(capability, question));
  const [row] = await withIndexHint({ session, capability }, ['actor_transactions'], signal, () =>
    session.read({ signal }, (tx) => tx.rows(statement)),
  );
  return {
    first: row?.['first'] ?? null,
    last: row?.['last'] ?? null,
    transactions: Number(row?.['transactions'] ?? 0),
  };
}
