import type { Statement } from '../db/session.ts';
import { ownTables } from './ownTables.ts';

/**
 * Every relation bearing one of the library's names, in any schema, with its columns and what this role may
 * do to it. Catalogue only; pg_class_relname_nsp_index serves it.
 */
export function installsStatement(): Statement {
  return {
    text: `
SELECT n.nspname::text AS schema, c.relname::text AS relation, c.oid::text AS oid, c.relkind::text AS kind,
       (SELECT jsonb_agg(a.attname ORDER BY a.attnum) FROM pg_attribute a
         WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped)::text AS columns,
       has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT') AS may_read,
       has_table_privilege(c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE') AS may_write
  FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE c.relname = ANY ($1::name[])
   AND c.relkind IN ('r', 'p', 'f')
   AND n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\\_%'
 ORDER BY n.nspname, c.relname`,
    values: [`{${ownTables.join(',')}}`],
  };
}
