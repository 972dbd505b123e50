import { z } from 'zod';
import { canonicalJson } from './canonicalJson.ts';
import { errorCatalog, type ErrorCode } from './errors.ts';

/**
 * The ledger: every question asked of a database, one canonical JSON line each (docs/LEDGER.md). A line names the
 * SHA-256 of the line before it, also across the monthly segments, so that a later change of any line shows.
 */

/** What the first line of the first segment names as the line before it. */
export const LEDGER_BEGINNING = '0'.repeat(64);

const digest = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.number().int().nonnegative();
const instant = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
const segment = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/);
const errorCodes = Object.keys(errorCatalog) as [ErrorCode, ...ErrorCode[]];

export const ledgerFaces = ['application', 'command_line'] as const;
export type LedgerFace = (typeof ledgerFaces)[number];
export const ledgerOutcomes = ['answered', 'cancelled', 'failed'] as const;
export type LedgerOutcome = (typeof ledgerOutcomes)[number];

/** Which database was asked, and as whom. Never holds a password. */
export const ledgerSourceSchema = z.strictObject({
  /** Of the saved connection or the demo; null when it was given by URL or environment. */
  name: z.string().nullable(),
  host: z.string(),
  port: z.number().int(),
  database: z.string(),
  user: z.string(),
});
export type LedgerSource = Readonly<z.infer<typeof ledgerSourceSchema>>;

const position = {
  v: z.literal(1),
  /** Place in the whole chain, from 1, without gap. */
  seq: z.number().int().positive(),
  /** SHA-256 of the line before, in hex. */
  prev: digest,
  /** This machine's clock, UTC. Of a question: when it was asked. Lines stand in the order of their ends. */
  at: instant,
  application: z.string(),
} as const;

const questionSchema = z.strictObject({
  ...position,
  kind: z.literal('question'),
  face: z.enum(ledgerFaces),
  /** Channel of the application or command of the command line, e.g. `timeline.page`, `health coverage`. */
  asked: z.string(),
  /** Canonical JSON text; null where the question takes no filters. */
  filters: z.string().nullable(),
  /** What else was asked, canonical JSON text of an object. */
  parameters: z.string(),
  source: ledgerSourceSchema,
  /** Rows the database sent for it, also those an answer was made of. */
  rows: count,
  duration_us: count,
  outcome: z.enum(ledgerOutcomes),
  /** Of the failure, docs/ERRORS.md; null for the other outcomes. */
  code: z.enum(errorCodes).nullable(),
});
export type LedgerQuestion = Readonly<z.infer<typeof questionSchema>>;

export const ledgerEntrySchema = z.discriminatedUnion('kind', [
  questionSchema,
  /** The first line of every segment: `prev` is the head of the one before it, which outlives its removal. */
  z.strictObject({
    ...position,
    kind: z.literal('segment'),
    segment,
    previous_segment: segment.nullable(),
  }),
  z.strictObject({ ...position, kind: z.literal('paused'), face: z.enum(ledgerFaces) }),
  z.strictObject({ ...position, kind: z.literal('resumed'), face: z.enum(ledgerFaces) }),
  /** Written when the end was found cut in the middle of a line, as a crash leaves it; that line was dropped. */
  z.strictObject({ ...position, kind: z.literal('unfinished_line'), bytes: count }),
  /** Written when the chain was found shorter than it was known to be, or ending otherwise. */
  z.strictObject({ ...position, kind: z.literal('end_missing'), known_entries: count, known_head: digest }),
]);
export type LedgerEntry = Readonly<z.infer<typeof ledgerEntrySchema>>;
type Without<T, K extends string> = T extends unknown ? Omit<T, K> : never;
/** An entry before it has its place in the chain. */
export type LedgerRecord = Without<LedgerEntry, 'v' | 'seq' | 'prev'>;

/** How far the chain was known to be complete: kept beside the segments, and told with what is exported. */
export const ledgerHeadSchema = z.strictObject({
  entries: count,
  head: digest,
  segment,
  /** False while recording is paused. */
  recording: z.boolean(),
});
export type LedgerHead = Readonly<z.infer<typeof ledgerHeadSchema>>;

/** The entry as its one line, without the line end. */
export function ledgerLine(record: LedgerRecord, seq: number, prev: string): string {
  return canonicalJson({ v: 1, seq, prev, ...record });
}

/** The entry a line holds; null for what no writer of ours has written, also when only its spelling differs. */
export function readLedgerLine(line: string): LedgerEntry | null {
  let document: unknown;
  try {
    // eslint-disable-next-line no-restricted-syntax -- our own record, not evidence of the database
    document = JSON.parse(line);
  } catch {
    return null;
  }
  const parsed = ledgerEntrySchema.safeParse(document);
  return parsed.success && canonicalJson(parsed.data) === line ? parsed.data : null;
}

/** The segment an entry of this moment belongs to; a clock set back opens no earlier one. */
export function ledgerSegmentAt(at: string, newest: string | null): string {
  const month = at.slice(0, 7);
  return newest !== null && newest > month ? newest : month;
}
