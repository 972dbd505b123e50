import { z } from 'zod';
import { auditActionSchema, auditChangeSchema, auditTransactionSchema } from './audit.ts';

/** Which lists were cut at the asked number; exact. */
const truncatedSchema = z.strictObject({
  actions: z.boolean(),
  transactions: z.boolean(),
  changes: z.boolean(),
});

/**
 * All that a correlation id reaches by the strict join: actions that carry it, transactions linked to these, and
 * their changes. Each list newest first, ties by id. CONTRACT §3, §4.1, §12 trap 22.
 */
export const correlationSchema = z.strictObject({
  /** As looked for: trimmed. */
  correlation_id: z.string(),
  actions: z.array(auditActionSchema).readonly(),
  transactions: z.array(auditTransactionSchema).readonly(),
  changes: z.array(auditChangeSchema).readonly(),
  /** Those of `actions` no transaction is linked to: failed, without captured write, or the link is lost. */
  actions_without_transactions: z.array(auditActionSchema).readonly(),
  truncated: truncatedSchema,
});
export type Correlation = Readonly<z.infer<typeof correlationSchema>>;

/** One action with the transactions linked to it and their changes. CONTRACT §4.7. */
export const actionContextSchema = z.strictObject({
  action: auditActionSchema,
  /** null where this database does not record the link: unknown, not none. */
  transactions: z.array(auditTransactionSchema).readonly().nullable(),
  changes: z.array(auditChangeSchema).readonly().nullable(),
  truncated: truncatedSchema.omit({ actions: true }),
});
export type ActionContext = Readonly<z.infer<typeof actionContextSchema>>;
