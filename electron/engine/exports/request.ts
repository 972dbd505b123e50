import type { Writable } from 'node:stream';
import type { ExportFormat } from '@shared/domain/exports.ts';
import type { Filters } from '@shared/domain/filters.ts';

export interface ExportRequest {
  readonly filters: Filters;
  readonly format: ExportFormat;
  /** Newest rows to write at most; null writes all that match, 0 none. */
  readonly maxRows: number | null;
  /** CSV only: adds `correlation_id` and `action_id`. The JSON formats always tell the action. */
  readonly includeActionMetadata: boolean;
  readonly output: { readonly file: string; readonly force: boolean } | { readonly stream: Writable };
  /** Compresses; `bytes` and `sha256` are those of the compressed bytes. */
  readonly gzip?: boolean;
  /** CSV only: puts an apostrophe before text that a spreadsheet would take for a formula. */
  readonly spreadsheetSafe?: boolean;
  /** Milliseconds a statement may run; default 0, no limit. */
  readonly statementTimeoutMs?: number;
}
