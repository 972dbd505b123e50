import pgpass from 'pgpass';
import type { Endpoint } from '@shared/domain/profile.ts';
import type { Env } from './serviceFile.ts';

/** The password libpq would use where the connection itself holds none: PGPASSWORD, then `.pgpass`. */
export async function knownPassword(endpoint: Endpoint, env: Env): Promise<string | null> {
  const given = env['PGPASSWORD'];
  if (given !== undefined && given !== '') return given;
  const { port, database, user } = endpoint;
  // Entries for sockets are written under the name localhost.
  const host = endpoint.host.startsWith('/') ? 'localhost' : endpoint.host;
  return new Promise((resolve) => {
    pgpass({ host, port, database, user }, (password) => resolve(password ?? null));
  });
}
