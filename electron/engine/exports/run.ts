import { InvestigatorError } from '@shared/domain/errors.ts';
import type { ExportProgress, ExportSummary } from '@shared/domain/exports.ts';
import { normalizeFilters } from '@shared/domain/filters.ts';
import type { AuditSource } from '../db/session.ts';
import { copyRows, type Written } from './copyRows.ts';
import { digesting } from './digest.ts';
import { openFileOutput } from './fileOutput.ts';
import { gzipped, plain } from './gzip.ts';
import type { Output } from './output.ts';
import { reportProgress } from './progress.ts';
import type { ExportRequest } from './request.ts';
import { streamOutput } from './streamOutput.ts';

export interface ExportOptions {
  readonly signal?: AbortSignal | undefined;
  /**
   * Called about ten times a second. With somebody to tell, matching rows are counted first, so that there is
   * a total; without, they are counted afterwards and only when the limit was reached.
   */
  readonly onProgress?: ((progress: ExportProgress) => void) | undefined;
}

/**
 * Writes the changes that match, newest first as the timeline shows them, in one of the formats of CONTRACT §5.
 * Rows and count come from one snapshot. A file gets its name only when it is whole and on the disk; after a
 * failure or a cancel nothing is left of it. What was written to a stream stays there.
 * Errors: `output_exists` and `output_not_writable` before the database is asked, `disk_full`, `cancelled`,
 * `unavailable_filter`, those of the filters and of Session.read.
 */
export async function runExport(
  source: AuditSource,
  request: ExportRequest,
  { signal, onProgress }: ExportOptions = {},
): Promise<ExportSummary> {
  const started = performance.now();
  const seconds = (): number => Math.round(performance.now() - started) / 1000;
  const filters = normalizeFilters(request.filters);
  const { maxRows, format } = request;
  const output = await openOutput(request, signal);
  const digest = digesting(output);
  const state = { rows: 0, total: null as number | null };
  const stopReporting = reportProgress(
    () => ({ ...state, bytes: digest.bytes, seconds: seconds() }),
    onProgress,
  );
  try {
    const sink = request.gzip === true ? gzipped(digest) : plain(digest);
    const written = await copyRows(source, { ...request, filters }, sink, {
      signal,
      countFirst: onProgress !== undefined,
      onState: (now) => Object.assign(state, now),
    });
    await sink.end();
    refuseIfAborted(signal);
    await output.finish();
    return {
      ...summary(request, output, written),
      format,
      max_rows: maxRows,
      ...digest.digest(),
      seconds: seconds(),
    };
  } catch (error) {
    await output.discard();
    throw error;
  } finally {
    stopReporting();
  }
}

function openOutput({ output }: ExportRequest, signal: AbortSignal | undefined): Promise<Output> {
  return 'file' in output
    ? openFileOutput(output.file, output.force)
    : Promise.resolve(streamOutput(output.stream, signal));
}

function summary(
  { gzip, spreadsheetSafe }: ExportRequest,
  output: Output,
  { matching, rows }: Written,
): Pick<ExportSummary, 'output' | 'matching' | 'returned_count' | 'truncated' | 'gzip' | 'spreadsheet_safe'> {
  return {
    output: output.name,
    matching,
    returned_count: rows,
    truncated: rows < matching,
    ...(gzip === true ? { gzip } : {}),
    ...(spreadsheetSafe === true ? { spreadsheet_safe: true } : {}),
  };
}

function refuseIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw new InvestigatorError('cancelled', 'stopped on request');
}
