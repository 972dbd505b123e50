import { z } from 'zod';
import { countSchema } from '../domain/audit.ts';
import { capabilitySchema } from '../domain/capability.ts';
import { errorCatalog, type ErrorCode } from '../domain/errors.ts';
import { exportSummarySchema } from '../domain/exports.ts';

import { actorsDocuments } from './documents/actors.ts';
import { hostRecordsDocuments } from './documents/hostRecords.ts';
import { findDocuments } from './documents/find.ts';
import { integrityDocuments } from './documents/integrity.ts';
import { ledgerDocuments } from './documents/ledger.ts';
import { rowsDocuments } from './documents/rows.ts';
import { scopeDocuments } from './documents/scope.ts';
import { summariesDocuments } from './documents/summaries.ts';
import {
  changeDocument,
  entryDocument,
  exactInteger,
  instant,
  pageDocument,
  storedJson,
  storedObject,
  uuid,
} from './documents/parts.ts';

/**
 * What each command prints with `--json`: exactly one document on standard output. Published as JSON Schema
 * in docs/schemas/; a change here is a change of a public contract.
 *
 * Numbers are exact: a txid, bigint or numeric keeps every digit it was stored with, so read them with a
 * parser that keeps them too. Stored jsonb is repeated verbatim in value.
 */

export const timelineDocument = z.strictObject({ entries: z.array(entryDocument), ...pageDocument });

const fieldChange = z.strictObject({
  name: z.string(),
  after: storedJson,
  before: storedJson.optional(),
  prior_state: z.literal('omitted').optional(),
});

export const changeDiffDocument = z.strictObject({
  schema_version: z.literal(1),
  before_values: z.enum(['none', 'sparse']),
  op: z.enum(['INSERT', 'UPDATE', 'DELETE']),
  id: uuid,
  transaction_id: uuid,
  table_schema: z.string(),
  table_name: z.string(),
  table_pk: storedJson,
  captured_at: instant,
  data_after: storedJson,
  field_changes: z.array(fieldChange),
});

/** The incident document of CONTRACT §4.7. */
export const incidentDocumentSchema = z.strictObject({
  transaction: z.strictObject({
    id: uuid,
    txid: exactInteger,
    occurred_at: instant,
    source: z.string().nullable(),
    meta: storedJson,
    actor_ref: storedJson,
  }),
  action: z
    .strictObject({
      id: uuid,
      name: z.string(),
      status: z.string(),
      correlation_id: z.string().nullable(),
      request_id: z.string().nullable(),
    })
    .nullable(),
  changes: z.array(
    z.strictObject({
      audit_change: changeDocument.omit({ transaction_id: true, xmin: true }),
      change_diff: changeDiffDocument,
    }),
  ),
});

/** One line of NDJSON, and one element of the wrapped document's `changes` (CONTRACT §5.2). */
export const exportedChange = z.strictObject({
  id: uuid,
  transaction_id: uuid,
  table_schema: z.string(),
  table_name: z.string(),
  op: z.string(),
  captured_at: instant,
  table_pk: storedObject,
  data_after: storedJson,
  changed_fields: z.array(z.string()),
  changed_from: storedObject,
  transaction: z.strictObject({
    id: uuid,
    occurred_at: instant,
    actor_ref: storedJson,
    source: z.string().nullable(),
  }),
  action: z
    .strictObject({ id: uuid, correlation_id: z.string().nullable() })
    .optional()
    .describe('only when the transaction is linked to one'),
});

export const wrappedExport = z.strictObject({
  format_version: z.literal(1),
  generated_at: instant,
  changes: z.array(exportedChange),
});

/** With `--dry-run`: what an export would write. */
export const dryRunDocument = z.strictObject({
  format: exportSummarySchema.shape.format,
  matching: z.number().int().nonnegative(),
  would_return: z.number().int().nonnegative(),
  would_truncate: z.boolean(),
  max_rows: z.number().int().nonnegative().nullable(),
});

/** `health coverage`: one schema (CONTRACT §7.2). */
export const coverageDocument = z.strictObject({
  schema: z.string(),
  covered: z.array(z.string()),
  uncovered: z.array(z.string()),
  expected_uncovered: z.array(z.strictObject({ table: z.string(), source: z.enum(['baseline', 'config']) })),
});

/** `health coverage --all-schemas`: by schema name, with the sums. */
export const allCoverageDocument = z.strictObject({
  schemas: z.record(z.string(), coverageDocument),
  summary: z.strictObject({
    schemas: z.number().int(),
    covered: z.number().int(),
    uncovered: z.number().int(),
    expected_uncovered: z.number().int(),
  }),
});

export const sqlDocument = z.strictObject({ sql: z.string() });

export const captureDiffDocument = z.strictObject({
  functions: z.array(
    z.strictObject({
      name: z.string(),
      state: z.enum(['same', 'same_policy', 'differs', 'missing']),
      diff: z.string().describe('unified diff from deployed to generated; empty when the same'),
    }),
  ),
});

export const errorDocument = z.strictObject({
  error: z.strictObject({
    code: z.enum(Object.keys(errorCatalog) as [ErrorCode, ...ErrorCode[]]),
    message: z.string(),
    hint: z.string().nullable(),
    detail: z.string().nullable(),
  }),
});

/** By command, in the order docs/CLI.md shows them. */
export const documents = {
  info: capabilitySchema,
  timeline: timelineDocument,
  count: countSchema,
  incident: incidentDocumentSchema,
  ...ledgerDocuments,
  ...rowsDocuments,
  ...actorsDocuments,
  ...summariesDocuments,
  ...findDocuments,
  ...scopeDocuments,
  ...integrityDocuments,
  export: exportSummarySchema,
  'export --dry-run': dryRunDocument,
  'health coverage': coverageDocument,
  'health coverage --all-schemas': allCoverageDocument,
  ...hostRecordsDocuments,
  'capture install, triggers, uninstall': sqlDocument,
  'capture triggers --diff': captureDiffDocument,
  'demo serve': z.strictObject({ url: z.string() }),
  'demo reset': z.strictObject({ reset: z.literal(true) }),
  'a line of export --format ndjson': exportedChange,
  'the file of export --format json': wrappedExport,
  'any error': errorDocument,
} as const satisfies Record<string, z.ZodType>;
