import { z } from 'zod';

const instant = z.string().nullable();

/** What is known about the beginning of capture (T0) of one table (CONTRACT §10). */
export const tableContinuitySchema = z.strictObject({
  table_schema: z.string(),
  table_name: z.string(),
  /** null: there is none now, only changes from when there was. */
  trigger: z.string().nullable(),
  /** `O` origin, `D` disabled, `R` replica, `A` always; null without a trigger. */
  enabled: z.string().nullable(),
  /** A trigger is there that fires for ordinary writes. */
  covered: z.boolean(),
  /** The partitioned table this one belongs to; rows are captured under the partitions' names. */
  partition_of: z.string().nullable(),
  partitioned: z.boolean(),
  /**
   * The transaction that last created, replaced or switched the trigger, and the audited transactions around it;
   * null where the clock does not apply.
   */
  trigger_written: z.strictObject({ txid: z.string(), after: instant, before: instant }).nullable(),
  /** The oldest change still here. Older ones may have been purged. */
  earliest_change: instant,
  /** False where it was not found within its time. */
  earliest_known: z.boolean(),
  t0: z.strictObject({
    /**
     * trigger: the trigger stands as it is since then. earliest_change: capture began at that change or before.
     * unknown: neither tells.
     */
    basis: z.enum(['trigger', 'earliest_change', 'unknown']),
    not_before: instant,
    not_after: instant,
  }),
  /** What that means for history and as-of, in a sentence. */
  meaning: z.string(),
});
export type TableContinuity = Readonly<z.infer<typeof tableContinuitySchema>>;

export const continuitySchema = z.strictObject({
  read_at: z.string(),
  /** Whether transaction ids date catalogue rows here: they do not after dump and restore. */
  clock: z.strictObject({ applies: z.boolean(), reason: z.string() }),
  tables: z.array(tableContinuitySchema).readonly(),
});
export type Continuity = Readonly<z.infer<typeof continuitySchema>>;
