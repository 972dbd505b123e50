import { instantSql, qualified } from '../db/sql.ts';
import type { Statement } from '../db/session.ts';

/** The newest runs of the host's own purge (CONTRACT §6.5), newest first. A small table without an index on time. */
export function retentionRunsStatement(schema: string, most: number): Statement {
  return {
    text: `
SELECT r.id, r.status, r.deleted_count, ${instantSql('r.started_at')} AS started_at,
       ${instantSql('r.completed_at')} AS completed_at
  FROM ${qualified(schema, 'threadline_retention_runs')} r
 ORDER BY coalesce(r.started_at, r.inserted_at) DESC, r.id DESC LIMIT ${most}`,
    values: [],
  };
}
