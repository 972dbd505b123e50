import { z } from 'zod';
import { timelineEntrySchema } from './audit.ts';
import { resolvedRowSchema } from './row.ts';

/**
 * A place where the key of a row changed (CONTRACT §12, trap 17): capture stores the update under the new key
 * only, so the old key just ends and the new one begins with an update.
 */
export const keyChangeSchema = z.strictObject({
  /** `arrived`: the row came to this key with the change; `left`: it went from this key to another with it. */
  direction: z.enum(['arrived', 'left']),
  /** The key before (`arrived`) or after (`left`), as JSON text; null when nothing recorded tells. */
  other_key: z.string().nullable(),
  /**
   * `prior_value`: the change itself recorded the old key. `image`: it did not, but exactly one other key has
   * the same image apart from the changed fields; likely, not proven.
   */
  told_by: z.enum(['prior_value', 'image']).nullable(),
  change_id: z.string(),
  transaction_id: z.string(),
  captured_at: z.string(),
});
export type KeyChange = Readonly<z.infer<typeof keyChangeSchema>>;

export const keyChangesSchema = z.strictObject({
  /** Newest first. */
  entries: z.array(keyChangeSchema).readonly(),
  /** False when a search over the trail stopped at its bound: a key change further off is not excluded. */
  complete: z.boolean(),
});
export type KeyChanges = Readonly<z.infer<typeof keyChangesSchema>>;

/**
 * Changes recorded without the whole key (`{}`, `{"id": null}`, or `{"id": …}` of a composite key) whose image
 * names this row. Kept apart: that they are this row's is read from the image, and deletes have none.
 */
export const unresolvedChangesSchema = z.strictObject({
  /** Newest first, within the window that was asked for. */
  entries: z.array(timelineEntrySchema).readonly(),
  /** True when there are more than were looked for. */
  truncated: z.boolean(),
  /** Deletes of this table without the whole key: which rows they deleted nobody can tell. */
  unattributable_deletes: z.number().int().nonnegative(),
});
export type UnresolvedChanges = Readonly<z.infer<typeof unresolvedChangesSchema>>;

/** One page of a row's changes, newest first in both directions. */
export const rowHistoryPageSchema = z.strictObject({
  row: resolvedRowSchema,
  entries: z.array(timelineEntrySchema).readonly(),
  cursor: z.string().nullable(),
  has_more: z.boolean(),
});
export type RowHistoryPage = Readonly<z.infer<typeof rowHistoryPageSchema>>;

/** What belongs to the row besides the changes under its key. */
export const rowBesidesSchema = z.strictObject({
  row: resolvedRowSchema,
  key_changes: keyChangesSchema,
  unresolved: unresolvedChangesSchema,
});
export type RowBesides = Readonly<z.infer<typeof rowBesidesSchema>>;

export type RowHistory = RowHistoryPage & RowBesides;
