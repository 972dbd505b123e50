import { z } from 'zod';

/** What the documents of several commands share (../documents.ts). */

export const instant = z.string().meta({
  id: 'instant',
  description: 'UTC, six fraction digits and Z; what cannot be written so, as PostgreSQL writes it',
});
export const uuid = z.string().meta({ id: 'uuid', description: 'uuid, lower case' });
export const exactInteger = z.number().meta({ id: 'exactInteger', description: 'up to 64 bits, exact' });
export const storedJson = z
  .union([
    z.null(),
    z.boolean(),
    z.number(),
    z.string(),
    z.array(z.unknown()),
    z.record(z.string(), z.unknown()),
  ])
  .meta({ id: 'storedJson', description: 'stored jsonb, verbatim in value' });
export const storedObject = z
  .record(z.string(), z.unknown())
  .meta({ id: 'storedObject', description: 'stored jsonb object, verbatim in value' });

/** All columns as stored, nulls kept, plus the id of the transaction that wrote this row version. */
export const changeDocument = z.strictObject({
  id: uuid,
  transaction_id: uuid,
  table_schema: z.string(),
  table_name: z.string(),
  table_pk: storedJson,
  op: z.enum(['insert', 'update', 'delete']),
  data_after: storedJson,
  changed_fields: z.array(z.string()).nullable(),
  changed_from: storedJson,
  captured_at: instant,
  xmin: exactInteger,
});

export const transactionDocument = z.strictObject({
  id: uuid,
  txid: exactInteger,
  occurred_at: instant,
  source: z.string().nullable(),
  meta: storedJson,
  actor_ref: storedJson,
  action_id: uuid.nullable(),
});

export const actionDocument = z.strictObject({
  id: uuid,
  name: z.string(),
  actor_ref: storedJson,
  status: z.string(),
  verb: z.string().nullable(),
  category: z.string().nullable(),
  reason: z.string().nullable(),
  comment: z.string().nullable(),
  correlation_id: z.string().nullable(),
  request_id: z.string().nullable(),
  job_id: z.string().nullable(),
  inserted_at: instant,
});

/** One element of every list of changes. */
export const entryDocument = z.strictObject({
  audit_change: changeDocument,
  transaction: transactionDocument,
  action: actionDocument.nullable(),
});

/** How every paged answer ends. */
export const pageDocument = {
  cursor: z.string().nullable().describe('continues in the asked direction; null at the end'),
  has_more: z.boolean(),
} as const;
