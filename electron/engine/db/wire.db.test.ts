import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Endpoint, TlsMode } from '@shared/domain/profile.ts';
import { createTestDatabase, type TestDatabase } from '../testing/database.ts';
import { startWire, testAuthorityFile, type Wire } from '../testing/wire.ts';
import { openSession, type SessionOptions } from './open.ts';
import type { Session } from './session.ts';

let database: TestDatabase;
let wire: Wire;
const opened: Session[] = [];
beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(async () => {
  wire = await startWire(database.endpoint);
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((session) => session.close()));
  await wire.close();
});

async function open(
  mode: TlsMode,
  changed: Partial<Endpoint> = {},
  ca: string | null = null,
  options: SessionOptions = {},
): Promise<Session> {
  const endpoint = {
    ...database.endpoint,
    host: 'localhost',
    port: wire.port,
    tls: { mode, ca_file: ca },
    ...changed,
  };
  const session = await openSession(endpoint, database.password, options);
  opened.push(session);
  return session;
}

function tlsOf(session: Session): Promise<boolean> {
  return session.read({}, (_, facts) => Promise.resolve(facts.tls));
}

describe('TLS modes against a server with a private authority', () => {
  it('verify-full wants authority and name', async () => {
    expect(await tlsOf(await open('verify-full', {}, testAuthorityFile))).toBe(true);
    await expect(open('verify-full')).rejects.toMatchObject({
      code: 'tls_failed',
      hint: expect.stringContaining('sslrootcert') as string,
    });
    await expect(open('verify-full', { host: '127.0.0.1' }, testAuthorityFile)).rejects.toMatchObject({
      code: 'tls_failed',
      hint: expect.stringContaining('another host') as string,
    });
    expect(wire.seen.plain).toBe(0);
  });

  it('verify-ca wants the authority, not the name', async () => {
    expect(await tlsOf(await open('verify-ca', { host: '127.0.0.1' }, testAuthorityFile))).toBe(true);
  });

  it('require encrypts without verifying, and with an authority verifies that', async () => {
    expect(await tlsOf(await open('require', { host: '127.0.0.1' }))).toBe(true);
    expect(await tlsOf(await open('require', { host: '127.0.0.1' }, testAuthorityFile))).toBe(true);
    const stranger = new URL('../testing/fixtures/tls/other-ca.pem', import.meta.url).pathname;
    await expect(open('require', {}, stranger)).rejects.toMatchObject({ code: 'tls_failed' });
  });

  it('prefer encrypts where it can, disable never', async () => {
    expect(await tlsOf(await open('prefer'))).toBe(true);
    expect(wire.seen).toEqual({ encrypted: 1, plain: 0 });
    expect(await tlsOf(await open('disable'))).toBe(false);
    expect(wire.seen).toEqual({ encrypted: 1, plain: 1 });
  });

  it('an authority file that is not there is named', async () => {
    await expect(open('verify-full', {}, '/nowhere/ca.pem')).rejects.toMatchObject({
      code: 'tls_failed',
      message: expect.stringContaining('/nowhere/ca.pem') as string,
    });
  });

  it('a cancel travels encrypted too', async () => {
    const session = await open('verify-full', {}, testAuthorityFile);
    const stopper = new AbortController();
    const reading = session
      .read({ signal: stopper.signal }, (tx) => tx.rows({ text: 'SELECT pg_sleep(30)', values: [] }))
      .catch((error: unknown) => error);
    await sleep(150);
    stopper.abort();
    expect(await reading).toMatchObject({ code: 'cancelled' });
    expect(wire.seen).toEqual({ encrypted: 2, plain: 0 });
    expect(await tlsOf(session)).toBe(true);
    expect(wire.seen.encrypted).toBe(2);
  });
});

describe('a dead link', () => {
  it('is given up a few seconds after the server should have answered', async () => {
    const onLost = vi.fn();
    const session = await open('disable', {}, null, { onLost });
    const reading = session
      .read({ statementTimeoutMs: 200 }, (tx) => tx.rows({ text: 'SELECT pg_sleep(0.3)', values: [] }))
      .catch((error: unknown) => error);
    await sleep(80);
    wire.cut();
    expect(await reading).toMatchObject({ code: 'connection_lost', retryable: true });
    expect(onLost).toHaveBeenCalledTimes(1);
  }, 20_000);

  it('does not hold up closing', async () => {
    const session = await open('disable');
    wire.cut();
    const began = performance.now();
    await session.close();
    expect(performance.now() - began).toBeLessThan(6_000);
  }, 20_000);

  it('does not hold up a stop', async () => {
    const session = await open('disable');
    const stopper = new AbortController();
    const reading = session
      .read({ signal: stopper.signal }, (tx) => tx.rows({ text: 'SELECT pg_sleep(30)', values: [] }))
      .catch((error: unknown) => error);
    await sleep(80);
    wire.cut();
    const began = performance.now();
    stopper.abort();
    expect(await reading).toMatchObject({ code: 'cancelled' });
    expect(performance.now() - began).toBeLessThan(8_000);
  }, 20_000);
});
