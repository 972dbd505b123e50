import { z } from 'zod';
import { ledgerEntrySchema, ledgerOutcomes, type LedgerSource } from './ledger.ts';
import { ledgerCheckSchema } from './ledgerCheck.ts';

export const ledgerPageQuestionSchema = z.strictObject({
  cursor: z.string().max(40).nullable(),
  limit: z.number().int().min(1).max(1000),
  /** As {@link ledgerSourceLabel} names it; null for all. */
  asked_of: z.string().max(600).nullable(),
  outcome: z.enum(ledgerOutcomes).nullable(),
});
export type LedgerPageQuestion = Readonly<z.infer<typeof ledgerPageQuestionSchema>>;

export const ledgerPageSchema = z.strictObject({
  entries: z
    .array(
      z.strictObject({
        /** Segment and byte of the line: stable, since nothing is ever written before it. */
        place: z.string(),
        /** null: a line that can no longer be read. */
        entry: ledgerEntrySchema.nullable(),
      }),
    )
    .readonly(),
  cursor: z.string().nullable(),
  has_more: z.boolean(),
  /** False while recording is paused. */
  recording: z.boolean(),
});
export type LedgerPage = Readonly<z.infer<typeof ledgerPageSchema>>;

/** The chain's verdict and what it holds, from one walk over all of it. */
export const ledgerReportSchema = ledgerCheckSchema.extend({
  checked_at: z.string(),
  recording: z.boolean(),
  questions: z.number().int().nonnegative(),
  sources: z
    .array(z.strictObject({ label: z.string(), questions: z.number().int().nonnegative() }))
    .readonly(),
});
export type LedgerReport = Readonly<z.infer<typeof ledgerReportSchema>>;

/** The database asked, for people: the connection's name, else where it is. */
export function ledgerSourceLabel({ name, host, port, database, user }: LedgerSource): string {
  return name ?? `${user}@${host.includes(':') ? `[${host}]` : host}:${port}/${database}`;
}

export const ledgerExportSummarySchema = z.strictObject({
  /** The file, or `-`. */
  output: z.string(),
  /** Lines: questions and what the ledger says of itself. */
  entries: z.number().int().nonnegative(),
  bytes: z.number().int().nonnegative(),
  sha256: z.string(),
});
export type LedgerExportSummary = Readonly<z.infer<typeof ledgerExportSummarySchema>>;
