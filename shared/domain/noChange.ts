import { z } from 'zod';
import { datedTransactionSchema } from './integrity.ts';
import { rowAddressSchema } from './row.ts';

/** Why "no captured change of this row between A and B" cannot be stated. */
export const refusalCodes = [
  'ambiguous_row',
  'second_install',
  'unresolved_keys',
  'window_not_over',
  'before_retained_window',
  'before_capture',
  'not_captured',
  'capture_switched',
  'clock_void',
  'row_security',
  'live_unreadable',
  'replica_lag',
  'open_transaction',
  'contradicted',
  'no_bracket',
] as const;

const bracketSideSchema = z.strictObject({
  /** A captured change, or the live row. */
  kind: z.enum(['change', 'live', 'live_version']),
  change_id: z.string().nullable(),
  op: z.string().nullable(),
  /** captured_at; of the live row, the time of the snapshot; of a version, the latest it can be written. */
  at: z.string().nullable(),
});

export const noChangeStatementSchema = z.strictObject({
  /** `stated`: it holds as far as the database tells. `changed`: it is not true. `refused`: it cannot be told. */
  outcome: z.enum(['stated', 'changed', 'refused']),
  row: rowAddressSchema.nullable(),
  from: z.string(),
  to: z.string(),
  refusals: z.array(z.strictObject({ code: z.enum(refusalCodes), reason: z.string() })).readonly(),
  /** Captured inside the window: at most 100 ids, and how many there are. */
  change_ids: z.array(z.string()).readonly(),
  changes: z.number().int().nonnegative(),
  /** Last state before the window and first state after it; they agree when the statement is made. */
  bracket: z.strictObject({ before: bracketSideSchema.nullable(), after: bracketSideSchema.nullable() }),
  /** Since when capture is as it is now. */
  capture_since: datedTransactionSchema.nullable(),
  /** The sentence, when it is made. */
  statement: z.string().nullable(),
  /** What would still make it wrong. */
  unless: z.array(z.string()).readonly(),
});
export type NoChangeStatement = Readonly<z.infer<typeof noChangeStatementSchema>>;

export const noChangeSchema = noChangeStatementSchema.extend({
  /**
   * Rows reached by foreign keys, when asked: a statement for each, of the same snapshot rules; a refused one without
   * a row for what could not be looked into.
   */
  related: z
    .array(noChangeStatementSchema.extend({ relation: z.string() }))
    .readonly()
    .nullable(),
  /** More related rows may exist than were looked at. */
  related_truncated: z.boolean(),
});
export type NoChange = Readonly<z.infer<typeof noChangeSchema>>;
