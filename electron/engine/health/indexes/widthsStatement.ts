import type { Statement } from '../../db/session.ts';

/**
 * Average width of each column of the audit tables as the analyser saw it; of partitions too. Columns of tables this
 * role may not read, and tables never analysed, are missing.
 */
export function widthsStatement(schema: string): Statement {
  return {
    text: `
SELECT s.tablename::text AS table, s.attname::text AS column, s.avg_width::text AS width
  FROM pg_stats s
 WHERE s.schemaname = $1 AND s.tablename IN ('audit_changes', 'audit_transactions', 'audit_actions')
 ORDER BY s.tablename, s.attname, s.inherited DESC`,
    values: [schema],
  };
}
