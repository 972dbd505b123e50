import { execFileSync, spawnSync } from 'node:child_process';
import path from 'node:path';
import pg from 'pg';
import { captureInstallSql } from '@engine/capture/install.ts';
import { startEmbeddedServer, type EmbeddedServer } from '@engine/embedded/server.ts';

/** Change it when what the database holds changes: an older one is then made anew. */
const RECIPE = 1;
const PER_TRANSACTION = 5;

export interface BenchDatabase {
  readonly url: string;
  readonly changes: number;
}

/** A server of our own; what it holds is kept in `folder` between runs. */
export function benchServer(folder: string): Promise<EmbeddedServer> {
  return startEmbeddedServer({
    dataDir: path.join(folder, 'data'),
    settings: { shared_buffers: '256MB', max_wal_size: '4GB', autovacuum: 'off', jit: 'off' },
  });
}

/** A database of `changes` synthetic changes by gen_big.sql, made once (about two minutes a million). */
export async function benchDatabase(
  server: EmbeddedServer,
  genBig: string,
  changes: number,
  say: (text: string) => void,
): Promise<BenchDatabase> {
  const name = `bench_${changes}_v${RECIPE}`;
  const admin = new pg.Client({ connectionString: server.url('postgres') });
  await admin.connect();
  try {
    const { rows } = await admin.query('SELECT FROM pg_database WHERE datname = $1', [name]);
    if (rows.length === 0) await make(admin, server, name, genBig, changes, say);
  } finally {
    await admin.end();
  }
  return { url: server.url(name), changes };
}

/** Under another name until it is whole, so that an interrupted run is never taken for one. */
async function make(
  admin: pg.Client,
  server: EmbeddedServer,
  name: string,
  genBig: string,
  changes: number,
  say: (text: string) => void,
): Promise<void> {
  say(`making ${changes} changes, once (about ${Math.ceil(changes / 500_000)} minutes)`);
  await admin.query('DROP DATABASE IF EXISTS bench_making');
  await admin.query('CREATE DATABASE bench_making TEMPLATE template0');
  const client = new pg.Client({ connectionString: server.url('bench_making') });
  await client.connect();
  await client.query(captureInstallSql({ storageSchema: 'public', era: 'current', actorIndex: true }));
  await client.end();
  const transactions = changes / PER_TRANSACTION;
  execFileSync(psql(), [
    ...['-q', '-X', '-d', server.url('bench_making'), '-f', genBig],
    ...[
      '-v',
      `n_tx=${transactions}`,
      '-v',
      `per_tx=${PER_TRANSACTION}`,
      '-v',
      `n_actions=${transactions / 2}`,
    ],
  ]);
  await admin.query(`ALTER DATABASE bench_making RENAME TO ${name}`);
}

/** The reference of the exports, and what fills the database. */
export function psql(): string {
  if (spawnSync('psql', ['--version']).status !== 0)
    throw new Error('psql is needed for comparison: apt-get install postgresql-client');
  return 'psql';
}
