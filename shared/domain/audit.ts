import { z } from 'zod';

/**
 * Rows of the audit tables as read: every column under its own name, database text untouched. `txid`, `xmin`
 * and numbers are decimal text, jsonb is JSON text, instants are canonical (see instant.ts). CONTRACT §1.
 */
export const auditChangeSchema = z.strictObject({
  id: z.string(),
  transaction_id: z.string(),
  table_schema: z.string(),
  table_name: z.string(),
  /** jsonb text; `{}` and `{"id": null}` mean an unresolved key (CONTRACT §2.4). */
  table_pk: z.string(),
  op: z.string(),
  /** jsonb text of the row after the write, redacted; null for a delete. */
  data_after: z.string().nullable(),
  changed_fields: z.array(z.string()).readonly().nullable(),
  changed_from: z.string().nullable(),
  captured_at: z.string(),
  /** 32-bit id of the transaction that wrote this row version. */
  xmin: z.string(),
});
export type AuditChange = Readonly<z.infer<typeof auditChangeSchema>>;

export const auditTransactionSchema = z.strictObject({
  id: z.string(),
  txid: z.string(),
  occurred_at: z.string(),
  source: z.string().nullable(),
  meta: z.string().nullable(),
  actor_ref: z.string().nullable(),
  action_id: z.string().nullable(),
});
export type AuditTransaction = Readonly<z.infer<typeof auditTransactionSchema>>;

export const auditActionSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  actor_ref: z.string(),
  status: z.string(),
  verb: z.string().nullable(),
  category: z.string().nullable(),
  reason: z.string().nullable(),
  comment: z.string().nullable(),
  correlation_id: z.string().nullable(),
  request_id: z.string().nullable(),
  job_id: z.string().nullable(),
  inserted_at: z.string(),
});
export type AuditAction = Readonly<z.infer<typeof auditActionSchema>>;

/** One change with the transaction it belongs to and the action linked to that, if any. */
export const timelineEntrySchema = z.strictObject({
  audit_change: auditChangeSchema,
  transaction: auditTransactionSchema,
  action: auditActionSchema.nullable(),
});
export type TimelineEntry = Readonly<z.infer<typeof timelineEntrySchema>>;

/**
 * One page, newest first whichever way it was asked for. `cursor` continues in the asked direction and is null
 * exactly when `has_more` is false (CONTRACT §4.2, 1.0 rules).
 */
export const timelinePageSchema = z.strictObject({
  entries: z.array(timelineEntrySchema).readonly(),
  cursor: z.string().nullable(),
  has_more: z.boolean(),
});
export type TimelinePage = Readonly<z.infer<typeof timelinePageSchema>>;

export const countSchema = z.strictObject({
  count: z.number().int().nonnegative(),
  /** True when counting stopped at the cap: there are at least `count`. */
  capped: z.boolean(),
});
export type Count = Readonly<z.infer<typeof countSchema>>;

/** One transaction with its action and all its changes, newest first (CONTRACT §4.6), from one snapshot. */
export const transactionContextSchema = z.strictObject({
  transaction: auditTransactionSchema,
  action: auditActionSchema.nullable(),
  changes: z.array(auditChangeSchema).readonly(),
});
export type TransactionContext = Readonly<z.infer<typeof transactionContextSchema>>;
