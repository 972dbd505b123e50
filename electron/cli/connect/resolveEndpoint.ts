import { parsePostgresUrl, type ParsedUrl } from '@engine/db/url.ts';
import { investigatorHome } from '@engine/store/home.ts';
import { profileStore } from '@engine/store/profiles.ts';
import { InvestigatorError } from '@shared/domain/errors.ts';
import type { Endpoint } from '@shared/domain/profile.ts';
import { environmentEndpoint } from './environmentEndpoint.ts';
import { knownPassword } from './password.ts';
import type { Env } from './serviceFile.ts';

export interface ConnectOptions {
  readonly url?: string | undefined;
  readonly profile?: string | undefined;
  readonly demo?: boolean | undefined;
  readonly storageSchema?: string | undefined;
}

/**
 * Which database a command asks, first match: `--url`, `--profile`, `DATABASE_URL`, `PG*` and `PGSERVICE`.
 * The password comes from where the connection names it, else PGPASSWORD, else `.pgpass`, else it is null.
 * Errors: `usage`, `invalid_url`, `not_found` (no such profile), `store_damaged`.
 */
export async function resolveEndpoint(options: ConnectOptions, env: Env): Promise<ParsedUrl> {
  const { endpoint, password } = await chosen(options, env);
  return {
    endpoint: inSchema(endpoint, options.storageSchema),
    password: password ?? (await knownPassword(endpoint, env)),
  };
}

/** `--storage-schema`, where given, outranks what the connection says. */
export function inSchema(endpoint: Endpoint, asked: string | undefined): Endpoint {
  return asked === undefined ? endpoint : { ...endpoint, storage_schema: asked };
}

/** Error: `usage`, when more than one option names a database. */
export function refuseSeveral({ url, profile, demo = false }: ConnectOptions): void {
  const given = [
    ...(url === undefined ? [] : ['--url']),
    ...(profile === undefined ? [] : ['--profile']),
    ...(demo ? ['--demo'] : []),
  ];
  if (given.length > 1)
    throw new InvestigatorError('usage', `${given.join(' and ')} both name a database`, {
      hint: 'Give one of them.',
    });
}

async function chosen(options: ConnectOptions, env: Env): Promise<ParsedUrl> {
  refuseSeveral(options);
  if (options.url !== undefined) return parsePostgresUrl(options.url);
  if (options.profile !== undefined) return profileEndpoint(options.profile, env);
  const fromUrl = env['DATABASE_URL'];
  if (fromUrl !== undefined && fromUrl !== '') return parsePostgresUrl(fromUrl);
  const fromVariables = environmentEndpoint(env);
  if (fromVariables !== null) return fromVariables;
  throw new InvestigatorError('usage', 'no database is named', {
    hint: 'Give --url, --profile or --demo, or set DATABASE_URL, PGSERVICE or PGHOST, PGDATABASE, PGUSER.',
  });
}

async function profileEndpoint(name: string, env: Env): Promise<ParsedUrl> {
  const { profiles, damagedKeptAt } = await profileStore(investigatorHome(env)).list();
  const profile = profiles.find((known) => known.name === name);
  if (profile !== undefined) return { endpoint: profile.endpoint, password: null };
  if (damagedKeptAt !== null)
    throw new InvestigatorError('store_damaged', 'the saved connections could not be read', {
      hint: `The damaged file was kept at ${damagedKeptAt}.`,
    });
  const names = profiles.map((known) => known.name).join(', ');
  throw new InvestigatorError('not_found', `no saved connection is called ${JSON.stringify(name)}`, {
    hint: names === '' ? 'None is saved yet; the application saves them.' : `Saved: ${names}.`,
  });
}
