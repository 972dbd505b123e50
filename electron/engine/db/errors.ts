import { InvestigatorError, type ErrorCode } from '@shared/domain/errors.ts';
import type { Endpoint } from '@shared/domain/profile.ts';

/** What node-postgres rejects with: a server's ErrorResponse, or a system error of the socket. */
interface RawError {
  readonly code: string;
  readonly message: string;
  readonly severity: string | undefined;
  readonly detail: string | undefined;
  readonly hint: string | undefined;
  readonly cause: unknown;
}

/** `host:port`, or the socket's path. */
export function placeOf(endpoint: Endpoint): string {
  if (endpoint.host.startsWith('/')) return `${endpoint.host}/.s.PGSQL.${endpoint.port}`;
  const host = endpoint.host.includes(':') ? `[${endpoint.host}]` : endpoint.host;
  return `${host}:${endpoint.port}`;
}

export function cancelled(): InvestigatorError {
  return new InvestigatorError('cancelled', 'stopped on request');
}

export function connectionLost(detail?: string): InvestigatorError {
  return new InvestigatorError('connection_lost', 'the connection to the database broke', {
    hint: 'Ask again: the next question connects anew.',
    retryable: true,
    ...(detail === undefined ? {} : { detail }),
  });
}

/** True for an error of making or verifying the encrypted channel. */
export function isTlsError(error: unknown): boolean {
  const { code, message } = raw(error);
  return TLS_CODE.test(code) || message.includes('does not support SSL');
}

/** True when the server refused this way of logging in, as opposed to the password. */
export function isRefusedLogin(error: unknown): boolean {
  return raw(error).code === '28000';
}

/** True when the server may be reachable a moment later: starting up, restarting, out of slots. */
export function isTransientConnectError(error: unknown): boolean {
  return error instanceof InvestigatorError && error.code === 'connect_failed' && error.retryable;
}

/** What went wrong while connecting, as a value people can act on. */
export function connectError(error: unknown, endpoint: Endpoint): InvestigatorError {
  if (error instanceof InvestigatorError) return error;
  const e = raw(error);
  const place = placeOf(endpoint);
  const make = (code: ErrorCode, message: string, hint: string, retryable = false): InvestigatorError =>
    new InvestigatorError(code, message, { hint, retryable, detail: words(e), cause: error });
  // The driver's words for an answer to SSLRequest that is neither yes nor no: a web server, a proxy.
  if (e.message.includes('error establishing an SSL connection'))
    return make(
      'connect_failed',
      `what answers at ${place} does not speak PostgreSQL's protocol`,
      'Check host and port: a proxy, a web server or another service may listen there.',
    );
  if (isTlsError(error)) return make('tls_failed', `no trusted encrypted connection to ${place}`, tlsHint(e));
  if (e.code.startsWith('28') || /^SASL|password authentication failed|auth failed/.test(e.message))
    return make(
      'authentication_failed',
      `${place} refused the log-in of user ${endpoint.user}`,
      e.code === '28000'
        ? 'The server (pg_hba.conf) does not let this user in from here, to this database or in this way.'
        : 'Check user name and password.',
    );
  if (e.code === '3D000' || e.message.includes('no such database'))
    return make(
      'database_not_found',
      `${place} has no database ${JSON.stringify(endpoint.database)}`,
      'Check the name; upper and lower case differ.',
    );
  if (e.code === '42501')
    return make(
      'permission_denied',
      `user ${endpoint.user} may not connect to database ${endpoint.database}`,
      `Ask for: GRANT CONNECT ON DATABASE ${endpoint.database} TO ${endpoint.user};`,
    );
  const known =
    CONNECT_HINTS[e.code] ?? (e.message === 'timeout expired' ? CONNECT_HINTS['ETIMEDOUT'] : null);
  return make(
    'connect_failed',
    `no connection to ${place}${known == null ? '' : `: ${known.why}`}`,
    known?.hint ?? 'Check host and port, and that PostgreSQL listens there.',
    known?.retryable ?? true,
  );
}

interface Circumstances {
  /** The caller asked to stop. */
  readonly aborted: boolean;
  /** Milliseconds since the statement was sent, and its limit (0 = none). */
  readonly elapsedMs: number;
  readonly timeoutMs: number;
}

/** What went wrong while a statement ran. */
export function statementError(error: unknown, circumstances: Circumstances): InvestigatorError {
  if (circumstances.aborted) return cancelled();
  if (error instanceof InvestigatorError) return error;
  const e = raw(error);
  const extras = { detail: words(e), cause: error };
  if (isLost(e)) return connectionLost(words(e));
  switch (e.code) {
    case '57014':
      return cancelledByServer(circumstances, extras.detail);
    case '25P04':
      return timedOut(circumstances.timeoutMs, extras.detail);
    case '42501':
      return new InvestigatorError('permission_denied', `the database refused: ${e.message}`, {
        ...extras,
        hint: 'The role needs SELECT on the audit tables and USAGE on their schema.',
      });
    case '40001':
      return new InvestigatorError('recovery_conflict', 'the standby cancelled the read to keep up', {
        ...extras,
        retryable: true,
        hint: 'Ask again, ask the primary, or raise max_standby_streaming_delay on the standby.',
      });
    case '55P03':
      return new InvestigatorError('server_error', 'another session holds a lock on an audit table', {
        ...extras,
        retryable: true,
        hint: 'Somebody is altering or locking the table. Ask again when that is done.',
      });
    default:
      return new InvestigatorError('server_error', `PostgreSQL reported: ${e.message}`, {
        ...extras,
        retryable: /^(?:40|53|55)/.test(e.code),
        ...(e.hint === undefined ? {} : { hint: e.hint }),
      });
  }
}

