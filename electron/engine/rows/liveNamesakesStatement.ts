import type { Statement } from '../db/session.ts';

/** Schemas that hold a table of this name now, captured or not. Catalogue only. */
export function liveNamesakesStatement(name: string): Statement {
  return {
    text: `
SELECT n.nspname::text AS table_schema FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE c.relname = $1 AND c.relkind IN ('r', 'p')
   AND n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\\_%'
 ORDER BY n.nspname`,
    values: [name],
  };
}
