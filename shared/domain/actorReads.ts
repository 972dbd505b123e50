import { z } from 'zod';
import { auditActionSchema, auditTransactionSchema } from './audit.ts';
import { changeCountsSchema, opCountsSchema } from './changeCounts.ts';

const count = z.number().int().nonnegative();

/** One transaction with the action it is linked to, if any, and what its changes add up to. */
export const countedTransactionSchema = z.strictObject({
  transaction: auditTransactionSchema,
  action: auditActionSchema.nullable(),
  counts: changeCountsSchema,
});
export type CountedTransaction = Readonly<z.infer<typeof countedTransactionSchema>>;

/**
 * One page of transactions by (`occurred_at`, `id`), newest first whichever way it was asked for; `cursor` as in
 * {@link timelinePageSchema}. CONTRACT §4.5.
 */
export const transactionPageSchema = z.strictObject({
  entries: z.array(countedTransactionSchema).readonly(),
  cursor: z.string().nullable(),
  has_more: z.boolean(),
});
export type TransactionPage = Readonly<z.infer<typeof transactionPageSchema>>;

/** First and last transaction of an actor within the asked bounds, and how many. */
export const actorSeenSchema = z.strictObject({
  first: z.string().nullable(),
  last: z.string().nullable(),
  transactions: count,
});
export type ActorSeen = Readonly<z.infer<typeof actorSeenSchema>>;

/**
 * What an actor did within the asked bounds (inclusive, on `occurred_at`). Changes count with their transaction,
 * also those captured after the upper bound. Exact counts.
 */
export const actorSummarySchema = z.strictObject({
  actor: z.string().nullable(),
  first: z.string().nullable(),
  last: z.string().nullable(),
  transactions: count,
  changes: count,
  by_op: opCountsSchema,
  /** Tables with most changes first. */
  by_table: z
    .array(
      z.strictObject({
        table_schema: z.string(),
        table_name: z.string(),
        changes: count,
        by_op: opCountsSchema,
        /** Distinct row keys. */
        rows: count,
        /** Changes whose row key capture could not resolve (CONTRACT §2.4): not among `rows`. */
        unresolved: count,
        first: z.string(),
        last: z.string(),
      }),
    )
    .readonly(),
  /** By the transaction's `source`; null where nobody set it. Most transactions first. */
  by_source: z
    .array(z.strictObject({ source: z.string().nullable(), transactions: count, changes: count }))
    .readonly(),
  /** Hours of the week, UTC, by `occurred_at`; hours without a transaction are left out. */
  by_hour: z
    .array(
      z.strictObject({
        /** ISO: 1 is Monday, 7 is Sunday. */
        weekday: z.number().int().min(1).max(7),
        hour: z.number().int().min(0).max(23),
        transactions: count,
        changes: count,
      }),
    )
    .readonly(),
  /**
   * The actor's own actions by `inserted_at` within the bounds, linked or not: a failed one rolled its changes
   * back and left no transaction. null where the database has no actions, or nobody is the actor.
   */
  actions: z
    .strictObject({
      recorded: count,
      failed: count,
      /** At most 20, newest first. */
      newest_failed: z.array(auditActionSchema).readonly(),
    })
    .nullable(),
});
export type ActorSummary = Readonly<z.infer<typeof actorSummarySchema>>;
