import { z } from 'zod';
import { ledgerExportSummarySchema, ledgerPageSchema, ledgerReportSchema } from '../../domain/ledgerReads.ts';

/** See documents.ts. */
export const ledgerDocuments = {
  'ledger list': ledgerPageSchema,
  'ledger verify': ledgerReportSchema,
  'ledger export': ledgerExportSummarySchema,
  'ledger pause': z.strictObject({ recording: z.literal(false) }),
  'ledger resume': z.strictObject({ recording: z.literal(true) }),
} as const;
