import { z } from 'zod';

/** Why a field, or (with `field` null) the whole change, is not restored by a draft. */
export const cannotRestoreReasons = [
  'masked',
  'excluded',
  /** The change stored no prior value, and the earlier image cannot tell. */
  'no_prior_value',
  /** No earlier change of the row is here any more. */
  'before_horizon',
  /** A later captured change, not in the draft, set it. */
  'overwritten_since',
  /** A later change that is in the draft cannot be reversed for this field, and this one lies beneath it. */
  'later_not_restored',
  /** The live row holds another value than the last captured one: changed without capture. */
  'live_differs',
  /** There is no live row under this key. */
  'live_missing',
  /** There is a live row where the draft would insert one. */
  'live_present',
  /** Another live row holds the value, which a unique index allows once; `held_by` names index and row. */
  'value_taken',
  'key_changed',
  'unresolved_key',
  /** No unique index of the live table covers the recorded key: more than one row could match. */
  'key_not_unique',
  /** Computed by the database. */
  'generated',
  /** GENERATED ALWAYS AS IDENTITY: an UPDATE may not set it. */
  'identity',
  /** Changes of it are not named by capture (`except_columns`). */
  'not_named',
  'no_column',
  'no_table',
  /** The recorded form cannot be turned back into a value of the column's type. */
  'type',
  /** A column that must not be NULL has no recorded value and no default. */
  'required_value_missing',
  /** The update named no column: nothing to put back. */
  'nothing_named',
] as const;
export type CannotRestoreReason = (typeof cannotRestoreReasons)[number];

export const cannotRestoreSchema = z.strictObject({
  field: z.string().nullable(),
  reason: z.enum(cannotRestoreReasons),
  /** `value_taken`: by which unique index, and the key of the row that stands in the way. */
  held_by: z.strictObject({ index: z.string(), table_pk: z.string() }).optional(),
});
export type CannotRestore = Readonly<z.infer<typeof cannotRestoreSchema>>;

export const reversalStatementSchema = z.strictObject({
  change_id: z.string(),
  transaction_id: z.string(),
  table_schema: z.string(),
  table_name: z.string(),
  table_pk: z.string(),
  captured_at: z.string(),
  /** What the draft does about the change; `none`: only comments, see `cannot_restore`. */
  kind: z.enum(['update', 'insert', 'delete', 'none']),
  /** Fields put back, in byte order; of a removed row none. */
  restores: z.array(z.string()).readonly(),
  /** Of these, what comes from the previous captured image because no prior value was recorded. */
  from_previous_image: z.array(z.string()).readonly(),
  cannot_restore: z.array(cannotRestoreSchema).readonly(),
  /** Whether the guard was compared with the live row when the draft was made. */
  live: z.enum(['agrees', 'not_readable', 'not_compared']),
  /** The statement, one line for each clause; null for `none`. */
  sql: z.string().nullable(),
});
export type ReversalStatement = Readonly<z.infer<typeof reversalStatementSchema>>;

export const reversalSchema = z.strictObject({
  /** The whole script, BEGIN to ROLLBACK. Never executed by this application. */
  sql: z.string(),
  /** In the order of the script: newest change first. */
  statements: z.array(reversalStatementSchema).readonly(),
  changes: z.number().int().nonnegative(),
  /** True when more changes match than the draft is about; it is about the newest. Exact. */
  truncated: z.boolean(),
});
export type Reversal = Readonly<z.infer<typeof reversalSchema>>;
