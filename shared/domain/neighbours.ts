import { z } from 'zod';
import { countedTransactionSchema } from './actorReads.ts';
import { auditTransactionSchema, timelineEntrySchema } from './audit.ts';

const beside = {
  /** Transactions that come before in time, newest (nearest) first. */
  previous: z.array(countedTransactionSchema).readonly(),
  /** Transactions that come after in time, newest first (nearest last). */
  next: z.array(countedTransactionSchema).readonly(),
} as const;

const touch = z.strictObject({
  change_id: z.string(),
  op: z.string(),
  captured_at: z.string(),
  transaction: auditTransactionSchema,
});
export type RowTouch = Readonly<z.infer<typeof touch>>;

const rowNeighboursSchema = z.strictObject({
  table_schema: z.string(),
  table_name: z.string(),
  table_pk: z.string(),
  /** The nearest captured change of this row by another transaction before this one's first; null: none. */
  previous: touch.nullable(),
  /** The nearest one after this transaction's last. */
  next: touch.nullable(),
});
export type RowNeighbours = Readonly<z.infer<typeof rowNeighboursSchema>>;

/**
 * What lies beside a transaction: of the same actor, of the same correlation, and at each row it touched. `state`
 * tells an empty list from one that could not be made.
 */
export const neighboursSchema = z.strictObject({
  transaction: countedTransactionSchema,
  by_actor: z.strictObject({
    /** `no_actor`: nobody set one. `not_recorded`: the database has no column for it. */
    state: z.enum(['listed', 'no_actor', 'not_recorded']),
    ...beside,
  }),
  by_correlation: z.strictObject({
    state: z.enum(['listed', 'no_action', 'no_correlation', 'not_recorded']),
    correlation_id: z.string().nullable(),
    ...beside,
  }),
  by_row: z.strictObject({
    entries: z.array(rowNeighboursSchema).readonly(),
    /** Distinct rows this transaction changed, whose key is resolved; `entries` may hold fewer. */
    rows: z.number().int().nonnegative(),
    /** Changes whose key is unresolved (CONTRACT §2.4): their rows cannot be followed. */
    unresolved: z.number().int().nonnegative(),
  }),
});
export type Neighbours = Readonly<z.infer<typeof neighboursSchema>>;

/** The changes around an instant, newest first on both sides. */
export const aroundSchema = z.strictObject({
  at: z.string(),
  /** Captured at the instant or before. */
  before: z.array(timelineEntrySchema).readonly(),
  /** Captured later. */
  after: z.array(timelineEntrySchema).readonly(),
});
export type Around = Readonly<z.infer<typeof aroundSchema>>;
