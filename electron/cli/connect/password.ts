import { passFilePassword } from '@engine/db/passFile.ts';
import type { Endpoint } from '@shared/domain/profile.ts';
import type { Env } from './serviceFile.ts';

/** The password libpq would use where the connection itself holds none: PGPASSWORD, then `.pgpass`. */
export async function knownPassword(endpoint: Endpoint, env: Env): Promise<string | null> {
  const given = env['PGPASSWORD'];
  if (given !== undefined && given !== '') return given;
  return await passFilePassword(endpoint);
}
