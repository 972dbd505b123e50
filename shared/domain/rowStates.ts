import { z } from 'zod';
import { timelineEntrySchema } from './audit.ts';
import { resolvedRowSchema } from './row.ts';

export const rowStatusSchema = z.enum(['present', 'deleted_record', 'before_audit_horizon']);

const imageSchema = z.strictObject({
  /** jsonb text of the row, redacted as capture stored it. */
  data: z.string(),
  change_id: z.string(),
  captured_at: z.string(),
});

/**
 * The row as captured at a moment (CONTRACT §4.4). `before_audit_horizon`: nothing is captured so early, and the
 * row may have existed all the same.
 */
const asOfFields = {
  at: z.string(),
  status: rowStatusSchema,
  /** The image when present; a delete has none. */
  data: z.string().nullable(),
  /** The newest change not later than `at`; null before the horizon. */
  change_id: z.string().nullable(),
  captured_at: z.string().nullable(),
  /**
   * For a deleted row the last captured image before the delete: the last known state, stale if writes went
   * past capture (CONTRACT §12, trap 18).
   */
  last_known: imageSchema.nullable(),
} as const;
const stateSchema = z.strictObject(asOfFields);
export type RowState = Readonly<z.infer<typeof stateSchema>>;

export const rowAsOfSchema = z.strictObject({
  row: resolvedRowSchema,
  ...asOfFields,
  /** Before the horizon: how many changes without a whole key have an image that names this row. At most 101. */
  unresolved_changes: z.number().int().nonnegative(),
});
export type RowAsOf = Readonly<z.infer<typeof rowAsOfSchema>>;

/**
 * One field at two moments.
 * - `same`: equal to the last digit. `changed`: not; `numerically_equal` when only the spelling of numbers differs.
 * - `added`, `removed`: in one image only, or the row is deleted at the other moment.
 * - `masked`: capture stored a placeholder on either side, so that equality says nothing (trap 16).
 * - `unknown`: one moment lies before the horizon.
 */
const fieldComparisonSchema = z.strictObject({
  name: z.string(),
  /** JSON text; null when the field is absent, which is not the JSON null. */
  before: z.string().nullable(),
  after: z.string().nullable(),
  state: z.enum(['same', 'changed', 'added', 'removed', 'masked', 'unknown']),
  numerically_equal: z.boolean(),
  /** Captured updates between the two moments that name the field: same values may hide a there and back. */
  updates_between: z.number().int().nonnegative(),
});
export type FieldComparison = Readonly<z.infer<typeof fieldComparisonSchema>>;

/** The row at two moments, field by field, names in byte order. */
export const rowComparisonSchema = z.strictObject({
  row: resolvedRowSchema,
  before: stateSchema,
  after: stateSchema,
  fields: z.array(fieldComparisonSchema).readonly(),
  /** Captured changes of the row after the earlier and not after the later moment. */
  changes_between: z.number().int().nonnegative(),
  deletes_between: z.number().int().nonnegative(),
  /** Columns the capture function of today leaves out: nothing is known of them. */
  not_captured: z.array(z.string()).readonly(),
});
export type RowComparison = Readonly<z.infer<typeof rowComparisonSchema>>;

/**
 * Who set a field last, as far as captured.
 * - `set`: that change is an insert, or an update that names the field.
 * - `appeared`: no captured change names the field, but its value is new in this one: a column capture never
 *   names (`except_columns`), or a write that went past capture before it.
 * - `unknown`: set before the first captured change of this key.
 */
const blamedFieldSchema = z.strictObject({
  name: z.string(),
  value: z.string(),
  state: z.enum(['set', 'appeared', 'unknown']),
  /** Capture stored a placeholder: who changed it is known, to what is not. */
  masked: z.boolean(),
  change_id: z.string().nullable(),
});
export type BlamedField = Readonly<z.infer<typeof blamedFieldSchema>>;

/** The last captured image field by field, names in byte order, with the changes that set them. */
export const rowBlameSchema = z.strictObject({
  row: resolvedRowSchema,
  status: rowStatusSchema,
  /** The image that is explained; null when there is none. */
  image: imageSchema.nullable(),
  fields: z.array(blamedFieldSchema).readonly(),
  /** Every change a field names, and the delete if the row is deleted; newest first. */
  setters: z.array(timelineEntrySchema).readonly(),
  /** The delete, when the row is deleted. */
  deleted_by: z.string().nullable(),
  /** The row came to this key by a key change, so unknown fields were set under its key before. */
  arrived: z.boolean(),
  not_captured: z.array(z.string()).readonly(),
});
export type RowBlame = Readonly<z.infer<typeof rowBlameSchema>>;
