import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { lendingSocket, type LendingSocket } from './lendingSocket.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'lending-'));
let server: Server;
let peer: Socket;
let socket: LendingSocket;

async function overTcp(): Promise<void> {
  server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const accepted = once(server, 'connection');
  socket = lendingSocket();
  socket.connect((server.address() as AddressInfo).port, '127.0.0.1');
  [peer] = (await accepted) as [Socket];
}

async function overUnixSocket(): Promise<void> {
  const file = path.join(folder, '.s.PGSQL.5432');
  server = createServer().listen(file);
  await once(server, 'listening');
  const accepted = once(server, 'connection');
  socket = lendingSocket();
  socket.connect(file);
  [peer] = (await accepted) as [Socket];
}

/** Sends each text when the one before it arrived, and answers what was handed out for each. */
async function received(texts: readonly string[]): Promise<Buffer[]> {
  const handed: Buffer[] = [];
  for (const text of texts) {
    const arrived = once(socket, 'data');
    peer.write(text);
    handed.push(...((await arrived) as Buffer[]));
  }
  return handed;
}

afterEach(() => {
  socket.destroy();
  peer.destroy();
  server.close();
});
afterAll(() => rmSync(folder, { recursive: true }));

const ways: [string, () => Promise<void>][] = [['TCP', overTcp]];
if (process.platform !== 'win32') ways.push(['a Unix socket', overUnixSocket]);

describe.each(ways)('over %s a lending socket', (_way, connected) => {
  it('gives everyone a copy to keep', async () => {
    await connected();
    expect((await received(['first', 'later'])).map(String)).toEqual(['first', 'later']);
  });

  it('lends one buffer while asked to: the next read overwrites it', async () => {
    await connected();
    socket.lends = true;
    expect((await received(['first', 'later'])).map(String)).toEqual(['later', 'later']);
  });

  it('stops reading while paused, at the latest after one buffer, and tells the end', async () => {
    await connected();
    const sent = 8 * 1024 * 1024;
    let read = 0;
    socket.on('data', (bytes: Buffer) => (read += bytes.length));
    socket.pause();
    peer.end(Buffer.alloc(sent));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(read).toBeLessThanOrEqual(64 * 1024);
    const ended = once(socket, 'end');
    socket.resume();
    await ended;
    expect(read).toBe(sent);
  });
});
