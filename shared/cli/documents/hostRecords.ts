import { z } from 'zod';
import { continuitySchema, tableContinuitySchema } from '../../domain/continuity.ts';
import { claimKinds, claimStatuses, evidenceSubjects } from '../../domain/evidence.ts';
import { indexReviewSchema } from '../../domain/indexReview.ts';
import { exactInteger, instant, storedObject, uuid } from './parts.ts';

const continuityDocument = continuitySchema.extend({
  tables: z.array(
    tableContinuitySchema.extend({
      trigger_written: tableContinuitySchema.shape.trigger_written
        .unwrap()
        .extend({ txid: exactInteger })
        .nullable(),
    }),
  ),
});

/** `evidence show` (CONTRACT §9). */
const evidenceDocument = z.strictObject({
  format_version: z.literal(1),
  generated_at: instant,
  proof_type: z.literal('threadline_evidence'),
  subject: z.enum([...evidenceSubjects, 'overview']),
  mode: z.enum(['latest', 'history']),
  filters: z
    .strictObject({
      from: instant.optional(),
      to: instant.optional(),
      limit: z.number().int().optional(),
      subject_ref: storedObject.optional(),
    })
    .describe('those that were given'),
  summary: z.strictObject({ record_count: z.number().int(), subject_count: z.number().int() }),
  claim_assessment: z
    .strictObject({
      status: z.enum(claimStatuses),
      kind: z.enum(claimKinds),
      reason: z.string().optional(),
      record_statuses: z.array(z.string()).optional(),
      error_statuses: z.tuple([z.literal('invalid_request'), z.literal('runtime_failure')]),
    })
    .describe('a classification, not a verification: no record is hashed or signed'),
  records: z.array(
    z.strictObject({
      id: uuid,
      subject: z.string(),
      subject_ref: storedObject,
      summary_status: z.string(),
      recorded_at: instant,
      actor_ref: storedObject.nullable(),
      provenance: storedObject,
      detail: storedObject,
      schema_version: z.number().int(),
      inserted_at: instant,
    }),
  ),
});

/** See documents.ts. */
export const hostRecordsDocuments = {
  indexes: indexReviewSchema,
  continuity: continuityDocument,
  'evidence show': evidenceDocument,
} as const;
