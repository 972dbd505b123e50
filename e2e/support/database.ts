import fs from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { startEmbeddedServer, type EmbeddedServer } from '@engine/embedded/server.ts';
import { loadDump } from '@engine/testing/dump.ts';
import pg from 'pg';
import { remove, root, temporary } from './folders.ts';

export const ODD_PASSWORD = 'p@ss:w/rd?#%41 äß&=+;"\'\\';

/** A real PostgreSQL with the upstream fixture database in it, for one test file. */
export interface Database {
  readonly port: number;
  /** As the superuser, on the audited database. */
  readonly url: string;
  /** As a role that may only read, whose password has every awkward character. */
  readonly oddUrl: string;
  /** A database of the same server without Threadline. */
  readonly emptyUrl: string;
  readonly query: (sql: string) => Promise<void>;
  /** Holds everybody else off a table until the answer is called. */
  readonly lock: (table: string) => Promise<() => Promise<void>>;
  readonly stop: () => Promise<void>;
  /** On the same port, with the same data. */
  readonly startAgain: () => Promise<void>;
  readonly dispose: () => Promise<void>;
}

export async function startDatabase(): Promise<Database> {
  const folder = temporary('server');
  const options = { dataDir: path.join(folder, 'data'), settings: { fsync: 'off' } };
  let server: EmbeddedServer = await startEmbeddedServer(options);
  const { port } = server;
  const connect = async (database: string): Promise<pg.Client> => {
    const client = new pg.Client({ connectionString: server.url(database) });
    // The server is stopped under its clients on purpose.
    client.on('error', () => undefined);
    await client.connect();
    return client;
  };
  const query = async (sql: string, database = 'audited'): Promise<void> => {
    const client = await connect(database);
    try {
      await client.query(sql);
    } finally {
      await client.end();
    }
  };
  await query('CREATE DATABASE audited', 'postgres');
  await query('CREATE DATABASE plain', 'postgres');
  await loadSeed(await connect('audited'));
  const password = `'${ODD_PASSWORD.replaceAll("'", "''")}'`;
  await query(`SET standard_conforming_strings = on; CREATE ROLE odd LOGIN PASSWORD ${password};
    GRANT USAGE ON SCHEMA public TO odd; GRANT SELECT ON ALL TABLES IN SCHEMA public TO odd`);
  return {
    port,
    url: `${server.url('audited')}?sslmode=disable`,
    oddUrl: `postgresql://odd:${encodeURIComponent(ODD_PASSWORD)}@127.0.0.1:${port}/audited?sslmode=disable`,
    emptyUrl: `${server.url('plain')}?sslmode=disable`,
    query,
    lock: async (table) => {
      const client = await connect('audited');
      await client.query(`BEGIN; LOCK TABLE ${table} IN ACCESS EXCLUSIVE MODE`);
      return async () => {
        await client.end().catch(() => undefined);
      };
    },
    stop: () => server.stop(),
    startAgain: async () => {
      server = await startEmbeddedServer({ ...options, port });
    },
    dispose: async () => {
      await server.stop();
      remove(folder);
    },
  };
}

async function loadSeed(client: pg.Client): Promise<void> {
  try {
    const file = path.join(root, 'electron/engine/testing/fixtures/seed.sql.gz');
    await loadDump(client, gunzipSync(fs.readFileSync(file)).toString('utf8'));
  } finally {
    await client.end();
  }
}
