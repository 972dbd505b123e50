import { writeJson } from '@shared/domain/jsonText.ts';
import type { Statement } from '../db/session.ts';

export interface NamedTable {
  readonly table_schema: string;
  readonly table_name: string;
}

/**
 * Bodies of the functions that the capture triggers of these tables call now; one row a trigger, none for a table
 * without. Catalogue only: pg_class by name, pg_trigger by its relation.
 */
export function policiesStatement(tables: readonly NamedTable[]): Statement {
  return {
    text: `
SELECT q.table_schema, q.table_name, f.prosrc AS body
  FROM jsonb_to_recordset($1::text::jsonb) AS q(table_schema text, table_name text)
  JOIN pg_namespace n ON n.nspname = q.table_schema
  JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = q.table_name
  JOIN pg_trigger t ON t.tgrelid = c.oid AND (NOT t.tgisinternal OR t.tgparentid <> 0)
  JOIN pg_proc f ON f.oid = t.tgfoid
 WHERE t.tgname LIKE 'threadline\\_audit\\_%'
    OR f.proname = 'threadline_capture_changes' OR f.proname LIKE 'threadline\\_capture\\_changes\\_%'
 ORDER BY 1, 2, t.tgname`,
    values: [writeJson(tables)],
  };
}
