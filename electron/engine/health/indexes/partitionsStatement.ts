import type { Statement } from '../../db/session.ts';

/** The tables below a partitioned audit table, parents before children; none for an ordinary one. Catalogue only. */
export function partitionsStatement(schema: string, table: string): Statement {
  return {
    text: `
SELECT n.nspname::text AS schema, c.relname::text AS table, p.isleaf AS leaf, c.relkind = 'f' AS foreign
  FROM pg_partition_tree((SELECT r.oid FROM pg_class r JOIN pg_namespace s ON s.oid = r.relnamespace
                           WHERE s.nspname = $1 AND r.relname = $2)) p
  JOIN pg_class c ON c.oid = p.relid
  JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE p.level > 0
 ORDER BY p.level, n.nspname, c.relname`,
    values: [schema, table],
  };
}
