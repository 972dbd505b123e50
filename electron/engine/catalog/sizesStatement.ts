import type { Statement } from '../db/session.ts';

/**
 * Bytes and the analyser's row count of each relation, summed over partitions (an ordinary table has no
 * partition tree and stands for itself). Foreign and distributed parts
 * count what this node knows of them. Catalogue and file sizes only.
 */
export function sizesStatement(oids: readonly string[]): Statement {
  return {
    text: `
SELECT o.oid::text AS oid, coalesce(sum(pg_relation_size(c.oid)), 0)::text AS bytes,
       coalesce(sum(greatest(c.reltuples, 0)), 0)::bigint::text AS analysed_rows,
       bool_or(c.relkind = 'f') AS elsewhere
  FROM unnest($1::oid[]) AS o(oid)
  LEFT JOIN LATERAL (SELECT t.relid FROM pg_partition_tree(o.oid) t WHERE t.isleaf) p ON true
  JOIN pg_class c ON c.oid = coalesce(p.relid, o.oid)
 GROUP BY o.oid`,
    values: [`{${oids.join(',')}}`],
  };
}
