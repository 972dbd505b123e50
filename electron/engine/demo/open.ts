import { randomBytes } from 'node:crypto';
import { removeEmbeddedData, startEmbeddedServer } from '@engine/embedded/server.ts';
import type { EmbeddedOptions, EmbeddedServer } from '@engine/embedded/server.ts';
import { InvestigatorError } from '@shared/domain/errors.ts';
import pg from 'pg';
import fs from 'node:fs/promises';
import type { DemoAccess } from './owner.ts';
import type { DemoPlace } from './place.ts';
import type { Making } from './making/make.ts';
import { isGood, readRecord, writeRecord } from './record.ts';

export const database = 'shop';
export const investigator = 'investigator';

/** Nothing of a demo is worth waiting for the disk while it is made: what a crash spoils is made again. */
const whileMaking = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_wal_size: '4GB',
  checkpoint_timeout: '1h',
  // Its transactions would come between those of the story.
  autovacuum: 'off',
  shared_buffers: '256MB',
  track_activities: 'off',
  update_process_title: 'off',
  jit: 'off',
};
const whileServing = { shared_buffers: '64MB', max_connections: '40', jit: 'off' };

export interface Opening {
  readonly place: DemoPlace;
  readonly port: number | undefined;
  readonly signal: AbortSignal | undefined;
  readonly onProgress: Making['onProgress'];
  /** What fills the new database. */
  readonly make: (client: pg.Client, making: Making) => Promise<void>;
}

/**
 * A running server with a whole and recent demo in it: the one that is there, or a new one.
 * Errors: `cancelled`, `demo_failed`, PostgreSQL's own.
 */
export async function openDemo(opening: Opening): Promise<EmbeddedServer> {
  if (isGood(await readRecord(opening.place.record), Date.now())) {
    const server = await serve(opening);
    if (server !== null) return server;
  }
  return await makeAnew(opening);
}

/** Removes the demo's data, so that the next start makes it anew. */
export async function removeDemo(place: DemoPlace): Promise<void> {
  // The record goes first: without it nothing of what is left is believed.
  await fs.rm(place.record, { force: true });
  await removeEmbeddedData(place.data);
}

/** A new random password for the investigator's role, good until the next start. */
export async function admit(server: EmbeddedServer): Promise<DemoAccess> {
  const password = randomBytes(18).toString('base64url');
  await asSuperuser(server, database, async (client) => {
    await client.query(`ALTER ROLE ${investigator} PASSWORD '${password}'`);
  });
  return { host: server.host, port: server.port, password };
}

/** Starts what was made before; null when it is damaged after all and has to be made again. */
async function serve(opening: Opening): Promise<EmbeddedServer | null> {
  const { onProgress, signal } = opening;
  onProgress({ step: 'Starting PostgreSQL', fraction: null });
  let server: EmbeddedServer | null = null;
  try {
    server = await startEmbeddedServer(serving(opening));
    refuseIfAborted(signal);
    await asSuperuser(server, database, (client) =>
      client.query('SELECT id FROM threadline.audit_changes ORDER BY captured_at DESC LIMIT 1'),
    );
    return server;
  } catch (error) {
    await server?.stop();
    if (error instanceof InvestigatorError && (error.code === 'cancelled' || error.retryable)) throw error;
    return null;
  }
}

async function makeAnew(opening: Opening): Promise<EmbeddedServer> {
  const { place, signal, onProgress, make } = opening;
  onProgress({ step: 'Preparing PostgreSQL', fraction: null });
  await removeDemo(place);
  const madeAtMs = Date.now();
  const maker = await startEmbeddedServer({ dataDir: place.data, settings: whileMaking });
  try {
    refuseIfAborted(signal);
    await asSuperuser(maker, 'postgres', async (client) => {
      await client.query(`CREATE DATABASE ${database}`);
      await client.query(`REVOKE TEMPORARY ON DATABASE ${database} FROM PUBLIC`);
    });
    await asSuperuser(maker, database, (client) =>
      make(client, { now: madeAtMs * 1000, signal, onProgress }),
    );
    refuseIfAborted(signal);
  } catch (error) {
    await maker.stop();
    await removeDemo(place);
    throw error;
  }
  await maker.stop();
  onProgress({ step: 'Starting PostgreSQL', fraction: null });
  const server = await startEmbeddedServer(serving(opening));
  await writeRecord(place.record, madeAtMs);
  return server;
}

function serving({ place, port }: Opening): EmbeddedOptions {
  return { dataDir: place.data, settings: whileServing, ...(port === undefined ? {} : { port }) };
}

async function asSuperuser<T>(
  server: EmbeddedServer,
  name: string,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ connectionString: server.url(name), application_name: 'threadline demo' });
  // A server that ends meanwhile also fails the running query; without a listener it would end this process.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function refuseIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) {
    throw new InvestigatorError('cancelled', 'The demo was not started: stopped on request.', {
      retryable: true,
    });
  }
}
