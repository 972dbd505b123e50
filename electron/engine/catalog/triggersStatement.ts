import type { Statement } from '../db/session.ts';

/**
 * Capture triggers present now, clones on partitions included: named `threadline_audit_…` or calling
 * `threadline_capture_changes…`, underscores literal (CONTRACT §7.3). PostgreSQL 14 marks clones as internal,
 * later servers do not. Catalogue only.
 */
export function triggersStatement(): Statement {
  return {
    text: `
SELECT n.nspname::text AS table_schema, c.relname::text AS table_name, t.tgname::text AS trigger,
       fn.nspname::text AS function_schema, f.proname::text AS function, l.lanname::text AS language,
       t.tgenabled::text AS enabled, t.tgargs::text AS arguments, t.tgparentid <> 0 AS clone
  FROM pg_trigger t
  JOIN pg_class c ON c.oid = t.tgrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_proc f ON f.oid = t.tgfoid
  JOIN pg_namespace fn ON fn.oid = f.pronamespace
  JOIN pg_language l ON l.oid = f.prolang
 WHERE (NOT t.tgisinternal OR t.tgparentid <> 0)
   AND c.relkind IN ('r', 'p')
   AND n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\\_%'
   AND (t.tgname LIKE 'threadline\\_audit\\_%'
        OR f.proname = 'threadline_capture_changes' OR f.proname LIKE 'threadline\\_capture\\_changes\\_%')
 ORDER BY n.nspname, c.relname, t.tgname`,
    values: [],
  };
}
