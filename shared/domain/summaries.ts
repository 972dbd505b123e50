import { z } from 'zod';
import { findingCodes } from './integrity.ts';
import { coverageSchema } from './coverage.ts';

/** Answers that count changes instead of listing them (docs/ARCHITECTURE.md, summaries). */

const count = z.number().int().nonnegative();

export const histogramKeys = ['op', 'table', 'actor'] as const;
export type HistogramKey = (typeof histogramKeys)[number];

/**
 * Keys of a series that are no value of the database: no actor was recorded, this database records none, and
 * the sum of all but the most frequent. Values never look like them: an actor is `TYPE:ID`, `anonymous` or raw
 * JSON, a table has a dot.
 */
export const seriesMarks = { none: '(none)', not_recorded: '(not recorded)', other: '(other)' } as const;

/** How an answer that is no exact count came about. */
export const approximationSchema = z.strictObject({
  how: z.string(),
  /** Share of the table's blocks that were read, 0 to 100. */
  percent: z.number(),
  /** Matching changes among them; a bucket without any may still hold some. */
  sampled: count,
});

export const histogramSchema = z.strictObject({
  /** Both ends inclusive; null where the filters leave an end open and nothing matches. */
  from: z.string().nullable(),
  to: z.string().nullable(),
  by: z.enum(histogramKeys),
  /** null without a bucket. */
  bucket_seconds: z.number().int().positive().nullable(),
  /** Oldest first, without gaps; the first may begin before `from`, the last end behind `to`. */
  buckets: z.array(z.strictObject({ start: z.string(), counts: z.record(z.string(), count) })).readonly(),
  /** Matching changes whose time no bucket can hold: infinite, BC or beyond 9999. */
  unplaced: count,
  /** null: every number is an exact count. */
  approximate: approximationSchema.nullable(),
});
export type Histogram = Readonly<z.infer<typeof histogramSchema>>;

export const facetKeys = ['table', 'op', 'actor', 'action', 'field', 'source'] as const;
export type FacetKey = (typeof facetKeys)[number];

/** Written as the filter of the same name takes it; null: no actor, no linked action, no source was recorded. */
const facetValueSchema = z.strictObject({ value: z.string().nullable(), count });

export const facetSchema = z.strictObject({
  facet: z.enum(facetKeys),
  /** False: this database does not record it. Not the same as "no value". */
  available: z.boolean(),
  /** Most frequent first, at most 100. */
  values: z.array(facetValueSchema).readonly(),
  /** What the list leaves out: how many values, and how many changes have them. */
  others: z.strictObject({ values: count, count }),
});
export type Facet = Readonly<z.infer<typeof facetSchema>>;

export const facetsSchema = z.strictObject({
  facets: z.array(facetSchema).readonly(),
  /** Changes looked at. */
  counted: count,
  /** True: counting stopped at the cap, with the newest; there may be more. */
  capped: z.boolean(),
});
export type Facets = Readonly<z.infer<typeof facetsSchema>>;

export const differenceKeys = [...facetKeys, 'hour', 'meta_key', 'meta'] as const;
export type DifferenceKey = (typeof differenceKeys)[number];

const sideSchema = z.strictObject({ count, share: z.number() });

export const differenceSchema = z.strictObject({
  key: z.enum(differenceKeys),
  /** As in a facet; an hour is `00` to `23` UTC, `meta` an object of one member as the filter takes it. */
  value: z.string().nullable(),
  selected: sideSchema,
  against: sideSchema,
  /** Share in the selection by share in the other; null: nothing of it there. */
  ratio: z.number().nullable(),
});
export type Difference = Readonly<z.infer<typeof differenceSchema>>;

/** What is over-represented in the selection, strongest first. */
export const differentSchema = z.strictObject({
  selected: count,
  against: count,
  /** From which instant on changes of either side were compared, because there are more; null: all of them. */
  selected_from: z.string().nullable(),
  against_from: z.string().nullable(),
  differences: z.array(differenceSchema).readonly(),
});
export type Different = Readonly<z.infer<typeof differentSchema>>;

const runSchema = z.strictObject({
  id: z.string(),
  status: z.string(),
  deleted_count: z.string().nullable(),
  started_at: z.string().nullable(),
  completed_at: z.string().nullable(),
});

export const retentionOutlookSchema = z.strictObject({
  /** False: the host has no table of retention runs that this role may read. */
  recorded: z.boolean(),
  last_run: runSchema.nullable(),
  /** Estimate of when the host deletes the oldest rows next; null: not known. */
  oldest_rows_go_at: z.string().nullable(),
  /** What the estimate rests on, or why there is none. */
  reason: z.string(),
});
export type RetentionOutlook = Readonly<z.infer<typeof retentionOutlookSchema>>;

export const newestTransactionSchema = z.strictObject({
  id: z.string(),
  txid: z.string(),
  occurred_at: z.string(),
  source: z.string().nullable(),
  actor_ref: z.string().nullable(),
  action: z.string().nullable(),
  inserts: count,
  updates: count,
  deletes: count,
});
export type NewestTransaction = Readonly<z.infer<typeof newestTransactionSchema>>;

export const overviewSchema = z.strictObject({
  read_at: z.string(),
  /** Oldest and newest row still here; null when there is none. */
  window: z.strictObject({ oldest: z.string().nullable(), newest: z.string().nullable() }),
  /** Planner estimates: about so many. */
  estimates: z.strictObject({ changes: z.number(), transactions: z.number(), actions: z.number() }),
  retention: retentionOutlookSchema,
  /** What volume, tables and actors are counted over: the last `days` up to the newest row. */
  period: z.strictObject({ from: z.string().nullable(), to: z.string().nullable(), days: count }),
  volume: histogramSchema,
  tables: facetSchema,
  actors: facetSchema,
  newest: z.array(newestTransactionSchema).readonly(),
  coverage: z.strictObject({
    verdict: z.enum(['nothing_captured', 'gaps', 'all_covered']),
    covered: count,
    /** Threadline's own tables left out. */
    uncovered: count,
    expected_uncovered: count,
    detail: coverageSchema,
  }),
  /** Of the same window; `summary` null: not run, and `reason` says why. */
  integrity: z.strictObject({
    summary: z
      .strictObject({
        unexplained: count,
        /** Only those there are, in the order of the codes. */
        codes: z.array(z.strictObject({ code: z.enum(findingCodes), count })).readonly(),
        capped: z.boolean(),
        could_not_tell: count,
        changes: count,
        rows: count,
      })
      .nullable(),
    reason: z.string().nullable(),
  }),
});
export type Overview = Readonly<z.infer<typeof overviewSchema>>;
