import type { Statement } from '../db/session.ts';

/** Partitions that hold rows, below a partitioned table, as `schema.name` in order. Catalogue only. */
export function leavesStatement(oid: string): Statement {
  return {
    text: `
SELECT n.nspname || '.' || c.relname AS leaf
  FROM pg_partition_tree($1::oid::regclass) p
  JOIN pg_class c ON c.oid = p.relid
  JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE p.isleaf AND c.relkind <> 'p'
 ORDER BY n.nspname, c.relname`,
    values: [oid],
  };
}
