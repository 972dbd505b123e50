import net from 'node:net';
import { describe, expect, it } from 'vitest';
import type { Endpoint } from '@shared/domain/profile.ts';
import { createTestDatabase } from '../testing/database.ts';
import { openSession } from './open.ts';
import { parsePostgresUrl } from './url.ts';

async function refusal(endpoint: Endpoint, password: string | null): Promise<unknown> {
  try {
    const session = await openSession(endpoint, password, { connectTimeoutMs: 1_500 });
    await session.close();
    return 'connected';
  } catch (error) {
    return error;
  }
}

describe('what keeps a connection from being made is told by its code', () => {
  it('a wrong or missing password, an unknown user', async () => {
    const { endpoint, password } = await createTestDatabase();
    expect(await refusal(endpoint, `${password}x`)).toMatchObject({
      code: 'authentication_failed',
      message: expect.stringContaining(`${endpoint.host}:${endpoint.port}`) as string,
    });
    expect(await refusal(endpoint, null)).toMatchObject({ code: 'secret_unavailable' });
    expect(await refusal({ ...endpoint, user: 'nobody_here' }, password)).toMatchObject({
      code: 'authentication_failed',
    });
  });

  it('a database that does not exist', async () => {
    const { endpoint, password } = await createTestDatabase();
    expect(await refusal({ ...endpoint, database: 'no_such_db' }, password)).toMatchObject({
      code: 'database_not_found',
      message: expect.stringContaining('"no_such_db"') as string,
    });
  });

  it('a port where nothing listens, a host that does not exist, a socket that is not there', async () => {
    const { endpoint, password } = await createTestDatabase();
    const place = { host: '127.0.0.1', port: await closedPort() };
    expect(await refusal({ ...endpoint, ...place }, password)).toMatchObject({
      code: 'connect_failed',
      message: expect.stringContaining(`127.0.0.1:${place.port}: nothing listens there`) as string,
    });
    expect(await refusal({ ...endpoint, host: 'no-such-host.invalid' }, password)).toMatchObject({
      code: 'connect_failed',
      message: expect.stringContaining('no-such-host.invalid') as string,
    });
    expect(await refusal({ ...endpoint, host: '/nonexistent' }, password)).toMatchObject({
      code: 'connect_failed',
      message: expect.stringContaining('/nonexistent/.s.PGSQL.') as string,
    });
  });

  it('a host that never answers', async () => {
    const silent = net.createServer(() => undefined);
    const port = await listen(silent);
    const { endpoint, password } = await createTestDatabase();
    expect(await refusal({ ...endpoint, host: '127.0.0.1', port }, password)).toMatchObject({
      code: 'connect_failed',
      message: expect.stringContaining('no answer in time') as string,
    });
    silent.close();
  });

  it('a peer that is no PostgreSQL, without advice to weaken TLS', async () => {
    const web = net.createServer((socket) =>
      socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')),
    );
    const port = await listen(web);
    const { endpoint, password } = await createTestDatabase();
    const place: Endpoint = { ...endpoint, host: '127.0.0.1', port, tls: { mode: 'require', ca_file: null } };
    expect(await refusal(place, password)).toMatchObject({
      code: 'connect_failed',
      message: expect.stringContaining('does not speak PostgreSQL') as string,
      hint: expect.not.stringContaining('TLS') as string,
    });
    web.close();
  });

  it('a server without TLS where TLS is demanded; prefer does without', async () => {
    const { endpoint, password } = await createTestDatabase();
    const tls = (mode: Endpoint['tls']['mode']): Endpoint => ({ ...endpoint, tls: { mode, ca_file: null } });
    expect(await refusal(tls('require'), password)).toMatchObject({ code: 'tls_failed' });
    expect(await refusal(tls('verify-full'), password)).toMatchObject({ code: 'tls_failed' });
    expect(await refusal(tls('verify-ca'), password)).toMatchObject({
      code: 'tls_failed',
      message: expect.stringContaining('verify-ca needs an authority') as string,
    });
    expect(await refusal(tls('prefer'), password)).toBe('connected');
  });

  it('being stopped', async () => {
    const { endpoint, password } = await createTestDatabase();
    const signal = AbortSignal.abort();
    await expect(openSession(endpoint, password, { signal })).rejects.toMatchObject({ code: 'cancelled' });
  });
});

describe('a URI', () => {
  it('connects with a password full of odd characters, encoded or pasted as it is', async () => {
    const database = await createTestDatabase();
    const role = `odd_${database.name.slice(-8)}`;
    const secret = 'p@ss:w/rd%?ü✓#&';
    await database.execute(`CREATE ROLE ${role} LOGIN PASSWORD '${secret}'`);
    const { host, port } = database.endpoint;
    try {
      for (const written of [encodeURIComponent(secret), secret]) {
        const { endpoint, password } = parsePostgresUrl(
          `postgresql://${role}:${written}@${host}:${port}/${database.name}?sslmode=disable`,
        );
        expect(password).toBe(secret);
        expect(await refusal(endpoint, password)).toBe('connected');
      }
    } finally {
      await database.execute(`DROP ROLE ${role}`);
    }
  });
});

function listen(server: net.Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as net.AddressInfo).port));
  });
}

async function closedPort(): Promise<number> {
  const server = net.createServer();
  const port = await listen(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}
