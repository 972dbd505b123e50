import type { Statement } from '../db/session.ts';

/**
 * Foreign keys of one table, both ways, with the other table and how its rows can be found there: `indexed` when
 * a valid index begins with one of the columns, `rows` the planner's estimate over partitions. Of the copies that
 * partitions carry, only the topmost. Catalogue only.
 */
export function foreignKeysStatement(schema: string, name: string, most: number): Statement {
  return {
    text: `
WITH target AS (
  SELECT c.oid FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = $1 AND c.relname = $2
), keys AS (
  SELECT 'references' AS direction, k.oid, k.conparentid, k.conname, k.confdeltype, k.conrelid AS own, k.conkey AS own_key,
         k.confrelid AS other, k.confkey AS other_key
    FROM pg_constraint k JOIN target t ON k.conrelid = t.oid WHERE k.contype = 'f'
  UNION ALL
  SELECT 'referenced_by', k.oid, k.conparentid, k.conname, k.confdeltype, k.confrelid, k.confkey, k.conrelid, k.conkey
    FROM pg_constraint k JOIN target t ON k.confrelid = t.oid WHERE k.contype = 'f'
)
SELECT k.direction, k.conname::text AS constraint_name, n.nspname::text AS table_schema, c.relname::text AS table_name,
       (SELECT jsonb_agg(a.attname ORDER BY u.place) FROM unnest(k.own_key) WITH ORDINALITY AS u(attnum, place)
          JOIN pg_attribute a ON a.attrelid = k.own AND a.attnum = u.attnum)::text AS own_columns,
       (SELECT jsonb_agg(a.attname ORDER BY u.place) FROM unnest(k.other_key) WITH ORDINALITY AS u(attnum, place)
          JOIN pg_attribute a ON a.attrelid = k.other AND a.attnum = u.attnum)::text AS other_columns,
       CASE k.confdeltype WHEN 'a' THEN 'no action' WHEN 'r' THEN 'restrict' WHEN 'c' THEN 'cascade'
                          WHEN 'n' THEN 'set null' WHEN 'd' THEN 'set default' ELSE k.confdeltype::text END AS on_delete,
       EXISTS (SELECT FROM pg_index i WHERE i.indrelid = k.other AND i.indisvalid AND i.indpred IS NULL
                  AND i.indkey[0] = ANY (k.other_key)) AS indexed,
       greatest(c.reltuples, (SELECT sum(l.reltuples) FROM pg_partition_tree(c.oid) p JOIN pg_class l ON l.oid = p.relid
                               WHERE p.isleaf))::bigint::text AS rows
  FROM keys k
  JOIN pg_class c ON c.oid = k.other
  JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE NOT EXISTS (SELECT FROM keys p WHERE p.oid = k.conparentid AND p.direction = k.direction)
 ORDER BY k.direction DESC, n.nspname, c.relname, k.conname
 LIMIT ${most}`,
    values: [schema, name],
  };
}
