import { z } from 'zod';
import { auditTransactionSchema } from './audit.ts';

/** A table asked for that no change here names. */
export const unknownTableSchema = z.strictObject({
  /** As asked for. */
  table: z.string(),
  /**
   * What the catalogue says of it now. `captured`: it exists and has a capture trigger that fires; nothing was
   * recorded, or all of it was purged. `uncovered`: it exists, but no capture trigger fires for its writes, which
   * leave no captured change. `partitioned`: its changes are recorded under the names of its partitions.
   * `unknown`: there is no such table.
   */
  state: z.enum(['captured', 'uncovered', 'partitioned', 'unknown']),
  /**
   * Of an unknown table: the known name that was likely meant, spelled the same way (bare or qualified). Null when
   * none is near, and of a table that exists.
   */
  meant: z.string().nullable(),
});
export type UnknownTable = Readonly<z.infer<typeof unknownTableSchema>>;

/** A recorded transaction, and whether any captured change belongs to it. */
export const numberedTransactionSchema = z.strictObject({
  transaction: auditTransactionSchema,
  has_changes: z.boolean(),
});
export type NumberedTransaction = Readonly<z.infer<typeof numberedTransactionSchema>>;
