import { z } from 'zod';

/** What became of a field that the scope set. The screens and the command line use these words. */
export const damageStates = [
  'no_later_captured_change',
  'overwritten',
  'row_gone',
  /** Capture could not resolve the row's key, so that no later change can be attributed to it. */
  'unresolved_key',
] as const;

export const liveStates = [
  /** The live row still holds what the scope set; of a removed row: it is still away. */
  'agrees',
  'differs',
  /** No such row: deleted without capture, or under another key now. */
  'missing',
  /** Only a placeholder was recorded: there is nothing to compare. */
  'masked',
  /** The live table has no such column any more. */
  'no_column',
  /** `live.reason` of the table says why. */
  'not_readable',
] as const;

const setterSchema = z.strictObject({
  change_id: z.string(),
  op: z.string(),
  captured_at: z.string(),
  transaction_id: z.string(),
  /** As stored; null when nobody set one. */
  actor_ref: z.string().nullable(),
});
export type Setter = Readonly<z.infer<typeof setterSchema>>;

export const damageEntrySchema = z.strictObject({
  table_schema: z.string(),
  table_name: z.string(),
  table_pk: z.string(),
  /** null: the scope deleted the row. */
  field: z.string().nullable(),
  /** The scope's last change of it. */
  set_by: setterSchema,
  /** What the scope set, JSON text; null for a deletion, and where only a placeholder was recorded. */
  value: z.string().nullable(),
  masked: z.boolean(),
  state: z.enum(damageStates),
  /** The first later change of the field outside the scope; for `row_gone` by deletion, that deletion. */
  later: setterSchema.nullable(),
  /** How many later captured changes touched it. */
  later_changes: z.number().int().nonnegative(),
  live: z.enum(liveStates),
  /** JSON text, where the live row was read and has the column. */
  live_value: z.string().nullable(),
});
export type DamageEntry = Readonly<z.infer<typeof damageEntrySchema>>;

const count = z.number().int().nonnegative();

export const damageSummarySchema = z.strictObject({
  table_schema: z.string(),
  table_name: z.string(),
  field: z.string().nullable(),
  set: count,
  states: z.strictObject({
    no_later_captured_change: count,
    overwritten: count,
    row_gone: count,
    unresolved_key: count,
  }),
  live: z.strictObject({
    agrees: count,
    differs: count,
    missing: count,
    masked: count,
    no_column: count,
    not_readable: count,
  }),
});
export type DamageSummary = Readonly<z.infer<typeof damageSummarySchema>>;

export const damageSchema = z.strictObject({
  /** Changes of the scope that were looked at, newest first. */
  changes: count,
  /** True when the scope has more; exact. Then everything below is about the newest `changes` of it. */
  truncated: z.boolean(),
  rows: count,
  /** By table and field, in byte order. About every field looked at, whatever `entries` holds. */
  summary: z.array(damageSummarySchema).readonly(),
  /** By table, key and field. */
  entries: z.array(damageEntrySchema).readonly(),
  /** True when there are more entries than asked for; exact. */
  has_more: z.boolean(),
  /** Fields set whose changes capture does not name (`except_columns`): a later one cannot be seen but in the live row. */
  not_named: z
    .array(z.strictObject({ table_schema: z.string(), table_name: z.string(), field: z.string() }))
    .readonly(),
  /** Tables whose live rows could not be read, and why. */
  not_readable: z
    .array(
      z.strictObject({
        table_schema: z.string(),
        table_name: z.string(),
        reason: z.string(),
        message: z.string(),
      }),
    )
    .readonly(),
});
export type Damage = Readonly<z.infer<typeof damageSchema>>;
