import { z } from 'zod';
import { resolvedRowSchema } from './row.ts';

const relatedRowSchema = z.strictObject({
  table_schema: z.string(),
  table_name: z.string(),
  /** Key as capture writes it; null where the live row has none that capture could resolve. */
  table_pk: z.string().nullable(),
  /**
   * `live`: a live row holds the values now. `key`: the foreign key names this row, which was not found live.
   * `captured`: an image captured lately held the values; the row may be gone or point elsewhere by now.
   */
  found_by: z.enum(['live', 'key', 'captured']),
  /** The newest captured change of the row; null when there is none. */
  last_change: z
    .strictObject({
      id: z.string(),
      op: z.string(),
      captured_at: z.string(),
      transaction_id: z.string(),
      actor_ref: z.string().nullable(),
    })
    .nullable(),
});
export type RelatedRow = Readonly<z.infer<typeof relatedRowSchema>>;

const relationSchema = z.strictObject({
  /** `references`: the row points there. `referenced_by`: those rows point here. */
  direction: z.enum(['references', 'referenced_by']),
  constraint: z.string(),
  table_schema: z.string(),
  table_name: z.string(),
  /** Columns of the row, and of the other table in the same order. */
  own_columns: z.array(z.string()).readonly(),
  other_columns: z.array(z.string()).readonly(),
  /** What deleting the referenced row does to those that point to it. */
  on_delete: z.string(),
  /** False where the live table was not looked into; `message` says why. */
  live: z.boolean(),
  message: z.string().nullable(),
  rows: z.array(relatedRowSchema).readonly(),
  /** There are more rows than are listed. */
  truncated: z.boolean(),
});
export type Relation = Readonly<z.infer<typeof relationSchema>>;

/** Rows reached from one row by the foreign keys the live schema has now, both ways. */
export const relatedRowsSchema = z.strictObject({
  row: resolvedRowSchema,
  /** Where the values of the row come from: the live row, else its last captured image, else nowhere. */
  values_from: z.enum(['live', 'captured', 'nowhere']),
  message: z.string().nullable(),
  relations: z.array(relationSchema).readonly(),
  /** There are more foreign keys than were followed. */
  truncated: z.boolean(),
  /** How many of the newest changes of the whole trail were searched for images that point here; null = all. */
  searched: z.number().int().nullable(),
});
export type RelatedRows = Readonly<z.infer<typeof relatedRowsSchema>>;
