import pgpass from 'pgpass';
import type { Endpoint } from '@shared/domain/profile.ts';

/** The password that libpq's `.pgpass` (or PGPASSFILE) holds for this endpoint; null where it holds none. */
export async function passFilePassword(endpoint: Endpoint): Promise<string | null> {
  const { port, database, user } = endpoint;
  // Entries for sockets are written under the name localhost.
  const host = endpoint.host.startsWith('/') ? 'localhost' : endpoint.host;
  return new Promise((resolve) => {
    pgpass({ host, port, database, user }, (password) => resolve(password ?? null));
  });
}
