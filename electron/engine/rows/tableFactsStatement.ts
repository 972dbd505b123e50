import type { Statement } from '../db/session.ts';

/**
 * What the catalogue says of one relation: kind, whether this role sees all of its rows, its columns with the
 * types behind domains and the operator by which each type's own indexes compare, and its primary key in index
 * order without INCLUDE columns (CONTRACT §2.4). Catalogue only; no row when there is no such relation.
 * `exact_type` has length or precision, `type` has not: `format_type(…, -1)` writes `bpchar` where NULL would
 * write `character`, which in a cast means one character.
 */
export function tableFactsStatement(schema: string, name: string): Statement {
  return {
    text: `
WITH RECURSIVE target AS (
  SELECT c.oid, c.relkind, n.oid AS schema_oid FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE n.nspname = $1 AND c.relname = $2 AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
), resolved AS (
  SELECT a.attnum, a.attname::text AS name, a.atttypid AS type_id, a.atttypmod AS type_mod
    FROM target r JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped
  UNION ALL
  SELECT r.attnum, r.name, t.typbasetype, t.typtypmod
    FROM resolved r JOIN pg_type t ON t.oid = r.type_id AND t.typtype = 'd'
), columns AS (
  SELECT r.attnum, r.name, format_type(r.type_id, -1) AS type, format_type(r.type_id, r.type_mod) AS exact_type,
         coalesce((SELECT quote_ident(n.nspname) || '.' || o.oprname
                     FROM pg_opclass k
                     JOIN pg_am m ON m.oid = k.opcmethod AND m.amname = 'btree'
                     JOIN pg_amop x ON x.amopfamily = k.opcfamily AND x.amopstrategy = 3
                       AND x.amoplefttype = r.type_id AND x.amoprighttype = r.type_id
                     JOIN pg_operator o ON o.oid = x.amopopr
                     JOIN pg_namespace n ON n.oid = o.oprnamespace
                    WHERE k.opcintype = r.type_id AND k.opcdefault LIMIT 1), 'pg_catalog.=') AS equals
    FROM resolved r JOIN pg_type t ON t.oid = r.type_id AND t.typtype <> 'd'
)
SELECT r.oid::text AS oid, r.relkind::text AS kind,
       has_schema_privilege(r.schema_oid, 'USAGE') AND has_table_privilege(r.oid, 'SELECT') AS may_read,
       row_security_active(r.oid) AS row_security,
       (SELECT jsonb_agg(jsonb_build_object('name', c.name, 'type', c.type, 'exact_type', c.exact_type,
                                            'equals', c.equals) ORDER BY c.attnum) FROM columns c)::text AS columns,
       (SELECT jsonb_agg(a.attname ORDER BY k.place)
          FROM pg_index i
          CROSS JOIN unnest(i.indkey::int2[]) WITH ORDINALITY AS k(attnum, place)
          JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
         WHERE i.indrelid = r.oid AND i.indisprimary AND k.place <= i.indnkeyatts)::text AS primary_key
  FROM target r`,
    values: [schema, name],
  };
}
