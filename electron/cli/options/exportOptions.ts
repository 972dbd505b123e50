import { InvestigatorError } from '@shared/domain/errors.ts';
import type { ExportFormat } from '@shared/domain/exports.ts';

/** The options of `export` beside the filters, as parsed. */
export interface ExportArguments {
  readonly format?: ExportFormat;
  readonly jsonFormat?: 'wrapped' | 'ndjson';
  readonly output?: string;
  readonly maxRows: number | 'all';
  readonly includeActionMetadata?: boolean;
  readonly spreadsheetSafe?: boolean;
  readonly gzip?: boolean;
  readonly maxSeconds?: number;
  readonly dryRun?: boolean;
  readonly failOnTruncate?: boolean;
  readonly force?: boolean;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

export interface ExportPlan {
  readonly format: ExportFormat;
  readonly maxRows: number | null;
  readonly includeActionMetadata: boolean;
  readonly spreadsheetSafe: boolean;
  readonly gzip: boolean;
  /** null is standard output. */
  readonly file: string | null;
}

/** What the options ask for together; contradictions are refused. Error: `usage`. */
export function exportRequestOf(options: ExportArguments): ExportPlan {
  const format = formatOf(options);
  const { output, includeActionMetadata = false, spreadsheetSafe = false, gzip = false } = options;
  if (output === undefined && options.dryRun !== true)
    throw usage('--output is missing', 'Name a file, or - for standard output.');
  if (output === '') throw usage('--output is empty', 'Name a file, or - for standard output.');
  if (options.json === true && output === '-' && options.dryRun !== true)
    throw usage('--json and --output - both want standard output', 'Write to a file, or leave --json out.');
  if (spreadsheetSafe && format !== 'csv') throw usage('--spreadsheet-safe is for CSV', 'Add --format csv.');
  // CONTRACT §5.2: JSON names a linked action whatever is asked.
  if (includeActionMetadata && format !== 'csv')
    throw usage(
      '--include-action-metadata is for CSV',
      'Leave it out: JSON names the action of every change that has one. Or add --format csv.',
    );
  const file = output === undefined || output === '-' ? null : output;
  const maxRows = options.maxRows === 'all' ? null : options.maxRows;
  return { format, maxRows, includeActionMetadata, spreadsheetSafe, gzip, file };
}

function formatOf({ format, jsonFormat }: ExportArguments): ExportFormat {
  if (jsonFormat === undefined) return format ?? 'json';
  if (format === 'csv') throw usage('--json-format and --format csv contradict each other', 'Choose one.');
  if (format === 'ndjson' && jsonFormat === 'wrapped')
    throw usage('--json-format wrapped and --format ndjson contradict each other', 'Choose one.');
  return jsonFormat === 'ndjson' ? 'ndjson' : 'json';
}

function usage(message: string, hint: string): InvestigatorError {
  return new InvestigatorError('usage', message, { hint });
}
