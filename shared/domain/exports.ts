import { z } from 'zod';

/** CSV, the wrapped JSON document, or one JSON object a line (CONTRACT §5). */
export const exportFormats = ['csv', 'json', 'ndjson'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** Upstream's default row limit (CONTRACT §5.3). */
export const DEFAULT_MAX_ROWS = 10_000;

export const exportSummarySchema = z.strictObject({
  format: z.enum(exportFormats),
  /** The file's path, or `-` for standard output. */
  output: z.string(),
  /** Rows matching the filters, counted in the snapshot the rows were read from. */
  matching: z.number().int().nonnegative(),
  returned_count: z.number().int().nonnegative(),
  truncated: z.boolean(),
  /** null when all rows were asked for. */
  max_rows: z.number().int().nonnegative().nullable(),
  bytes: z.number().int().nonnegative(),
  /** SHA-256 of the bytes as written, lower-case hex. */
  sha256: z.string(),
  seconds: z.number().nonnegative(),
  /** Only when asked for: the bytes are gzip. */
  gzip: z.literal(true).optional(),
  /** Only when asked for: formula-like text got an apostrophe, so the file is no verbatim copy. */
  spreadsheet_safe: z.literal(true).optional(),
});
export type ExportSummary = Readonly<z.infer<typeof exportSummarySchema>>;

export const exportProgressSchema = z.strictObject({
  rows: z.number().int().nonnegative(),
  /** How many will be written; null until counted. */
  total: z.number().int().nonnegative().nullable(),
  bytes: z.number().int().nonnegative(),
  seconds: z.number().nonnegative(),
});
export type ExportProgress = Readonly<z.infer<typeof exportProgressSchema>>;
