import { Client, type ClientConfig } from 'pg';
import { InvestigatorError } from '@shared/domain/errors.ts';
import type { Endpoint } from '@shared/domain/profile.ts';
import type { BackendKey } from './cancel.ts';
import { cancelled, connectError, isRefusedLogin, isTlsError } from './errors.ts';
import { lendingSocket } from './lendingSocket.ts';
import { isAborted, Link } from './link.ts';
import { tlsAttempts, type TlsAttempt } from './tls.ts';

const APPLICATION_NAME = 'threadline-investigator';
const CONNECT_TIMEOUT_MS = 10_000;
const KEEP_ALIVE_MS = 30_000;

export interface ConnectLimits {
  readonly signal?: AbortSignal | undefined;
  readonly timeoutMs?: number | undefined;
}

/**
 * Connects and logs in. Errors: `connect_failed`, `authentication_failed`, `tls_failed`,
 * `database_not_found`, `permission_denied`, `secret_unavailable`, `cancelled`.
 */
export async function connect(
  endpoint: Endpoint,
  password: string | null,
  limits: ConnectLimits = {},
): Promise<Link> {
  const attempts = await tlsAttempts(endpoint);
  for (const [index, encryption] of attempts.entries()) {
    try {
      return await attempt(endpoint, password, encryption, limits);
    } catch (error) {
      // libpq's prefer: without TLS, or where pg_hba.conf refuses this log-in over TLS, plain is tried too.
      const last = index === attempts.length - 1;
      if (last || !(isTlsError(error) || isRefusedLogin(error))) throw connectError(error, endpoint);
    }
  }
  throw new InvestigatorError('bug', 'an endpoint has no way to connect');
}

async function attempt(
  endpoint: Endpoint,
  password: string | null,
  encryption: TlsAttempt,
  { signal, timeoutMs = CONNECT_TIMEOUT_MS }: ConnectLimits,
): Promise<Link> {
  if (isAborted(signal)) throw cancelled();
  const client = new PlainStartClient({
    host: endpoint.host,
    port: endpoint.port,
    database: endpoint.database,
    user: endpoint.user,
    // A function keeps the driver away from PGPASSWORD and .pgpass: whose password it is, is decided outside.
    password: () => password ?? missingPassword(endpoint),
    ssl: encryption,
    ...(encryption === false ? { stream: lendingSocket } : {}),
    enableChannelBinding: encryption !== false,
    connectionTimeoutMillis: timeoutMs,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
    types: { getTypeParser: () => asText } as unknown as NonNullable<ClientConfig['types']>,
  });
  // Until the link takes over: an 'error' nobody listens to ends the process.
  client.on('error', () => undefined);
  const stop = (): void => void client.connection.stream.destroy(cancelled());
  signal?.addEventListener('abort', stop, { once: true });
  try {
    await client.connect();
  } catch (error) {
    client.connection.stream.destroy();
    throw isAborted(signal) ? cancelled() : error;
  } finally {
    signal?.removeEventListener('abort', stop);
  }
  return new Link(client, endpoint, encryption, client.backendKey());
}

/** Evidence stays text: no value is turned into anything. */
function asText(value: string): string {
  return value;
}

function missingPassword(endpoint: Endpoint): never {
  throw new InvestigatorError('secret_unavailable', `the server asks for the password of ${endpoint.user}`, {
    hint: 'Give the password with the connection.',
  });
}

/**
 * Puts nothing but the application's name into the start-up packet: PgBouncer refuses more, and the driver
 * would add PGOPTIONS and time-outs from the environment.
 */
class PlainStartClient extends Client {
  declare readonly processID: number | null;
  declare readonly secretKey: number | null;

  getStartupConf(): Record<string, string> {
    return { user: this.user ?? '', database: this.database ?? '', application_name: APPLICATION_NAME };
  }

  backendKey(): BackendKey | null {
    const { processID, secretKey } = this;
    return processID === null || secretKey === null ? null : { pid: processID, secret: secretKey };
  }
}
