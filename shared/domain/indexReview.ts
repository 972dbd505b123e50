import { z } from 'zod';

/** The kinds of statements the engine asks, by what makes them find their rows. */
export const statementClasses = [
  'page',
  'page_by_table',
  'page_by_actor',
  'page_by_correlation',
  'page_by_request',
  'page_by_job',
  'page_by_action_name',
  'page_by_txid',
  'page_by_source',
  'page_by_meta',
  'page_by_field',
  'page_by_value',
  'page_by_pk',
  'row_history',
  'transaction',
  'actor_transactions',
  'retention',
] as const;
export type StatementClass = (typeof statementClasses)[number];

const place = { schema: z.string(), table: z.string(), name: z.string() } as const;

export const indexReviewSchema = z.strictObject({
  storage_schema: z.string(),
  /** The server's clock. */
  reviewed_at: z.string(),
  partitioned: z.boolean(),
  classes: z
    .array(
      z.strictObject({
        class: z.enum(statementClasses),
        /** In words. */
        asks: z.string(),
        /** The statement itself, with its sample values. null where this database cannot be asked so. */
        statement: z.string().nullable(),
        values: z.array(z.string()).readonly(),
        /** Nodes of the plan it has now, indented by depth. */
        plan: z.array(z.string()).readonly(),
        /** Tables the plan reads as a whole. For a small table that is right, index or not. */
        reads_whole: z.array(z.string()).readonly(),
        served: z.enum(['yes', 'no', 'unavailable']),
        /** Names of valid indexes that serve it, and of recommended ones that are missing. */
        by: z.array(z.string()).readonly(),
        missing: z.array(z.string()).readonly(),
      }),
    )
    .readonly(),
  recommendations: z
    .array(
      z.strictObject({
        ...place,
        method: z.enum(['btree', 'gin']),
        columns: z.array(z.string()).readonly(),
        serves: z.array(z.enum(statementClasses)).readonly(),
        /** base: every install has it. recommended: for everyday questions. optional: where such questions are asked. */
        importance: z.enum(['base', 'recommended', 'optional']),
        state: z.enum(['present', 'invalid', 'missing']),
        /** The index that serves now; null when none does. */
        present_as: z.string().nullable(),
        /** An estimate from row and width statistics; null where it is present. */
        estimated_bytes: z.number().int().nonnegative().nullable(),
        /** To be run by whoever owns the table, outside a transaction; empty where it is present. */
        ddl: z.array(z.string()).readonly(),
      }),
    )
    .readonly(),
  /** Indexes that serve nothing: an interrupted build, or a partition's part that is missing. */
  invalid: z.array(z.strictObject({ ...place, ddl: z.array(z.string()).readonly() })).readonly(),
  /** Indexes another one makes superfluous; they cost writes. */
  redundant: z
    .array(
      z.strictObject({
        ...place,
        covered_by: z.string(),
        bytes: z.number().int().nonnegative(),
        ddl: z.array(z.string()).readonly(),
      }),
    )
    .readonly(),
  existing: z
    .array(
      z.strictObject({
        ...place,
        definition: z.string(),
        valid: z.boolean(),
        bytes: z.number().int().nonnegative(),
        /** Times used since statistics were reset, as text; null where unknown. */
        scans: z.string().nullable(),
      }),
    )
    .readonly(),
});
export type IndexReview = Readonly<z.infer<typeof indexReviewSchema>>;
