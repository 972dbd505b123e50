import { z } from 'zod';
import { continuitySchema } from '../../domain/continuity.ts';
import { evidenceAnswerSchema } from '../../domain/evidence.ts';
import { exportJobsSchema, retentionRunsSchema, savedViewsSchema } from '../../domain/hostRecords.ts';
import { indexReviewSchema } from '../../domain/indexReview.ts';
import { source } from './parts.ts';

const list = z.strictObject({ source, limit: z.number().int().min(1).max(1000) });
const instant = z.string().max(64).nullable();

/** See contract.ts. */
export const hostRecordsContract = {
  'indexes.review': { request: z.strictObject({ source }), response: indexReviewSchema },
  /** Since when tables are captured; `table` is NAME (public) or SCHEMA.NAME and must be covered. */
  'continuity.report': {
    request: z.strictObject({ source, table: z.string().max(256).nullable() }),
    response: continuitySchema,
  },
  'evidence.show': {
    request: z.strictObject({
      source,
      subject: z.string().max(256).nullable(),
      subject_ref: z.string().max(65_536).nullable(),
      mode: z.enum(['latest', 'history']),
      from: instant,
      to: instant,
      limit: z.number().int().min(1).nullable(),
    }),
    response: evidenceAnswerSchema,
  },
  'hostRecords.savedViews': { request: list, response: savedViewsSchema },
  'hostRecords.exportJobs': { request: list, response: exportJobsSchema },
  'hostRecords.retentionRuns': { request: list, response: retentionRunsSchema },
} as const;
