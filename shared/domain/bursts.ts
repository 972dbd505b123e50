import { z } from 'zod';
import { changeCountsSchema } from './changeCounts.ts';

const count = z.number().int().nonnegative();

/** Captured transactions of one actor with no gap between them longer than asked. Not a session. */
export const burstSchema = z.strictObject({
  /** The first transaction of the burst; with `start` the order key. */
  id: z.string(),
  /** jsonb text of the actor without extra keys; null where nobody set it. */
  actor_ref: z.string().nullable(),
  /** First captured write. */
  start: z.string(),
  /** Last captured write: start and end are a span of captured writes, not a duration of anything else. */
  end: z.string(),
  last_transaction_id: z.string(),
  transactions: count,
  counts: changeCountsSchema,
  /** Most transactions first. */
  sources: z.array(z.strictObject({ source: z.string().nullable(), transactions: count })).readonly(),
  /** The burst goes on before or after the window: the window cut it. */
  cut_before: z.boolean(),
  cut_after: z.boolean(),
});
export type Burst = Readonly<z.infer<typeof burstSchema>>;

/** One page by (`start`, `id`), newest first whichever way it was asked for. */
export const burstPageSchema = z.strictObject({
  /** What was searched, inclusive, on `occurred_at`; pass both with a cursor. null: nothing there to search. */
  from: z.string().nullable(),
  to: z.string().nullable(),
  gap_seconds: z.number().int().positive(),
  entries: z.array(burstSchema).readonly(),
  cursor: z.string().nullable(),
  has_more: z.boolean(),
});
export type BurstPage = Readonly<z.infer<typeof burstPageSchema>>;
