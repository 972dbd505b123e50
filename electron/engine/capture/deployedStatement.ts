import type { Statement } from '@engine/db/session.ts';
import type { CaptureFunction } from './functions.ts';

/**
 * Bodies of deployed capture functions: columns `schema`, `name`, `body`; one row a function that exists.
 * Served by the unique index of pg_proc on name, argument types and schema.
 */
export function deployedStatement(functions: readonly CaptureFunction[]): Statement {
  return {
    text: `SELECT n.nspname AS schema, p.proname AS name, p.prosrc AS body
FROM pg_catalog.pg_proc p
JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
WHERE n.nspname = $1 AND p.proname = ANY (string_to_array($2, ',')) AND p.pronargs = 0`,
    values: [functions[0]?.schema ?? '', functions.map((wanted) => wanted.name).join(',')],
  };
}
