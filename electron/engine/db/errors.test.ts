import { describe, expect, it } from 'vitest';
import { InvestigatorError } from '@shared/domain/errors.ts';
import type { Endpoint } from '@shared/domain/profile.ts';
import { connectError, placeOf, statementError } from './errors.ts';

const endpoint: Endpoint = {
  host: 'db.internal',
  port: 5433,
  database: 'app',
  user: 'reader',
  tls: { mode: 'verify-full', ca_file: null },
  storage_schema: null,
};
const raw = (code: string, message = 'server words'): Error => Object.assign(new Error(message), { code });
const calm = { aborted: false, elapsedMs: 100, timeoutMs: 30_000 };

describe('errors of connecting', () => {
  it.each([
    [raw('28P01'), 'authentication_failed', false],
    [raw('28000', 'no pg_hba.conf entry'), 'authentication_failed', false],
    [raw('08P01', 'password authentication failed'), 'authentication_failed', false],
    [
      new Error('SASL: SCRAM-SERVER-FINAL-MESSAGE: server signature does not match'),
      'authentication_failed',
      false,
    ],
    [raw('3D000'), 'database_not_found', false],
    [raw('08P01', 'no such database: app'), 'database_not_found', false],
    [raw('42501'), 'permission_denied', false],
    [raw('53300'), 'connect_failed', true],
    [raw('57P03'), 'connect_failed', true],
    [raw('ECONNREFUSED'), 'connect_failed', true],
    [raw('EHOSTUNREACH'), 'connect_failed', true],
    [raw('ENOTFOUND'), 'connect_failed', false],
    [new Error('timeout expired'), 'connect_failed', true],
    [
      Object.assign(new AggregateError([raw('ECONNREFUSED', 'connect ::1')], ''), { code: 'ECONNREFUSED' }),
      'connect_failed',
      true,
    ],
    [raw('DEPTH_ZERO_SELF_SIGNED_CERT'), 'tls_failed', false],
    [raw('ERR_TLS_CERT_ALTNAME_INVALID'), 'tls_failed', false],
    [raw('CERT_HAS_EXPIRED'), 'tls_failed', false],
    [new Error('The server does not support SSL connections'), 'tls_failed', false],
  ])('%s → %s', (error, code, retryable) => {
    const told = connectError(error, endpoint);
    expect(told).toMatchObject({ code, retryable });
    expect(told.hint).not.toBeNull();
    if (code !== 'permission_denied') expect(told.message).toContain('db.internal:5433');
  });

  it('name a place as one would type it', () => {
    expect(placeOf(endpoint)).toBe('db.internal:5433');
    expect(placeOf({ ...endpoint, host: '::1' })).toBe('[::1]:5433');
    expect(placeOf({ ...endpoint, host: '/run/pg' })).toBe('/run/pg/.s.PGSQL.5433');
  });
});

describe('errors of statements', () => {
  it.each([
    ['42501', 'permission_denied', false],
    ['40001', 'recovery_conflict', true],
    ['25P04', 'statement_timeout', true],
    ['55P03', 'server_error', true],
    ['53200', 'server_error', true],
    ['22012', 'server_error', false],
    ['57P01', 'connection_lost', true],
    ['57P02', 'connection_lost', true],
    ['08006', 'connection_lost', true],
    ['ECONNRESET', 'connection_lost', true],
    ['EPIPE', 'connection_lost', true],
  ])('%s → %s', (sqlstate, code, retryable) => {
    expect(statementError(raw(sqlstate), calm)).toMatchObject({ code, retryable });
  });

  it('tell a time-out from somebody else’s cancel by the clock, in any language', () => {
    const stopped = raw('57014', 'Anweisung abgebrochen');
    expect(statementError(stopped, { ...calm, elapsedMs: 30_001 })).toMatchObject({
      code: 'statement_timeout',
    });
    expect(statementError(stopped, calm)).toMatchObject({ code: 'cancelled_by_server', retryable: true });
    expect(statementError(stopped, { ...calm, elapsedMs: 99_999, timeoutMs: 0 })).toMatchObject({
      code: 'cancelled_by_server',
    });
  });

  it('are the caller’s own stop when the caller stopped', () => {
    expect(statementError(raw('57014'), { ...calm, aborted: true })).toMatchObject({ code: 'cancelled' });
    expect(statementError(raw('ECONNRESET'), { ...calm, aborted: true })).toMatchObject({
      code: 'cancelled',
    });
  });

  it('that are ours already stay as they are', () => {
    const ours = new InvestigatorError('not_found', 'nothing');
    expect(statementError(ours, calm)).toBe(ours);
  });
});
