import type { Statement } from '../db/session.ts';

/** Roles whose members can leave a read-only transaction's bounds: run programs, read files, end sessions. */
const DANGEROUS_ROLES = [
  'pg_execute_server_program',
  'pg_read_server_files',
  'pg_write_server_files',
  'pg_write_all_data',
  'pg_signal_backend',
  'pg_maintain',
];

/** Who and where we are: one row, no table read. */
export function serverStatement(): Statement {
  return {
    text: `
SELECT current_setting('server_version') AS version,
       current_setting('server_version_num') AS version_num,
       current_database()::text AS database,
       current_user::text AS "user",
       to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS now,
       pg_is_in_recovery() AS replica,
       pg_backend_pid() AS pid,
       r.rolsuper AS superuser,
       (SELECT jsonb_agg(d.rolname ORDER BY d.rolname) FROM pg_roles d
         WHERE NOT r.rolsuper AND d.rolname = ANY ($1::name[]) AND pg_has_role(r.oid, d.oid, 'MEMBER')
       )::text AS dangerous_roles
  FROM pg_roles r
 WHERE r.rolname = current_user`,
    values: [`{${DANGEROUS_ROLES.join(',')}}`],
  };
}
