import { z } from 'zod';
import { resolvedRowSchema } from './row.ts';
import { keyChangesSchema } from './rowHistory.ts';

const liveFieldSchema = z.strictObject({
  name: z.string(),
  captured: z.string(),
  /** null when the live row has no such column any more. */
  live: z.string().nullable(),
});

/**
 * The live row beside the last captured image, both of one snapshot. A difference says that something wrote past
 * capture (or that the image is older than a change of the table), not who or when.
 * - `agrees`, `differs`: there is a live row and the newest change is no delete.
 * - `gone`: the newest change is no delete, yet there is no live row: deleted past capture, truncated, or its key
 *   changed. `gone_as_captured`: deleted, and no live row.
 * - `there_after_delete`: deleted by capture, yet live. `never_captured`: live, and no change is captured.
 * - `nowhere`: neither. `unreadable`: `reason` and `message` say why.
 */
export const liveComparisonSchema = z.strictObject({
  state: z.enum([
    'agrees',
    'differs',
    'gone',
    'gone_as_captured',
    'there_after_delete',
    'never_captured',
    'nowhere',
    'unreadable',
  ]),
  reason: z.enum(['no_table', 'not_permitted', 'row_security', 'unresolved_key', 'key_type']).nullable(),
  message: z.string().nullable(),
  /** `to_jsonb` of the live row. */
  live: z.string().nullable(),
  /** Fields whose value differs, in byte order. Equal moments and numbers written differently do not. */
  differing: z.array(liveFieldSchema).readonly(),
  /** Captured as a placeholder: whether these agree nobody can tell. */
  masked: z.array(z.string()).readonly(),
  /** Columns of the live row that the image has not: excluded from capture, or added since. */
  not_captured: z.array(z.string()).readonly(),
});
export type LiveComparison = Readonly<z.infer<typeof liveComparisonSchema>>;

const rowActorSchema = z.strictObject({
  /** jsonb text; null where nobody told capture who it was. */
  actor_ref: z.string().nullable(),
  changes: z.number().int(),
  first: z.string(),
  last: z.string(),
});

/** What is captured of one row, and whether the live row still agrees. */
export const rowSummarySchema = z.strictObject({
  row: resolvedRowSchema,
  /** null when nothing is captured. */
  first: z.string().nullable(),
  last: z.string().nullable(),
  /** Id of the newest change. */
  last_change: z.string().nullable(),
  changes: z.number().int().nonnegative(),
  ops: z.strictObject({ insert: z.number().int(), update: z.number().int(), delete: z.number().int() }),
  /** Most changes first; at most 50. */
  actors: z.array(rowActorSchema).readonly(),
  actors_truncated: z.boolean(),
  key_changes: keyChangesSchema,
  /** Changes without a whole key whose image names this row; at most 101. */
  unresolved_changes: z.number().int().nonnegative(),
  live: liveComparisonSchema,
});
export type RowSummary = Readonly<z.infer<typeof rowSummarySchema>>;
