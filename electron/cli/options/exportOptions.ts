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
  /** What to tell about a name that says another form than the options do; null where they agree. */
  readonly remark: string | null;
}

/**
 * What the options ask for together; contradictions between them are refused. The form is that of the options,
 * else that of the file's ending, else JSON. Error: `usage`.
 */
export function exportRequestOf(options: ExportArguments): ExportPlan {
  const { output, includeActionMetadata = false, spreadsheetSafe = false } = options;
  const ending = endingOf(output ?? '');
  const format = formatOf(options) ?? ending.format ?? 'json';
  const gzip = options.gzip === true || ending.gzip;
  if (output === undefined && options.dryRun !== true)
    throw usage('--output is missing', 'Name a file, or - for standard output.');
  if (output === '') throw usage('--output is empty', 'Name a file, or - for standard output.');
  if (options.json === true && output === '-' && options.dryRun !== true)
    throw usage('--json and --output - both want standard output', 'Write to a file, or leave --json out.');
  if (spreadsheetSafe && format !== 'csv')
    throw usage('--spreadsheet-safe is for CSV', 'Add --format csv, or name a file .csv.');
  // CONTRACT §5.2: JSON names a linked action whatever is asked.
  if (includeActionMetadata && format !== 'csv')
    throw usage(
      '--include-action-metadata is for CSV',
      'Leave it out: JSON names the action of every change that has one. Or add --format csv.',
    );
  const file = output === undefined || output === '-' ? null : output;
  const maxRows = options.maxRows === 'all' ? null : options.maxRows;
  const remark =
    file === null || ending.format === null || ending.format === format
      ? null
      : `${file} is named ${NAMES[ending.format]} and written as ${NAMES[format]}, as the options say`;
  return { format, maxRows, includeActionMetadata, spreadsheetSafe, gzip, file, remark };
}

const NAMES: Readonly<Record<ExportFormat, string>> = { csv: 'CSV', json: 'JSON', ndjson: 'NDJSON' };

const ENDINGS: Readonly<Record<string, ExportFormat>> = {
  csv: 'csv',
  json: 'json',
  ndjson: 'ndjson',
  jsonl: 'ndjson',
};

/** What a file's name says of its form; `.gz` behind it that it is compressed. */
function endingOf(file: string): { readonly format: ExportFormat | null; readonly gzip: boolean } {
  const gzip = /\.gz$/i.test(file);
  const ending = /\.([^.]+)$/.exec(gzip ? file.slice(0, -3) : file)?.[1] ?? '';
  return { format: ENDINGS[ending.toLowerCase()] ?? null, gzip };
}

function formatOf({ format, jsonFormat }: ExportArguments): ExportFormat | null {
  if (jsonFormat === undefined) return format ?? null;
  if (format === 'csv') throw usage('--json-format and --format csv contradict each other', 'Choose one.');
  if (format === 'ndjson' && jsonFormat === 'wrapped')
    throw usage('--json-format wrapped and --format ndjson contradict each other', 'Choose one.');
  return jsonFormat === 'ndjson' ? 'ndjson' : 'json';
}

function usage(message: string, hint: string): InvestigatorError {
  return new InvestigatorError('usage', message, { hint });
}
