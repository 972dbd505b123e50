import { z } from 'zod';
import { filtersSchema } from './filters.ts';

const count = z.number().int().nonnegative();

export const baselineDimensions = [
  'table',
  'op',
  'table_op',
  'hour',
  'source',
  'meta_key',
  'meta_value',
] as const;
export type BaselineDimension = (typeof baselineDimensions)[number];

const totals = z.strictObject({
  transactions: count,
  changes: count,
  /** UTC days with a transaction of this actor. */
  days: count,
  first: z.string().nullable(),
  last: z.string().nullable(),
});

/** One thing the actor did in the window, held against the rest of what is recorded of this actor. */
export const baselineValueSchema = z.strictObject({
  dimension: z.enum(baselineDimensions),
  /** `schema.table`, op, `op schema.table`, `09`, source or null, meta key, or `key=value` as JSON. */
  value: z.string().nullable(),
  /** What `in_window` and `elsewhere` count. */
  unit: z.enum(['changes', 'transactions']),
  in_window: count,
  elsewhere: count,
  /** UTC days outside the window that have it; `elsewhere.days` of the answer is out of how many. */
  days: count,
  /** Nothing of the kind recorded of this actor before the window. */
  first_seen: z.boolean(),
  /** Recorded of this actor after the window. */
  later: count,
  wording: z.string(),
  /** What narrows the timeline to it; null where no filter can say it. */
  filters: filtersSchema.nullable(),
});
export type BaselineValue = Readonly<z.infer<typeof baselineValueSchema>>;

/**
 * A window of an actor against everything else recorded of the same actor. Counts only, all exact: what is
 * unusual is for the reader to say. `values`: by dimension, what was never seen before first, then what the
 * fewest other days have, then the most frequent.
 */
export const actorBaselineSchema = z.strictObject({
  actor: z.string().nullable(),
  /** The window asked about: bounds inclusive, on `occurred_at`. */
  from: z.string(),
  to: z.string(),
  /** Nothing older was compared with; null: everything recorded. */
  since: z.string().nullable(),
  window: totals,
  elsewhere: totals,
  values: z.array(baselineValueSchema).readonly(),
  /** How many values were left out, beyond the asked number, of a dimension or of one meta key. */
  omitted: z
    .array(
      z.strictObject({ dimension: z.enum(baselineDimensions), key: z.string().nullable(), values: count }),
    )
    .readonly(),
});
export type ActorBaseline = Readonly<z.infer<typeof actorBaselineSchema>>;
