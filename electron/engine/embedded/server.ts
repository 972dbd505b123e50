import { rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { InvestigatorError } from '@shared/domain/errors.ts';
import type { Endpoint } from '@shared/domain/profile.ts';
import { serverAccount } from './account.ts';
import type { ServerAccount } from './account.ts';
import { packagedBinaries, reachableBinaries } from './binaries.ts';
import type { Binaries } from './binaries.ts';
import { noteOrigin, removeForsaken } from './forsaken.ts';
import { initialised, superuser } from './initialise.ts';
import { LaunchFailure, launchServer } from './launch.ts';
import type { Launch, ServerProcess } from './launch.ts';
import { clearLeftover } from './leftover.ts';
import { placeFor } from './place.ts';
import { shutDown } from './shutDown.ts';

export interface EmbeddedOptions {
  /** One folder a purpose; made when missing, used again when there. */
  readonly dataDir: string;
  /** Default: a free one. */
  readonly port?: number;
  /** Folder with bin, lib and share of another PostgreSQL than the packaged one. */
  readonly binaries?: string;
  /** Server settings, as in postgresql.conf. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Called with each line of the server's log, and with where the data went when that is not `dataDir`. */
  readonly onLog?: (line: string) => void;
}

export interface EmbeddedServer {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  /** Where the data really are: not `dataDir` when root's server account cannot reach that. */
  readonly dataFolder: string;
  url(database: string): string;
  endpoint(database: string): Endpoint;
  /** Ends every session, writes the data and stops. Safe to call twice. */
  stop(): Promise<void>;
}

const host = '127.0.0.1';
const attempts = 6;

/**
 * Starts a real PostgreSQL on `dataDir`, reachable over loopback with a random SCRAM password only.
 * First start about 1.1 s, later ones 0.3 s. Ends with this process, however that ends (on Windows: at the
 * latest when the same folder is started again).
 * Errors: `demo_failed`, with the server's own last lines as detail.
 */
export async function startEmbeddedServer(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const onLog = options.onLog ?? (() => undefined);
  try {
    const account = serverAccount();
    const binaries = reachableBinaries(options.binaries ?? packagedBinaries(), account);
    const place = placeFor(options.dataDir, account);
    if (!place.asAsked) {
      removeForsaken(path.dirname(place.data));
      noteOrigin(place.data, options.dataDir);
      onLog(`the account ${account?.name ?? ''} cannot reach ${options.dataDir}: data go to ${place.data}`);
    }
    await clearLeftover(binaries, place.data);
    const password = await initialised(binaries, place, account);
    const wanted = { data: place.data, settings: options.settings ?? {}, onLog };
    const { server, port } = await launchOnPort(binaries, account, wanted, options.port ?? null);
    return handle(binaries, place.data, server, port, password);
  } catch (cause) {
    if (cause instanceof InvestigatorError) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new InvestigatorError('demo_failed', `The embedded PostgreSQL did not start: ${reason}`, {
      ...(cause instanceof LaunchFailure ? { detail: cause.lines.join('\n') } : {}),
      hint: `Look at ${options.dataDir}: is the disk full, may this account write there?`,
      cause,
    });
  }
}

/**
 * Removes the data and the password of `dataDir`, wherever they were placed. A server left behind by a killed
 * run is stopped first. Errors: `demo_failed` when a living process uses them.
 */
export async function removeEmbeddedData(dataDir: string, binariesFolder?: string): Promise<void> {
  const account = serverAccount();
  const place = placeFor(dataDir, account);
  await clearLeftover(reachableBinaries(binariesFolder ?? packagedBinaries(), account), place.data);
  rmSync(place.data, { recursive: true, force: true });
  rmSync(`${place.data}.origin`, { force: true });
  rmSync(place.password, { force: true });
}

async function launchOnPort(
  binaries: Binaries,
  account: ServerAccount | null,
  wanted: Omit<Launch, 'port'>,
  askedPort: number | null,
): Promise<{ server: ServerProcess; port: number }> {
  for (let attempt = 1; ; attempt += 1) {
    const port = askedPort ?? (await freePort());
    try {
      return { server: await launchServer(binaries, account, { ...wanted, port }), port };
    } catch (error) {
      if (!(error instanceof LaunchFailure) || attempt === attempts) throw error;
      const words = error.lines.join('\n');
      // Another program took the free port between our look and the server's.
      const portTaken = askedPort === null && /could not bind|Address already in use/.test(words);
      // Sessions of a killed server take a moment to notice that it is gone.
      const sessionsRemain = words.includes('pre-existing shared memory block');
      if (!portTaken && !sessionsRemain) throw error;
      if (sessionsRemain) await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, host, () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}

function handle(
  binaries: Binaries,
  data: string,
  server: ServerProcess,
  port: number,
  password: string,
): EmbeddedServer {
  let stopping: Promise<void> | null = null;
  const stop = async () => {
    if (server.pid === undefined || server.exitCode !== null || server.signalCode !== null) return;
    const gone = new Promise<void>((resolve) => server.once('exit', () => resolve()));
    await shutDown(binaries, data, server.pid);
    await gone;
  };
  return {
    host,
    port,
    user: superuser,
    password,
    dataFolder: data,
    url: (database) =>
      `postgresql://${superuser}:${password}@${host}:${port}/${encodeURIComponent(database)}`,
    endpoint: (database) => ({
      host,
      port,
      database,
      user: superuser,
      tls: { mode: 'disable', ca_file: null },
      storage_schema: null,
    }),
    stop: () => (stopping ??= stop()),
  };
}
