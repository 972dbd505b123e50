import { spawn } from 'node:child_process';
import type { ChildProcessByStdio } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import type { ServerAccount } from './account.ts';
import type { Binaries } from './binaries.ts';
import { spawnOptions } from './program.ts';

export type ServerProcess = ChildProcessByStdio<Writable, Readable, Readable>;

export interface Launch {
  readonly data: string;
  readonly port: number;
  readonly settings: Readonly<Record<string, string>>;
  readonly onLog: (line: string) => void;
}

/** The server did not come up; `lines` are its own last words. */
export class LaunchFailure extends Error {
  readonly lines: readonly string[];

  constructor(message: string, lines: readonly string[]) {
    super(message);
    this.name = 'LaunchFailure';
    this.lines = lines;
  }
}

const ownerSetting = 'investigator.owner_pid';
const keptLines = 20;
const startLimitMs = 60_000;
const ready = /database system is ready to accept (read-only )?connections/;

/** Which process started the server with these arguments, or null when they do not tell. */
export function ownerIn(line: string): number | null {
  const found = new RegExp(`${ownerSetting.replace('.', '\\.')}=(\\d+)`).exec(line)?.[1];
  return found === undefined ? null : Number(found);
}

/** The server's arguments: reachable from this machine over loopback only. */
export function serverArguments(launch: Launch): string[] {
  const settings = {
    timezone: 'UTC',
    log_timezone: 'UTC',
    lc_messages: 'C',
    ...launch.settings,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    password_encryption: 'scram-sha-256',
    logging_collector: 'off',
    log_destination: 'stderr',
    // Lets a later start tell an orphan from a server in use.
    [ownerSetting]: String(process.pid),
  };
  const pairs = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  return ['-D', launch.data, '-p', String(launch.port), ...pairs];
}

/**
 * Becomes the server, and leaves a watcher behind that holds the other end of our pipe: when we end without
 * a word (killed, crashed), the pipe closes and the watcher stops the server, if it still is the one noted
 * in the data folder. The watcher is a grandchild: the server must not find children it does not know.
 */
const watched = `
exec 3<&0 </dev/null
( ( exec >/dev/null 2>&1
    read -r line <&3 && exit 0
    { read -r noted < "$1/postmaster.pid"; } && [ "$noted" = "$$" ] && kill -INT "$$" ) & )
shift
exec 3<&-
exec "$@"
`;

/** Starts the server and waits until it accepts connections. Throws {@link LaunchFailure}. */
export function launchServer(
  binaries: Binaries,
  account: ServerAccount | null,
  launch: Launch,
): Promise<ServerProcess> {
  const args = serverArguments(launch);
  const options = spawnOptions(account);
  const server: ServerProcess =
    process.platform === 'win32'
      ? spawn(binaries.postgres, args, { ...options, stdio: ['pipe', 'pipe', 'pipe'] })
      : spawn('/bin/sh', ['-c', watched, 'sh', launch.data, binaries.postgres, ...args], {
          ...options,
          // A session of its own: Ctrl-C in our terminal is ours to answer.
          detached: true,
          stdio: ['pipe', 'pipe', 'pipe'],
        });
  server.stdin.on('error', () => undefined);
  server.stdout.resume();
  // Any line tells the watcher that the server's end is known here.
  server.once('exit', () => server.stdin.end('\n'));
  return new Promise((resolve, reject) => {
    const lines: string[] = [];
    const fail = (message: string) => {
      clearTimeout(limit);
      reject(new LaunchFailure(message, lines));
    };
    const limit = setTimeout(() => {
      server.kill('SIGQUIT');
      fail(`did not accept connections within ${startLimitMs / 1000} s`);
    }, startLimitMs);
    let rest = '';
    server.stderr.on('data', (chunk: Buffer) => {
      const parts = (rest + chunk.toString()).split('\n');
      rest = parts.pop() ?? '';
      for (const line of parts) {
        lines.push(line);
        if (lines.length > keptLines) lines.shift();
        launch.onLog(line);
        if (!ready.test(line)) continue;
        clearTimeout(limit);
        resolve(server);
      }
    });
    server.once('error', (error) => fail(error.message));
    server.once('close', (code, name) => fail(`ended with ${name ?? String(code)}`));
  });
}