/** 57014 says neither who asked for it nor in which language it will say so: only the clock can tell. */
function cancelledByServer(circumstances: Circumstances, detail: string): InvestigatorError {
  const { elapsedMs, timeoutMs } = circumstances;
  if (timeoutMs > 0 && elapsedMs >= timeoutMs * 0.95) return timedOut(timeoutMs, detail);
  return new InvestigatorError('cancelled_by_server', 'somebody else stopped the statement on the server', {
    detail,
    retryable: true,
    hint: 'An administrator, a watchdog or the pooler did (pg_cancel_backend). Ask them, or ask again.',
  });
}

function timedOut(timeoutMs: number, detail: string): InvestigatorError {
  return new InvestigatorError('statement_timeout', `no answer within ${timeoutMs / 1000} s`, {
    detail,
    retryable: true,
    hint: 'Narrow the question (a time window, a table), or allow more time.',
  });
}

function isLost(e: RawError): boolean {
  return (
    /^08|^57P0[1-5]$/.test(e.code) ||
    [
      'ECONNRESET',
      'EPIPE',
      'ETIMEDOUT',
      'EHOSTUNREACH',
      'ENETUNREACH',
      'ENETDOWN',
      'ERR_STREAM_DESTROYED',
    ].includes(e.code) ||
    /Connection terminated|not queryable|connection error/.test(e.message)
  );
}

const TLS_CODE =
  /^(?:ERR_TLS|ERR_SSL|ERR_OSSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|HOSTNAME_MISMATCH|EPROTO|CRL_|INVALID_CA|PATH_LENGTH)/;

function tlsHint(e: RawError): string {
  if (e.message.includes('does not support SSL'))
    return 'The server offers no TLS. Only where the network itself is trusted, choose sslmode disable.';
  if (e.code === 'ERR_TLS_CERT_ALTNAME_INVALID')
    return 'The certificate names another host. Connect by the name in the certificate, or use verify-ca.';
  return 'Give the authority that signed the certificate (sslrootcert); require encrypts without verifying.';
}

interface ConnectHint {
  readonly why: string;
  readonly hint: string;
  readonly retryable: boolean;
}

const CONNECT_HINTS: Readonly<Record<string, ConnectHint | undefined>> = {
  ECONNREFUSED: {
    why: 'nothing listens there',
    hint: 'Check host and port, and that PostgreSQL is running and listens on that address.',
    retryable: true,
  },
  ENOENT: {
    why: 'there is no such socket',
    hint: 'Check the socket directory and port, and that PostgreSQL is running.',
    retryable: true,
  },
  EACCES: { why: 'the socket may not be opened', hint: 'Check the socket’s permissions.', retryable: false },
  ENOTFOUND: { why: 'the host is unknown', hint: 'Check the spelling, VPN and DNS.', retryable: false },
  EAI_AGAIN: { why: 'the host name could not be looked up', hint: 'Check VPN and DNS.', retryable: true },
  EHOSTUNREACH: {
    why: 'the host cannot be reached',
    hint: 'Check VPN, routing and firewall.',
    retryable: true,
  },
  ENETUNREACH: {
    why: 'the network cannot be reached',
    hint: 'Check VPN, routing and firewall.',
    retryable: true,
  },
  ETIMEDOUT: {
    why: 'no answer in time',
    hint: 'A firewall may drop the packets. Check host, port, VPN and allowed addresses.',
    retryable: true,
  },
  '53300': {
    why: 'the server has no connection slot free',
    hint: 'Ask again later, or raise max_connections or the role’s limit.',
    retryable: true,
  },
  '57P03': { why: 'the server is starting or stopping', hint: 'Ask again in a moment.', retryable: true },
};

function words(e: RawError): string {
  const code = e.code === '' ? '' : ` (${e.code})`;
  const detail = e.detail === undefined ? '' : ` – ${e.detail}`;
  return `${e.message}${code}${detail}`;
}

function raw(error: unknown): RawError {
  const source = (typeof error === 'object' && error !== null ? error : {}) as Record<string, unknown>;
  const text = (key: string): string | undefined =>
    typeof source[key] === 'string' ? source[key] : undefined;
  return {
    code: text('code') ?? '',
    // Several addresses tried in vain come as one AggregateError without a message of its own.
    message:
      [text('message'), messageOfFirst(source['errors'])].find((m) => m !== undefined && m !== '') ??
      String(error),
    severity: text('severity'),
    detail: text('detail'),
    hint: text('hint'),
    cause: error,
  };
}

function messageOfFirst(errors: unknown): string | undefined {
  const first: unknown = Array.isArray(errors) ? errors[0] : undefined;
  return first instanceof Error ? first.message : undefined;
}
