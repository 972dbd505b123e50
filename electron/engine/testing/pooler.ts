import { spawn, type ChildProcess } from 'node:child_process';
import { chownSync, cpSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { serverAccount } from '@engine/embedded/account.ts';
import type { TestDatabase } from './database.ts';

/** What `npm run setup -- --test` unpacked (build/pgbouncer.mjs). */
const unpacked = path.resolve(import.meta.dirname, '../../../node_modules/.cache/pgbouncer');

/** Why no pooler can be started here, or null. */
export function poolerMissing(folder = unpacked): string | null {
  return existsSync(path.join(folder, 'usr/sbin/pgbouncer'))
    ? null
    : 'PgBouncer is not there; "npm run setup -- --test" fetches it on Debian and Ubuntu';
}

export interface Pooler {
  readonly port: number;
  stop(): Promise<void>;
}

/**
 * A real PgBouncer in transaction mode in front of the database, as its users have it: two server connections for
 * any number of clients. Runs from a folder of its own, because its account may not be able to read the checkout.
 */
export async function startPooler(
  database: Pick<TestDatabase, 'endpoint' | 'password'>,
  binaries = unpacked,
): Promise<Pooler> {
  const folder = mkdtempSync(path.join(tmpdir(), 'ti-pooler-'));
  const account = serverAccount();
  // As they are: a link turned into an absolute one would lead back to where the account may not look.
  cpSync(binaries, folder, { recursive: true, verbatimSymlinks: true });
  const port = await freePort();
  writeFileSync(path.join(folder, 'users.txt'), `"${database.endpoint.user}" "${database.password}"\n`);
  writeFileSync(path.join(folder, 'pgbouncer.ini'), configuration(database, folder, port));
  for (const name of ['', 'users.txt', 'pgbouncer.ini'])
    if (account !== null) chownSync(path.join(folder, name), account.uid, account.gid);
  const child = spawn(path.join(folder, 'usr/sbin/pgbouncer'), [path.join(folder, 'pgbouncer.ini')], {
    stdio: 'ignore',
    env: { LD_LIBRARY_PATH: path.join(folder, 'usr/lib/x86_64-linux-gnu') },
    ...(account === null ? {} : { uid: account.uid, gid: account.gid }),
  });
  await listening(child, port);
  return {
    port,
    stop: async () => {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      if (child.exitCode === null) await gone;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function configuration({ endpoint }: Pick<TestDatabase, 'endpoint'>, folder: string, port: number): string {
  return [
    '[databases]',
    `* = host=${endpoint.host} port=${endpoint.port}`,
    '[pgbouncer]',
    'listen_addr = 127.0.0.1',
    `listen_port = ${port}`,
    'unix_socket_dir =',
    'auth_type = plain',
    `auth_file = ${path.join(folder, 'users.txt')}`,
    'pool_mode = transaction',
    'default_pool_size = 2',
    '',
  ].join('\n');
}

async function freePort(): Promise<number> {
  const server = net.createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve());
  });
  const { port } = server.address() as net.AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function listening(child: ChildProcess, port: number): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    if (child.exitCode !== null) throw new Error(`PgBouncer ended at once with ${child.exitCode}`);
    const open = await new Promise<boolean>((resolve) => {
      const socket = net.connect({ host: '127.0.0.1', port });
      socket.on('connect', () => resolve(true)).on('error', () => resolve(false));
      socket.on('connect', () => socket.destroy());
    });
    if (open) return;
    await sleep(50);
  }
  throw new Error('PgBouncer did not begin to listen');
}
