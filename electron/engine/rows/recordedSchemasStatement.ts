import type { Capability } from '@shared/domain/capability.ts';
import { qualified } from '../db/sql.ts';
import type { Statement } from '../db/session.ts';

/** How many changes of a name are looked at where no index leads from schema to schema. */
const SAMPLE = 20_000;

/**
 * Schemas in which changes of tables called `name` are recorded. With audit_changes_row_history_idx all of them,
 * hopping from schema to schema; without it those among a bounded number of changes by
 * audit_changes_table_name_idx.
 */
export function recordedSchemasStatement(
  { storage_schema, row_history_index }: Pick<Capability, 'storage_schema' | 'row_history_index'>,
  name: string,
): Statement {
  const changes = qualified(storage_schema, 'audit_changes');
  const sample = `SELECT DISTINCT s.table_schema FROM (SELECT c.table_schema FROM ${changes} c WHERE c.table_name = $1 LIMIT ${SAMPLE}) s`;
  const hop = `
WITH RECURSIVE schemas AS (
  SELECT min(c.table_schema) AS name FROM ${changes} c
  UNION ALL
  SELECT (SELECT min(c.table_schema) FROM ${changes} c WHERE c.table_schema > s.name) FROM schemas s
   WHERE s.name IS NOT NULL
)
SELECT s.name AS table_schema FROM schemas s
 WHERE EXISTS (SELECT FROM ${changes} c WHERE c.table_schema = s.name AND c.table_name = $1)`;
  return { text: row_history_index === 'valid' ? hop : sample, values: [name] };
}
