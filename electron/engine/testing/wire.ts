import { readFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import tls from 'node:tls';

const SSL_REQUEST = Buffer.from([0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f]);
const folder = path.join(import.meta.dirname, 'fixtures/tls');

/** The authority that signed the test server's certificate, which names `localhost` only. */
export const testAuthorityFile = path.join(folder, 'ca.pem');

export interface Wire {
  readonly port: number;
  /** How many connections came in encrypted, and how many not. */
  readonly seen: { encrypted: number; plain: number };
  /** From now on nothing passes in either direction, and nobody is told: a dead link. */
  cut(): void;
  close(): Promise<void>;
}

/** A listener on 127.0.0.1 that ends TLS in front of a server that has none, and can play dead. */
export async function startWire(
  target: { readonly host: string; readonly port: number },
  certificates = folder,
): Promise<Wire> {
  const context = tls.createSecureContext({
    key: readFileSync(path.join(certificates, 'server.key')),
    cert: readFileSync(path.join(certificates, 'server.pem')),
  });
  const sockets = new Set<net.Socket>();
  const seen = { encrypted: 0, plain: 0 };
  const state = { dead: false };
  const keep = <S extends net.Socket>(socket: S): S => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
    return socket;
  };
  const join = (client: net.Socket, first: Buffer | null): void => {
    const upstream = keep(net.connect(target.port, target.host));
    if (first !== null) upstream.write(first);
    client.on('data', (bytes) => {
      if (!state.dead) upstream.write(bytes);
    });
    upstream.on('data', (bytes) => {
      if (!state.dead) client.write(bytes);
    });
    client.on('close', () => upstream.destroy());
    upstream.on('close', () => {
      if (!state.dead) client.destroy();
    });
  };
  const server = net.createServer((client) => {
    keep(client).once('data', (first) => {
      if (!first.equals(SSL_REQUEST)) {
        seen.plain += 1;
        join(client, first);
        return;
      }
      seen.encrypted += 1;
      client.write('S');
      join(keep(new tls.TLSSocket(client, { isServer: true, secureContext: context })), null);
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve());
  });
  return {
    port: (server.address() as net.AddressInfo).port,
    seen,
    cut: () => {
      state.dead = true;
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
