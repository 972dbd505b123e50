import { instantSql, qualified } from '../db/sql.ts';
import type { Statement } from '../db/session.ts';

/** What a list reads: columns as they are, columns that hold an instant, and expressions of its own. */
export interface Listing {
  readonly table: 'threadline_saved_views' | 'threadline_export_jobs' | 'threadline_retention_runs';
  readonly columns: readonly string[];
  readonly instants: readonly string[];
  readonly computed: Readonly<Record<string, string>>;
}

export const savedViewsListing: Listing = {
  table: 'threadline_saved_views',
  columns: ['id', 'name', 'actor_ref', 'filters'],
  instants: ['inserted_at', 'updated_at'],
  computed: {},
};

export const exportJobsListing: Listing = {
  table: 'threadline_export_jobs',
  columns: ['id', 'status', 'query_params', 'actor_ref', 'file_path', 'error_message'],
  instants: ['started_at', 'completed_at', 'expires_at', 'inserted_at', 'updated_at'],
  computed: {
    expired: 'coalesce(r.expires_at <= now(), false)',
    stale: `r.status IN ('pending', 'running') AND r.updated_at < now() - interval '24 hours'`,
  },
};

export const retentionRunsListing: Listing = {
  table: 'threadline_retention_runs',
  columns: ['id', 'status', 'deleted_count', 'duration_ms', 'error_message'],
  instants: ['started_at', 'completed_at', 'inserted_at', 'updated_at'],
  computed: {
    stale: `r.status = 'running' AND coalesce(r.started_at, r.inserted_at) < now() - interval '24 hours'`,
  },
};

/** The newest rows of one table, ties by id. These tables are small and have no index on their times. */
export function listStatement(schema: string, listing: Listing, rows: number): Statement {
  const { table, columns, instants, computed } = listing;
  const selected = [
    ...columns.map((column) => `r.${column}`),
    ...instants.map((column) => `${instantSql(`r.${column}`)} AS ${column}`),
    ...Object.entries(computed).map(([name, expression]) => `${expression} AS ${name}`),
  ];
  return {
    text:
      `SELECT ${selected.join(', ')} FROM ${qualified(schema, table)} r` +
      ` ORDER BY r.inserted_at DESC, r.id DESC LIMIT ${rows}`,
    values: [],
  };
}
