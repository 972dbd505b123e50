import { Client } from 'pg';
import type { EmbeddedServer } from '@engine/embedded/server.ts';

/** Comment on a database that a failed test file leaves behind. */
export const keptMark = 'kept: its test file failed';

/** Names of the databases that failed test files left on the server. */
export async function keptDatabases(server: EmbeddedServer): Promise<readonly string[]> {
  const client = new Client({ connectionString: server.url('postgres') });
  await client.connect();
  try {
    const { rows } = await client.query<{ datname: string }>(
      `SELECT datname FROM pg_database WHERE shobj_description(oid, 'pg_database') = $1 ORDER BY datname`,
      [keptMark],
    );
    return rows.map((row) => row.datname);
  } finally {
    await client.end();
  }
}
