import { userInfo } from 'node:os';
import { InvestigatorError } from '@shared/domain/errors.ts';
import { tlsModes, type Endpoint, type TlsMode } from '@shared/domain/profile.ts';

export interface ParsedUrl {
  readonly endpoint: Endpoint;
  readonly password: string | null;
}

const SCHEMES = ['postgres', 'postgresql', 'ecto'];
const DEFAULT_PORT = 5432;
const URL_HINT = 'Write postgres://USER:PASSWORD@HOST:PORT/DATABASE, odd characters percent-encoded.';

/**
 * Reads a PostgreSQL URI into its parts. The authority is taken apart at the last `@` and the first `:`
 * before it, so that passwords pasted without percent-encoding mostly work too. Without `sslmode`: loopback
 * and socket → disable, anything else → verify-full. Parameters: host, port, user, password, dbname, sslmode,
 * sslrootcert, application_name and connect_timeout (both ignored); any other is refused. Error: `invalid_url`,
 * which repeats nothing of the URI: with a part missing, a password stands where port, path or query belong.
 */
export function parsePostgresUrl(url: string): ParsedUrl {
  const scheme = /^([a-z]+):\/\//i.exec(url.trim());
  const name = scheme?.[1]?.toLowerCase() ?? '';
  if (scheme === null || !SCHEMES.includes(name))
    throw invalid('it does not start with postgres://, postgresql:// or ecto://');
  const { authority, path, query } = split(url.trim().slice(scheme[0].length));
  const params = parameters(query);
  const at = authority.lastIndexOf('@');
  const place = hostAndPort(authority.slice(at + 1));
  const login = userAndPassword(at < 0 ? '' : authority.slice(0, at));
  const user = params.get('user') ?? login.user ?? defaultUser();
  const host = params.get('host') ?? place.host ?? 'localhost';
  if (host.includes(',')) throw invalid('several hosts are not supported', 'Name the one host to ask.');
  const database = params.get('dbname') ?? (path === '' ? user : decode(path, 'database'));
  return {
    endpoint: {
      host,
      port: port(params.get('port') ?? place.port, at >= 0 || params.has('host')),
      database: within(database, 'database'),
      user: within(user, 'user'),
      tls: tls(host, params),
      storage_schema: null,
    },
    password: params.get('password') ?? login.password,
  };
}

/** The inverse: a URI that {@link parsePostgresUrl} reads into the same parts. Sockets travel percent-encoded. */
export function formatPostgresUrl({ endpoint, password }: ParsedUrl): string {
  const { host, user, database, tls } = endpoint;
  const encode = encodeURIComponent;
  const shown = host.includes(':') ? `[${host}]` : encode(host);
  const secret = password === null ? '' : `:${encode(password)}`;
  const params = [`sslmode=${tls.mode}`];
  if (tls.ca_file !== null) params.push(`sslrootcert=${encode(tls.ca_file)}`);
  return `postgres://${encode(user)}${secret}@${shown}:${endpoint.port}/${encode(database)}?${params.join('&')}`;
}

/** Where there is nothing between the two ends that TLS would protect from. */
function isLocalHost(host: string): boolean {
  const name = host.toLowerCase();
  return (
    name.startsWith('/') ||
    name === 'localhost' ||
    name.endsWith('.localhost') ||
    name === '::1' ||
    /^127(?:\.\d{1,3}){3}$/.test(name)
  );
}

/**
 * Without percent-encoding a password may hold `/` or `?`. So the authority ends at the first `/` or `?` behind
 * the last `@` that can still belong to it: one before the query's own `=`.
 */
