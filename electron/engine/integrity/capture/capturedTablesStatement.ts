import type { Statement } from '../../db/session.ts';
import { currentSql, notAfterSql } from '../xid.ts';

/**
 * What the catalogue says today of tables by name, one row each: `kind`, `may_read`, `row_security`, `about_rows`,
 * `altered` (64-bit id of the last DDL or TRUNCATE), `columns`, `unique_keys`, and of its capture triggers name,
 * state and ids: `switched` (pg_trigger.xmin: created, replaced, enabled, disabled, renamed), `created` (xmin of
 * the dependencies, which enabling and disabling leave alone), `function_changed`, `body`. No row where there is
 * no table. Triggers whose function is in one of the schemas of `otherInstalls` write another trail. Catalogue only,
 * by the indexes on names and ids. Both are JSON: [{"s": schema, "t": name}…] and [schema…].
 */
export function capturedTablesStatement(tables: string, otherInstalls: string): Statement {
  return {
    text: `
SELECT w.s AS table_schema, w.t AS table_name, c.relkind::text AS kind, c.oid::text AS oid,
       has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT') AS may_read,
       row_security_active(c.oid) AS row_security, c.reltuples::bigint AS about_rows,
       ${notAfterSql('c.xmin', currentSql)} AS altered,
       (SELECT jsonb_agg(jsonb_build_array(a.attname, format_type(b.type_id, -1), a.attgenerated::text) ORDER BY a.attnum)
          FROM pg_attribute a, LATERAL (
            WITH RECURSIVE r AS (SELECT a.atttypid AS type_id UNION ALL
              SELECT y.typbasetype FROM r JOIN pg_type y ON y.oid = r.type_id WHERE y.typtype = 'd')
            SELECT r.type_id FROM r JOIN pg_type y ON y.oid = r.type_id WHERE y.typtype <> 'd') b
         WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped)::text AS columns,
       (SELECT jsonb_agg((SELECT jsonb_agg(a.attname) FROM unnest(i.indkey::int2[]) WITH ORDINALITY AS k(attnum, place)
                            JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
                           WHERE k.place <= i.indnkeyatts) ORDER BY i.indisprimary DESC, i.indexrelid)
          FROM pg_index i
         WHERE i.indrelid = c.oid AND i.indisunique AND i.indisvalid AND i.indpred IS NULL AND i.indexprs IS NULL)::text AS unique_keys,
       (SELECT jsonb_agg(jsonb_build_array(t.tgname, t.tgenabled::text, t.tgargs::text, t.tgparentid <> 0,
                 (${notAfterSql('t.xmin', currentSql)})::text,
                 (SELECT max(${notAfterSql('d.xmin', currentSql)}) FROM pg_depend d
                   WHERE d.classid = 'pg_trigger'::regclass AND d.objid = t.oid AND d.objsubid = 0)::text,
                 fn.nspname || '.' || f.proname, (${notAfterSql('f.xmin', currentSql)})::text, f.prosrc) ORDER BY t.tgname)
          FROM pg_trigger t JOIN pg_proc f ON f.oid = t.tgfoid JOIN pg_namespace fn ON fn.oid = f.pronamespace
         WHERE t.tgrelid = c.oid AND (NOT t.tgisinternal OR t.tgparentid <> 0)
           AND (t.tgname LIKE 'threadline\\_audit\\_%' OR f.proname = 'threadline_capture_changes'
                OR f.proname LIKE 'threadline\\_capture\\_changes\\_%')
           AND NOT $2::jsonb ? fn.nspname)::text AS triggers
  FROM jsonb_to_recordset($1::jsonb) AS w(s text, t text)
  JOIN pg_namespace n ON n.nspname = w.s
  JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = w.t AND c.relkind IN ('r', 'p')
 ORDER BY w.s, w.t`,
    values: [tables, otherInstalls],
  };
}
