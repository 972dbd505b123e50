import { existsSync } from 'node:fs';
import { parsePostgresUrl, type ParsedUrl } from '@engine/db/url.ts';
import { readService, type Env } from './serviceFile.ts';

/** Variable of libpq and the connection parameter it fills. */
const variables = {
  host: 'PGHOST',
  port: 'PGPORT',
  dbname: 'PGDATABASE',
  user: 'PGUSER',
  sslmode: 'PGSSLMODE',
  sslrootcert: 'PGSSLROOTCERT',
} as const;

/**
 * The connection described by `PG*` variables and `PGSERVICE`, as libpq reads them (a service outranks the
 * variables), or null when none is set. Errors: `usage` (unknown service), `invalid_url`.
 */
export function environmentEndpoint(env: Env): ParsedUrl | null {
  const service = env['PGSERVICE'];
  const named =
    service !== undefined && service !== '' ? readService(service, env) : new Map<string, string>();
  const params = new URLSearchParams();
  for (const [key, variable] of Object.entries(variables)) {
    const value = named.get(key) ?? env[variable];
    if (value !== undefined && value !== '') params.set(key, value);
  }
  if (params.size === 0 && named.size === 0) return null;
  if (!params.has('host'))
    params.set('host', named.get('hostaddr') ?? env['PGHOSTADDR'] ?? defaultHost(params));
  const password = named.get('password');
  if (password !== undefined) params.set('password', password);
  return parsePostgresUrl(`postgres:///?${params.toString().replaceAll('+', '%20')}`);
}

/** libpq prefers a socket; where its folder is depends on who built it. */
function defaultHost(params: URLSearchParams): string {
  const socket = `.s.PGSQL.${params.get('port') ?? '5432'}`;
  return ['/var/run/postgresql', '/tmp'].find((folder) => existsSync(`${folder}/${socket}`)) ?? 'localhost';
}
