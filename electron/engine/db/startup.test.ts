import net from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { connect } from './connect.ts';
import { beginSql } from './read.ts';

afterEach(() => vi.unstubAllEnvs());

describe('the start-up packet', () => {
  it('holds nothing but user, database and the application’s name, whatever the environment says', async () => {
    vi.stubEnv('PGOPTIONS', '-c statement_timeout=1');
    vi.stubEnv('PGAPPNAME', 'someone else');
    vi.stubEnv('PGREPLICATION', 'database');
    vi.stubEnv('PGCLIENT_ENCODING', 'LATIN1');
    vi.stubEnv('PGSSLMODE', 'require');
    vi.stubEnv('PGPASSWORD', 'from the environment');
    const received = await firstPacket();
    const body = received.subarray(8).toString('utf8').split('\0');
    expect(received.readInt32BE(4)).toBe(0x0003_0000);
    expect(Object.fromEntries(pairs(body))).toEqual({
      user: 'someone',
      database: 'some db',
      application_name: 'threadline-investigator',
      client_encoding: 'UTF8',
    });
  });
});

describe('the beginning of a read', () => {
  it('is one round trip that pins every setting for the transaction only', () => {
    expect(beginSql(30_000)).toMatchInlineSnapshot(
      `"BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL search_path = ''; SET LOCAL statement_timeout = '30000'; SET LOCAL lock_timeout = '10000'; SET LOCAL client_encoding = 'UTF8'; SET LOCAL TimeZone = 'UTC'; SET LOCAL DateStyle = 'ISO, YMD'; SET LOCAL IntervalStyle = 'postgres'; SET LOCAL bytea_output = 'hex'; SET LOCAL extra_float_digits = '1'; SET LOCAL standard_conforming_strings = 'on'; SELECT set_config(s.name, s.value, true) FROM (VALUES (90600, 'idle_in_transaction_session_timeout', '120000'), (110000, 'jit', 'off'), (170000, 'transaction_timeout', '300000')) AS s(since, name, value) WHERE current_setting('server_version_num')::int >= s.since"`,
    );
  });
});

function pairs(list: readonly string[]): (readonly [string, string])[] {
  return list.flatMap((key, i) => (i % 2 === 0 && key !== '' ? [[key, list[i + 1] ?? ''] as const] : []));
}

/** What a server sees first; it hangs up then. */
async function firstPacket(): Promise<Buffer> {
  const packets: Buffer[] = [];
  const server = net.createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', (bytes) => {
      packets.push(bytes);
      socket.destroy();
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve());
  });
  const { port } = server.address() as net.AddressInfo;
  const endpoint = {
    host: '127.0.0.1',
    port,
    database: 'some db',
    user: 'someone',
    tls: { mode: 'disable' as const, ca_file: null },
    storage_schema: null,
  };
  await expect(connect(endpoint, null)).rejects.toMatchObject({ code: 'connect_failed' });
  server.close();
  return packets[0] ?? Buffer.alloc(0);
}
