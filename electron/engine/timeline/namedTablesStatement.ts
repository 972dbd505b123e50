import type { Statement } from '../db/session.ts';

/**
 * Every table of one of these bare names, whatever its schema, with whether a capture trigger is present that
 * fires for ordinary writes: named or calling as CONTRACT §7.3 has it, neither disabled nor for replicas only.
 * Served by pg_class_relname_nsp_index; catalogue only.
 */
export function namedTablesStatement(names: readonly string[]): Statement {
  return {
    text: `
SELECT n.nspname::text AS table_schema, c.relname::text AS table_name, c.relkind = 'p' AS partitioned,
       EXISTS (SELECT FROM pg_trigger t JOIN pg_proc f ON f.oid = t.tgfoid
                WHERE t.tgrelid = c.oid AND t.tgenabled NOT IN ('D', 'R')
                  AND (NOT t.tgisinternal OR t.tgparentid <> 0)
                  AND (t.tgname LIKE 'threadline\\_audit\\_%' OR f.proname = 'threadline_capture_changes'
                       OR f.proname LIKE 'threadline\\_capture\\_changes\\_%')) AS captured
  FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE c.relkind IN ('r', 'p', 'f')
   AND c.relname = ANY (ARRAY(SELECT name::name FROM jsonb_array_elements_text($1::text::jsonb) AS name))
   AND n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\\_%'
 ORDER BY n.nspname, c.relname`,
    values: [JSON.stringify(names)],
  };
}
