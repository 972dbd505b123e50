import { writeJson } from '@shared/domain/jsonText.ts';
import type { Statement } from '../db/session.ts';
import type { NamedTable } from '../scope/policiesStatement.ts';

/**
 * What a draft has to know of live tables: columns with their types (domains resolved), what may not be written,
 * unique keys and indexes, foreign keys that follow a deletion or a change of the key, and triggers of others. One row a table
 * that exists, each part a JSON list. Catalogue only. `format_type(…, -1)` writes `bpchar` where NULL would write
 * `character`, which in a cast means one character.
 */
export function shapesStatement(tables: readonly NamedTable[]): Statement {
  return {
    text: `
WITH RECURSIVE target AS (
  SELECT c.oid, q.table_schema, q.table_name
    FROM jsonb_to_recordset($1::text::jsonb) AS q(table_schema text, table_name text)
    JOIN pg_namespace n ON n.nspname = q.table_schema
    JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = q.table_name AND c.relkind IN ('r', 'p')
), resolved AS (
  SELECT a.attrelid, a.attnum, a.atttypid AS type_id
    FROM target r JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped
  UNION ALL
  SELECT r.attrelid, r.attnum, t.typbasetype FROM resolved r JOIN pg_type t ON t.oid = r.type_id AND t.typtype = 'd'
), base AS (
  SELECT r.attrelid, r.attnum, t.typname, t.typtype, t.typcategory, e.typname AS elem, e.typtype AS elem_kind,
         e.typcategory AS elem_category,
         CASE WHEN t.typcategory = 'A' THEN has.elem ELSE has.own END AS has_equality
    FROM resolved r
    JOIN pg_type t ON t.oid = r.type_id AND t.typtype <> 'd'
    LEFT JOIN pg_type e ON e.oid = t.typelem AND t.typcategory = 'A'
   CROSS JOIN LATERAL (
     SELECT t.typtype IN ('e', 'r', 'm') OR t.typcategory = 'S' OR EXISTS (
              SELECT FROM pg_opclass o JOIN pg_am m ON m.oid = o.opcmethod
               WHERE m.amname = 'btree' AND o.opcdefault AND o.opcintype = t.oid) AS own,
            e.typtype IN ('e', 'r', 'm') OR e.typcategory = 'S' OR EXISTS (
              SELECT FROM pg_opclass o JOIN pg_am m ON m.oid = o.opcmethod
               WHERE m.amname = 'btree' AND o.opcdefault AND o.opcintype = e.oid) AS elem) has
)
SELECT r.table_schema, r.table_name,
  (SELECT jsonb_agg(jsonb_build_object(
            'name', a.attname, 'type', format_type(a.atttypid, -1), 'base', b.typname, 'kind', b.typtype,
            'array', b.typcategory = 'A', 'element', b.elem, 'element_kind', b.elem_kind,
            'element_category', b.elem_category, 'equality', coalesce(b.has_equality, false),
            'not_null', a.attnotnull, 'default', a.atthasdef, 'identity', a.attidentity <> '',
            'identity_always', a.attidentity = 'a', 'generated', a.attgenerated <> '') ORDER BY a.attnum)
     FROM pg_attribute a JOIN base b ON b.attrelid = a.attrelid AND b.attnum = a.attnum
    WHERE a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped)::text AS columns,
  (SELECT jsonb_agg((SELECT jsonb_agg(a.attname ORDER BY k.place)
                       FROM unnest(i.indkey::int2[]) WITH ORDINALITY AS k(attnum, place)
                       JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
                      WHERE k.place <= i.indnkeyatts))
     FROM pg_index i
    WHERE i.indrelid = r.oid AND i.indisunique AND i.indisvalid AND i.indpred IS NULL AND i.indexprs IS NULL
  )::text AS unique_keys,
  (SELECT jsonb_agg(jsonb_build_object(
            'name', x.relname, 'predicate', pg_get_expr(i.indpred, i.indrelid),
            'plain', i.indpred IS NULL AND i.indexprs IS NULL,
            'nulls_equal', coalesce((to_jsonb(i) ->> 'indnullsnotdistinct')::boolean, false),
            'terms', (SELECT jsonb_agg(pg_get_indexdef(i.indexrelid, k::int, false) ORDER BY k)
                        FROM generate_series(1, i.indnkeyatts) k),
            'columns', (SELECT jsonb_agg(a.attname ORDER BY a.attnum) FROM pg_attribute a
                         WHERE a.attrelid = i.indrelid AND a.attnum > 0 AND (
                               a.attnum = ANY ((i.indkey::int2[])[0:i.indnkeyatts - 1])
                            OR (NOT (i.indpred IS NULL AND i.indexprs IS NULL) AND EXISTS (
                                 SELECT FROM pg_depend d
                                  WHERE d.classid = 'pg_class'::regclass AND d.objid = i.indexrelid
                                    AND d.refclassid = 'pg_class'::regclass AND d.refobjid = i.indrelid
                                    AND d.refobjsubid = a.attnum)))),
            'foreign_code', EXISTS (SELECT FROM pg_depend d
                                     WHERE d.classid = 'pg_class'::regclass AND d.objid = i.indexrelid
                                       AND d.refclassid IN ('pg_proc'::regclass, 'pg_operator'::regclass)))
            ORDER BY x.relname)
     FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid
    WHERE i.indrelid = r.oid AND i.indisunique AND i.indislive)::text AS unique_indexes,
  (SELECT jsonb_agg(jsonb_build_object(
            'table_schema', n.nspname, 'table_name', c.relname,
            'on_delete', f.confdeltype, 'on_update', f.confupdtype,
            'columns', (SELECT jsonb_agg(a.attname ORDER BY k.place)
                          FROM unnest(f.conkey) WITH ORDINALITY AS k(attnum, place)
                          JOIN pg_attribute a ON a.attrelid = f.conrelid AND a.attnum = k.attnum),
            'referenced', (SELECT jsonb_agg(a.attname ORDER BY k.place)
                             FROM unnest(f.confkey) WITH ORDINALITY AS k(attnum, place)
                             JOIN pg_attribute a ON a.attrelid = f.confrelid AND a.attnum = k.attnum))
            ORDER BY n.nspname, c.relname, f.conname)
     FROM pg_constraint f JOIN pg_class c ON c.oid = f.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE f.confrelid = r.oid AND f.contype = 'f' AND f.conparentid = 0)::text AS referencing,
  (SELECT jsonb_agg(t.tgname ORDER BY t.tgname)
     FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid
    WHERE t.tgrelid = r.oid AND NOT t.tgisinternal AND t.tgenabled <> 'D'
      AND p.proname NOT LIKE 'threadline\\_capture\\_changes%')::text AS triggers
  FROM target r`,
    values: [writeJson(tables)],
  };
}
