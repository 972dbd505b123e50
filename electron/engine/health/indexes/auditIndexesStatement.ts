import type { Statement } from '../../db/session.ts';

/**
 * Every index of the three audit tables and of their partitions: key columns as PostgreSQL prints them, operator
 * classes, validity, size, use. `of` is the audit table, `table` the partition it sits on. Catalogue and file
 * sizes only.
 */
export function auditIndexesStatement(schema: string): Statement {
  return {
    text: `
SELECT p.relname::text AS of, tn.nspname::text AS schema, t.relname::text AS table, c.relname::text AS name,
       i.indisvalid AND i.indisready AND i.indislive AS valid, i.indisunique AS unique,
       EXISTS (SELECT FROM pg_constraint o WHERE o.conindid = c.oid AND o.contype IN ('p', 'u', 'x')) AS constraint,
       EXISTS (SELECT FROM pg_inherits h WHERE h.inhrelid = c.oid) AS attached, c.relkind = 'I' AS parent,
       m.amname::text AS method, i.indpred IS NOT NULL AS partial, i.indoption::text AS options,
       (SELECT jsonb_agg(pg_get_indexdef(c.oid, k, true) ORDER BY k)
          FROM generate_series(1, i.indnkeyatts) k)::text AS columns,
       pg_get_indexdef(c.oid) AS definition,
       CASE WHEN c.relkind = 'I' THEN 0 ELSE pg_relation_size(c.oid) END::text AS bytes,
       pg_stat_get_numscans(c.oid)::text AS scans
  FROM pg_class p
  JOIN pg_namespace n ON n.oid = p.relnamespace
 CROSS JOIN LATERAL (SELECT r.relid FROM pg_partition_tree(p.oid) r UNION SELECT p.oid) r
  JOIN pg_class t ON t.oid = r.relid
  JOIN pg_namespace tn ON tn.oid = t.relnamespace
  JOIN pg_index i ON i.indrelid = t.oid
  JOIN pg_class c ON c.oid = i.indexrelid
  JOIN pg_am m ON m.oid = c.relam
 WHERE n.nspname = $1 AND p.relname IN ('audit_changes', 'audit_transactions', 'audit_actions')
   AND p.relkind IN ('r', 'p')
 ORDER BY p.relname, t.relname <> p.relname, t.relname, c.relname`,
    values: [schema],
  };
}
