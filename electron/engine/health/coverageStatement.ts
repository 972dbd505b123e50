import type { Statement } from '../db/session.ts';

/**
 * Every ordinary and partitioned table outside the system schemas, with whether a capture trigger is present
 * that fires for ordinary writes. As upstream (CONTRACT §7.1, 0.11 rules) the name is matched with `_` as a
 * wildcard, in the table's own schema, and triggers that are disabled or fire on replicas only do not count.
 * Without any table one row remains, which carries the clock. Catalogue only.
 */
export function coverageStatement(): Statement {
  return {
    text: `
SELECT to_char(w.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS read_at,
       x.schema, x.name, x.covered
  FROM (SELECT clock_timestamp() AS at) w
  LEFT JOIN (
       SELECT n.nspname AS schema, c.relname AS name,
              EXISTS (SELECT FROM pg_trigger t
                       WHERE t.tgrelid = c.oid AND t.tgname LIKE 'threadline_audit_%'
                         AND t.tgenabled NOT IN ('D', 'R')) AS covered
         FROM pg_class c
         JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relkind IN ('r', 'p')
          AND n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\\_%'
          AND c.relname NOT IN ('audit_transactions', 'audit_changes', 'audit_actions')) x ON true
 ORDER BY x.schema, x.name`,
    values: [],
  };
}
