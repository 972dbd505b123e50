import fs from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { InvestigatorError } from '@shared/domain/errors.ts';
import type { Endpoint } from '@shared/domain/profile.ts';
import pg from 'pg';
import { demoFailure } from './failure.ts';
import { makeDemo } from './making/make.ts';
import type { Making } from './making/make.ts';
import { claimDemo, inUse, isStillServed } from './owner.ts';
import type { DemoAccess } from './owner.ts';
import { demoPlace } from './place.ts';
import { admit, database, investigator, openDemo } from './open.ts';

export interface DemoOptions {
  /** The home of local state; the demo lives in its `pg` folder. */
  readonly home: string;
  /** Where to listen; default a free port. A demo that runs already stays where it is. */
  readonly port?: number;
  readonly signal?: AbortSignal | undefined;
  /** `fraction` is 0 to 1 where the work is known, else null. */
  readonly onProgress?: Making['onProgress'] | undefined;
  /** What fills a new database; the whole story unless a test of starting needs less. */
  readonly make?: typeof makeDemo;
}

/** A running demo, as a role that may only read. */
export interface DemoDatabase {
  readonly endpoint: Endpoint;
  readonly password: string;
  readonly url: string;
  /** Who runs the server, when it is not this process. */
  readonly joined: JoinedDemo | null;
  /** Stops the server when this process started it and nobody else in it uses it. Safe to call twice. */
  stop(): Promise<void>;
}

export interface JoinedDemo {
  readonly pid: number;
  /** Resolves within a second of the server's end, or when the signal is aborted. */
  ended(signal: AbortSignal): Promise<void>;
}

interface Started {
  readonly access: DemoAccess;
  readonly joined: JoinedDemo | null;
  readonly end: () => Promise<void>;
}

interface Running {
  users: number;
  readonly started: Promise<Started>;
}

/** Demos this process runs or uses, by folder: a second start joins the first. */
const running = new Map<string, Running>();

/** How long to wait for another process that is making the demo. */
const patienceMs = 180_000;

/**
 * Starts the embedded demo (docs/DEMO.md): makes it when it is missing, half made, of another version or more
 * than a day old (about ten seconds), else only starts it. When another process runs it already, that one's
 * server is used, and ends with that process. Two calls in one process share one server.
 * Errors: `demo_failed`, `cancelled`. A start that failed or was cancelled leaves nothing half made.
 */
export async function startDemo(options: DemoOptions): Promise<DemoDatabase> {
  const place = demoPlace(options.home);
  const joined = running.get(place.folder);
  const mine: Running = joined ?? { users: 0, started: begin(options) };
  if (joined === undefined) running.set(place.folder, mine);
  mine.users += 1;
  try {
    const started = await mine.started;
    return handle(
      started,
      once(() => leave(place.folder, mine)),
    );
  } catch (error) {
    if (running.get(place.folder) === mine) running.delete(place.folder);
    // Whoever began it changed their mind; this caller did not.
    if (joined !== undefined && isCancelled(error) && options.signal?.aborted !== true) {
      return await startDemo(options);
    }
    throw demoFailure(error, place.folder);
  }
}

/** Whether this process runs or uses the demo of that folder. */
export function isRunningHere(folder: string): boolean {
  return running.has(folder);
}

function isCancelled(error: unknown): boolean {
  return error instanceof InvestigatorError && error.code === 'cancelled';
}

async function leave(folder: string, mine: Running): Promise<void> {
  mine.users -= 1;
  if (mine.users > 0) return;
  running.delete(folder);
  const { end } = await mine.started;
  await end();
}

async function begin(options: DemoOptions): Promise<Started> {
  const place = demoPlace(options.home);
  const onProgress = options.onProgress ?? (() => undefined);
  const { signal } = options;
  await fs.mkdir(path.dirname(place.folder), { recursive: true, mode: 0o700 });
  await fs.mkdir(place.folder, { recursive: true, mode: 0o700 });
  const deadline = performance.now() + patienceMs;
  for (;;) {
    if (signal?.aborted === true)
      throw new InvestigatorError('cancelled', 'Stopped on request.', { retryable: true });
    const claim = await claimDemo(place.owner);
    if (claim.owned) {
      const { ownership } = claim;
      try {
        const server = await openDemo({
          place,
          port: options.port,
          signal,
          onProgress,
          make: options.make ?? makeDemo,
        });
        const access = await admit(server);
        await ownership.publish(access);
        const end = async (): Promise<void> => {
          await server.stop();
          await ownership.release();
        };
        return { access, joined: null, end };
      } catch (error) {
        await ownership.release();
        throw error;
      }
    }
    if (claim.access !== null && (await answers(claim.access))) {
      const { access, pid } = claim;
      const joined = { pid, ended: (stop: AbortSignal) => untilEnded(place.owner, access, stop) };
      return { access, joined, end: () => Promise.resolve() };
    }
    if (performance.now() > deadline) throw inUse(claim.pid);
    onProgress({ step: `Waiting for process ${claim.pid}, which is making the demo`, fraction: null });
    await sleep(300, undefined, signal === undefined ? {} : { signal }).catch(() => undefined);
  }
}

async function untilEnded(owner: string, access: DemoAccess, signal: AbortSignal): Promise<void> {
  while (!signal.aborted && (await isStillServed(owner, access)))
    await sleep(500, undefined, { signal }).catch(() => undefined);
}

async function answers(access: DemoAccess): Promise<boolean> {
  const client = new pg.Client({ connectionString: urlOf(access), connectionTimeoutMillis: 5000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('SELECT 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

function handle({ access, joined }: Started, stop: () => Promise<void>): DemoDatabase {
  return {
    endpoint: {
      host: access.host,
      port: access.port,
      database,
      user: investigator,
      tls: { mode: 'disable', ca_file: null },
      storage_schema: null,
    },
    password: access.password,
    url: urlOf(access),
    joined,
    stop,
  };
}

function urlOf({ host, port, password }: DemoAccess): string {
  return `postgresql://${investigator}:${encodeURIComponent(password)}@${host}:${port}/${database}?sslmode=disable`;
}

function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | null = null;
  return () => (done ??= work());
}
