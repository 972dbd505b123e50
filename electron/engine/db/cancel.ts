import net from 'node:net';
import tls from 'node:tls';
import type { Endpoint } from '@shared/domain/profile.ts';
import type { TlsAttempt } from './tls.ts';

/** The back-end key announced at start-up. */
export interface BackendKey {
  readonly pid: number;
  readonly secret: number;
}

const CANCEL_REQUEST = 80_877_102;
const SSL_REQUEST = 80_877_103;

/**
 * Sends the protocol's CancelRequest over a socket of its own (encrypted when the session is) and resolves
 * when the server has closed it, that is after the signal was sent. Works through PgBouncer, where
 * `pg_cancel_backend` does not. Whether a statement was hit is not told. Rejects when the server cannot be
 * reached within `timeoutMs`.
 */
export async function sendCancel(
  endpoint: Endpoint,
  encryption: TlsAttempt,
  key: BackendKey,
  timeoutMs: number,
): Promise<void> {
  const plain = endpoint.host.startsWith('/')
    ? net.connect({ path: `${endpoint.host}/.s.PGSQL.${endpoint.port}` })
    : net.connect({ host: endpoint.host, port: endpoint.port });
  // Listened to for good: an error after the work is done must not end the process.
  plain.on('error', () => undefined);
  const timer = setTimeout(() => plain.destroy(new Error('timeout expired')), timeoutMs);
  try {
    const socket = encryption === false ? plain : await encrypt(plain, endpoint.host, encryption);
    await new Promise<void>((resolve, reject) => {
      socket.on('error', (error: NodeJS.ErrnoException) => {
        // The server answers nothing and closes: a reset here means that it has read the request.
        if (error.code === 'ECONNRESET' || error.code === 'EPIPE') resolve();
        else reject(error);
      });
      socket.on('close', () => resolve());
      socket.resume();
      socket.write(cancelPacket(key));
    });
  } finally {
    clearTimeout(timer);
    plain.destroy();
  }
}

async function encrypt(plain: net.Socket, host: string, options: tls.ConnectionOptions): Promise<net.Socket> {
  const answer = await new Promise<Buffer>((resolve, reject) => {
    plain.once('error', reject);
    plain.once('data', resolve);
    plain.once('close', () => reject(new Error('closed before answering')));
    plain.write(packet(SSL_REQUEST));
  });
  if (answer.toString('latin1') !== 'S') throw new Error('the server no longer offers TLS');
  const name = net.isIP(host) === 0 ? { servername: host } : {};
  const secure = tls.connect({ socket: plain, host, ...name, ...options });
  await new Promise<void>((resolve, reject) => {
    secure.once('secureConnect', resolve);
    secure.once('error', reject);
  });
  return secure;
}

function cancelPacket(key: BackendKey): Buffer {
  return packet(CANCEL_REQUEST, key.pid, key.secret);
}

function packet(...words: readonly number[]): Buffer {
  const bytes = Buffer.alloc(4 + 4 * words.length);
  bytes.writeInt32BE(bytes.length, 0);
  words.forEach((word, index) => bytes.writeInt32BE(word, 4 + 4 * index));
  return bytes;
}
