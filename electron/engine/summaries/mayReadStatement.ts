import type { OwnTable } from '../catalog/ownTables.ts';
import type { Statement } from '../db/session.ts';

/** Whether this role may read one of Threadline's optional tables: column `may_read`, no row where there is none. */
export function mayReadStatement(schema: string, table: OwnTable): Statement {
  return {
    text: `
SELECT has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT') AS may_read
  FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
 WHERE n.nspname = $1 AND c.relname = $2`,
    values: [schema, table],
  };
}
