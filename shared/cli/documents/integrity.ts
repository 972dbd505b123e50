import { z } from 'zod';
import {
  columnContradictionSchema,
  datedTransactionSchema,
  findingSchema,
  integritySchema,
} from '../../domain/integrity.ts';
import { noChangeSchema, noChangeStatementSchema } from '../../domain/noChange.ts';
import { exactInteger, storedJson } from './parts.ts';

const dated = datedTransactionSchema.extend({ txid: exactInteger });

const findingDocument = findingSchema.extend({
  table_pk: storedJson,
  written: dated.nullable(),
  columns: z.array(columnContradictionSchema.extend({ before: storedJson, after: storedJson })),
});

const captureDocument = integritySchema.shape.capture.unwrap().element.extend({
  created: dated.nullable(),
  switched: dated.nullable(),
  function_changed: dated.nullable(),
  table_altered: dated.nullable(),
});

const statementDocument = noChangeStatementSchema.extend({
  row: z.strictObject({ table_schema: z.string(), table_name: z.string(), table_pk: storedJson }).nullable(),
  capture_since: dated.nullable(),
});

/** See documents.ts. */
export const integrityDocuments = {
  integrity: integritySchema.extend({
    findings: z.array(findingDocument),
    capture: z.array(captureDocument),
  }),
  'no-change': statementDocument.extend({
    related: z.array(statementDocument.extend({ relation: z.string() })).nullable(),
    related_truncated: noChangeSchema.shape.related_truncated,
  }),
} as const;
