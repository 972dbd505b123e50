import { checkBound } from '@shared/domain/bounds.ts';
import type { ExportJobs, RetentionRuns, SavedViews } from '@shared/domain/hostRecords.ts';
import type { AuditSource, TextRow } from '../db/session.ts';
import {
  exportJobsListing,
  listStatement,
  retentionRunsListing,
  savedViewsListing,
  type Listing,
} from './listStatement.ts';

const MAX_LIST = 1_000;

/**
 * The views hosts saved, newest first, `filters` the raw map they keep (CONTRACT §4.8). `limit`: 1 to 1000.
 * `{installed: false}` where the table is missing. Errors: `invalid_request` (limit), those of Session.read.
 */
export async function savedViews(
  source: AuditSource,
  limit: number,
  signal?: AbortSignal,
): Promise<SavedViews> {
  if (source.capability.governance.saved_views === false) return { installed: false };
  return await list(source, savedViewsListing, limit, signal, (row) => ({
    id: text(row, 'id'),
    name: text(row, 'name'),
    actor_ref: text(row, 'actor_ref'),
    filters: text(row, 'filters'),
    inserted_at: text(row, 'inserted_at'),
    updated_at: text(row, 'updated_at'),
  }));
}

/** The background exports of the host, newest first (CONTRACT §5.8). As {@link savedViews} otherwise. */
export async function exportJobs(
  source: AuditSource,
  limit: number,
  signal?: AbortSignal,
): Promise<ExportJobs> {
  if (source.capability.governance.export_jobs === false) return { installed: false };
  return await list(source, exportJobsListing, limit, signal, (row) => ({
    id: text(row, 'id'),
    status: text(row, 'status'),
    query_params: text(row, 'query_params'),
    actor_ref: row['actor_ref'] ?? null,
    file_path: row['file_path'] ?? null,
    error_message: row['error_message'] ?? null,
    started_at: row['started_at'] ?? null,
    completed_at: row['completed_at'] ?? null,
    expires_at: row['expires_at'] ?? null,
    inserted_at: text(row, 'inserted_at'),
    updated_at: text(row, 'updated_at'),
    expired: row['expired'] === 't',
    stale: row['stale'] === 't',
  }));
}

/** The purges the host ran, newest first (CONTRACT §6.5). As {@link savedViews} otherwise. */
export async function retentionRuns(
  source: AuditSource,
  limit: number,
  signal?: AbortSignal,
): Promise<RetentionRuns> {
  if (source.capability.governance.retention_runs === false) return { installed: false };
  return await list(source, retentionRunsListing, limit, signal, (row) => ({
    id: text(row, 'id'),
    status: text(row, 'status'),
    deleted_count: row['deleted_count'] ?? null,
    duration_ms: row['duration_ms'] ?? null,
    error_message: row['error_message'] ?? null,
    started_at: row['started_at'] ?? null,
    completed_at: row['completed_at'] ?? null,
    inserted_at: text(row, 'inserted_at'),
    updated_at: text(row, 'updated_at'),
    stale: row['stale'] === 't',
  }));
}

async function list<T>(
  { session, capability }: AuditSource,
  listing: Listing,
  limit: number,
  signal: AbortSignal | undefined,
  recordOf: (row: TextRow) => T,
): Promise<{ readonly installed: true; readonly records: readonly T[]; readonly more: boolean }> {
  checkBound('limit', limit, 1, MAX_LIST);
  const statement = listStatement(capability.storage_schema, listing, limit + 1);
  const rows = await session.read({ signal }, (tx) => tx.rows(statement));
  return { installed: true, records: rows.slice(0, limit).map(recordOf), more: rows.length > limit };
}

function text(row: TextRow, column: string): string {
  return row[column] ?? '';
}
