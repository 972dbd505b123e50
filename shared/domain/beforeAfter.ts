import { z } from 'zod';

/**
 * What one transaction did to each row it touched: the row before it and after it, field by field. The reasons
 * why a value is not there are kept apart (CONTRACT §2.3, §2.7, §12 traps 14 to 18 and 20).
 */
export const fieldStates = [
  /** `value` is what the column held. */
  'value',
  /** Only the placeholder was stored; equal on both sides says nothing (trap 16). */
  'masked',
  /** The column never reaches the audit tables. */
  'excluded',
  /** The change stored prior values, but not this one, and no earlier image has it. */
  'omitted',
  /** The change stored no prior value, and the earlier image cannot tell. */
  'none',
  /** The change stored no prior value, and no earlier change of the row is here any more. */
  'before_horizon',
  /** There was no such row. */
  'no_row',
] as const;

export const valueSources = [
  /** Stored with the change itself (`changed_from`). */
  'prior_value',
  /** The image of the row's previous captured change; stale where a write bypassed capture. */
  'previous_image',
  /** The update did not name the column, so the value before is that after. */
  'unchanged',
  /** The image stored with the change. */
  'image',
] as const;

const sideSchema = z.strictObject({
  state: z.enum(fieldStates),
  /** JSON text, when `state` is `value`. */
  value: z.string().nullable(),
  source: z.enum(valueSources).nullable(),
});
export type FieldSide = Readonly<z.infer<typeof sideSchema>>;

export const fieldBeforeAfterSchema = z.strictObject({
  name: z.string(),
  /** null where it cannot be told, as for an excluded column. */
  changed: z.boolean().nullable(),
  before: sideSchema,
  after: sideSchema,
  /** The prior value stored and the previous image contradict each other: a write in between was not captured. */
  contradicts_previous: z.boolean(),
});
export type FieldBeforeAfter = Readonly<z.infer<typeof fieldBeforeAfterSchema>>;

export const beforeReasons = ['before_horizon', 'key_changed', 'unresolved_key', 'deleted_before'] as const;

export const rowBeforeAfterSchema = z.strictObject({
  table_schema: z.string(),
  table_name: z.string(),
  table_pk: z.string(),
  /** The row's changes within the transaction, in capture order, as one before and after. */
  changes: z.array(z.strictObject({ id: z.string(), op: z.string(), captured_at: z.string() })).readonly(),
  /** The whole key before, when the transaction changed it and the earlier one is recorded. */
  previous_pk: z.string().nullable(),
  before: z.strictObject({
    /** `unknown`: no earlier image; single fields may be known all the same. */
    status: z.enum(['row', 'no_row', 'unknown']),
    reason: z.enum(beforeReasons).nullable(),
    /** The previous captured change of the row. */
    change_id: z.string().nullable(),
    captured_at: z.string().nullable(),
  }),
  after: z.strictObject({ status: z.enum(['row', 'no_row']) }),
  /** By name, in byte order. */
  fields: z.array(fieldBeforeAfterSchema).readonly(),
});
export type RowBeforeAfter = Readonly<z.infer<typeof rowBeforeAfterSchema>>;

export const beforeAfterSchema = z.strictObject({
  transaction_id: z.string(),
  /** In the order of each row's first change. */
  rows: z.array(rowBeforeAfterSchema).readonly(),
  /** True when the transaction has more changes than were looked at; exact. */
  truncated: z.boolean(),
  changes: z.number().int().nonnegative(),
});
export type BeforeAfter = Readonly<z.infer<typeof beforeAfterSchema>>;
