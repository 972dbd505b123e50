import { z } from 'zod';
import { filtersSchema } from './filters.ts';

/** What a pasted text can be, in the order the answer lists it: what an index serves first. */
export const findKinds = [
  'transaction',
  'change',
  'action',
  'txid',
  'correlation',
  'request',
  'job',
  'actor',
  'row_key',
  'action_name',
  'meta_value',
  'action_text',
  'recorded_value',
] as const;
export type FindKind = (typeof findKinds)[number];

/** How a screen opens a hit: by an id, or by the filters that match the changes counted. */
const opensSchema = z.discriminatedUnion('by', [
  z.strictObject({ by: z.literal('transaction'), id: z.string() }),
  z.strictObject({ by: z.literal('action'), id: z.string() }),
  z.strictObject({ by: z.literal('change'), id: z.string(), transaction_id: z.string() }),
  z.strictObject({ by: z.literal('filters'), filters: filtersSchema }),
]);

export const findHitSchema = z.strictObject({
  kind: z.enum(findKinds),
  /** One line for people. */
  label: z.string(),
  where: z.strictObject({
    table_schema: z.string(),
    table_name: z.string(),
    /**
     * The column; a value inside a JSON column by its path: `shipping.tracking.number`, `lines[*].sku`. A name
     * that could be read as a path stands in JSON quotes: `"a.b"`, `labels."a.b"`.
     */
    column: z.string().nullable(),
    /** The row's key as recorded where every occurrence is in one row; null otherwise. */
    table_pk: z.string().nullable(),
    /** How many rows it was seen in; null where rows are not what was looked at. */
    rows: z.number().int().nullable(),
  }),
  /**
   * Changes it occurs in; `capped` says that there are more. Of a value in meta those of the transactions found, of
   * an action's text those of the action it opens.
   */
  count: z.number().int().nonnegative(),
  capped: z.boolean(),
  newest: z.strictObject({ change_id: z.string(), captured_at: z.string() }).nullable(),
  opens: opensSchema,
});
export type FindHit = Readonly<z.infer<typeof findHitSchema>>;

/** How far a search through changes, transactions or actions went: newest first. */
export const valueSearchSchema = z.strictObject({
  /** True when none is left that was not looked at. */
  complete: z.boolean(),
  /** How many were looked at. */
  searched: z.number().int().nonnegative(),
  /** The time of the oldest one looked at; null when none was. */
  back_to: z.string().nullable(),
  /** Why it ended before the oldest; null when it did not. */
  stopped_by: z.enum(['time', 'rows', 'statement_timeout']).nullable(),
});
export type ValueSearch = Readonly<z.infer<typeof valueSearchSchema>>;

export const findAnswerSchema = z.strictObject({
  /** What was looked for: as typed, without the white space around it. */
  text: z.string(),
  /** What recorded text was compared with, letter by letter: the text, and a uuid in its customary forms. */
  spellings: z.array(z.string()).readonly(),
  hits: z.array(findHitSchema).readonly(),
  /** Changes searched for recorded values. */
  values: valueSearchSchema,
  /** Transactions searched for values of their meta. */
  meta: valueSearchSchema,
  /** Actions searched for their reason, comment, verb and category; null where there are none to search. */
  action_texts: valueSearchSchema.nullable(),
  /** Kinds that could not be looked up here or not in time, and why: not the same as "nothing found". */
  not_searched: z.array(z.strictObject({ kind: z.enum(findKinds), reason: z.string() })).readonly(),
});
export type FindAnswer = Readonly<z.infer<typeof findAnswerSchema>>;

/** Sent while the search goes on; `hits` is everything found so far. */
export const findProgressSchema = z.strictObject({
  hits: z.array(findHitSchema).readonly(),
  searched: z.number().int().nonnegative(),
  /** About how many changes there are. */
  of: z.number().nonnegative(),
  back_to: z.string().nullable(),
});
export type FindProgress = Readonly<z.infer<typeof findProgressSchema>>;
