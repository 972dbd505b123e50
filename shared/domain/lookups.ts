import { z } from 'zod';
import { auditTransactionSchema } from './audit.ts';

/** A table asked for that no change names and no capture trigger watches. */
export const unknownTableSchema = z.strictObject({
  /** As asked for. */
  table: z.string(),
  /** The known name that was likely meant, spelled the same way (bare or qualified); null when none is near. */
  meant: z.string().nullable(),
});
export type UnknownTable = Readonly<z.infer<typeof unknownTableSchema>>;

/** A recorded transaction, and whether any captured change belongs to it. */
export const numberedTransactionSchema = z.strictObject({
  transaction: auditTransactionSchema,
  has_changes: z.boolean(),
});
export type NumberedTransaction = Readonly<z.infer<typeof numberedTransactionSchema>>;
