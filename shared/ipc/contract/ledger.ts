import { z } from 'zod';
import {
  ledgerExportSummarySchema,
  ledgerPageQuestionSchema,
  ledgerPageSchema,
  ledgerReportSchema,
} from '../../domain/ledgerReads.ts';

/** See contract.ts. The ledger is of this home, not of a connection: nothing here asks a database. */
export const ledgerContract = {
  /** Newest first; continue with the cursor. */
  'ledger.page': { request: ledgerPageQuestionSchema, response: ledgerPageSchema },
  'ledger.verify': { request: z.strictObject({}), response: ledgerReportSchema },
  /** Asks where to save; null when nobody chose a place. */
  'ledger.export': { request: z.strictObject({}), response: ledgerExportSummarySchema.nullable() },
  /** Pauses or resumes recording; the ledger itself says so. */
  'ledger.setRecording': {
    request: z.strictObject({ recording: z.boolean() }),
    response: z.strictObject({ recording: z.boolean() }),
  },
} as const;