function split(rest: string): { authority: string; path: string; query: string } {
  const lastAt = rest.replace(/\?[^@]*=.*$/s, '').lastIndexOf('@');
  const tail = rest.slice(lastAt + 1);
  const end = tail.search(/[/?]/);
  const authority = end < 0 ? rest : rest.slice(0, lastAt + 1 + end);
  const after = end < 0 ? '' : tail.slice(end);
  const question = after.indexOf('?');
  const path = question < 0 ? after : after.slice(0, question);
  return { authority, path: path.replace(/^\//, ''), query: question < 0 ? '' : after.slice(question + 1) };
}

function userAndPassword(text: string): { user: string | null; password: string | null } {
  const colon = text.indexOf(':');
  const user = decode(colon < 0 ? text : text.slice(0, colon), 'user');
  return {
    user: user === '' ? null : user,
    password: colon < 0 ? null : decode(text.slice(colon + 1), 'password'),
  };
}

function hostAndPort(text: string): { host: string | null; port: string | undefined } {
  const bracketed = /^\[([^\]]*)\](?::(.*))?$/.exec(text);
  if (bracketed !== null) return { host: bracketed[1] ?? null, port: bracketed[2] };
  if (text.includes(',')) throw invalid('several hosts are not supported', 'Name the one host to ask.');
  const colon = text.indexOf(':');
  if (colon !== text.lastIndexOf(':')) throw invalid('an IPv6 address needs brackets', 'Write [::1]:5432.');
  const host = decode(colon < 0 ? text : text.slice(0, colon), 'host');
  return { host: host === '' ? null : host, port: colon < 0 ? undefined : text.slice(colon + 1) };
}

const KNOWN = [
  'host',
  'port',
  'user',
  'password',
  'dbname',
  'sslmode',
  'sslrootcert',
  'application_name',
  'connect_timeout',
];

/** Names other programs take. Any other word may be a piece of a password that was pasted with a `?` in it. */
const FOREIGN = [
  'channel_binding',
  'fallback_application_name',
  'gssencmode',
  'hostaddr',
  'keepalives',
  'options',
  'passfile',
  'pgbouncer',
  'pool_size',
  'replication',
  'schema',
  'search_path',
  'service',
  'ssl',
  'sslcert',
  'sslkey',
  'sslpassword',
  'statement_timeout',
  'target_session_attrs',
];

/** Repeats a name only where it cannot be secret. */
function unknownParameter(name: string): InvestigatorError {
  const shown = FOREIGN.includes(name) ? `parameter ${name} is not supported` : 'it has an unknown parameter';
  return invalid(shown, `Known: ${KNOWN.join(', ')}. A ? or & in a password is written %3F, %26.`);
}

function parameters(query: string): ReadonlyMap<string, string> {
  const result = new Map<string, string>();
  for (const pair of query.split('&').filter((part) => part !== '')) {
    const equals = pair.indexOf('=');
    const key = decode(equals < 0 ? pair : pair.slice(0, equals), 'parameter');
    if (!KNOWN.includes(key)) throw unknownParameter(key);
    if (equals < 0) throw invalid(`parameter ${key} has no value`);
    const value = decode(pair.slice(equals + 1), key);
    if (value !== '') result.set(key, value);
  }
  return result;
}

function tls(host: string, params: ReadonlyMap<string, string>): Endpoint['tls'] {
  const asked = params.get('sslmode');
  const root = params.get('sslrootcert');
  const mode = asked === undefined ? (isLocalHost(host) ? 'disable' : 'verify-full') : tlsMode(asked);
  return { mode, ca_file: root === undefined || root === 'system' ? null : root };
}

function tlsMode(text: string): TlsMode {
  const mode = tlsModes.find((known) => known === text);
  if (mode === undefined) throw invalid('sslmode is unknown', `Known: ${tlsModes.join(', ')}.`);
  return mode;
}

/** Without a host written out, what stands where the port belongs may be a password. */
function port(text: string | undefined, hostIsThere: boolean): number {
  if (text === undefined || text === '') return DEFAULT_PORT;
  const value = Number(text);
  if (!/^\d{1,5}$/.test(text) || value < 1 || value > 65_535)
    throw invalid(
      `the port is not a number from 1 to 65535${hostIsThere ? '' : '; is the part @HOST missing?'}`,
    );
  return value;
}

function within(text: string, what: string): string {
  if (text === '') throw invalid(`the ${what} is missing`);
  if (text.includes('\0')) throw invalid(`the ${what} holds a NUL character`);
  return text;
}

/** Percent-decoding; what is no percent-encoding stays as it was pasted. */
function decode(text: string, what: string): string {
  try {
    return decodeURIComponent(text.replace(/%(?![0-9a-f]{2})/gi, '%25'));
  } catch {
    throw invalid(`the ${what} is not percent-encoded UTF-8`);
  }
}

function defaultUser(): string {
  try {
    return userInfo().username;
  } catch {
    throw invalid('the user is missing');
  }
}

function invalid(why: string, hint = URL_HINT): InvestigatorError {
  return new InvestigatorError('invalid_url', `the connection URI cannot be used: ${why}`, { hint });
}
