import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { Client } from 'pg';
import { afterAll, describe, expect, inject } from 'vitest';
import type { TextRow } from '@engine/db/session.ts';
import type { Endpoint } from '@shared/domain/profile.ts';
import { keptMark } from './kept.ts';
import { ensureSeedTemplate, seedTemplate } from './seed.ts';
import type { TestServer, TestedVersion } from './servers.ts';

export interface TestDatabase {
  readonly name: string;
  readonly url: string;
  readonly endpoint: Endpoint;
  readonly password: string;
  /** Runs one or several statements; all calls share one session, in order. */
  execute(sql: string): Promise<void>;
  /** Runs one statement; every value of its rows is PostgreSQL's text, null where NULL. */
  query(sql: string, values?: readonly (string | number | boolean | null)[]): Promise<readonly TextRow[]>;
  /** Closes the session. The database goes when the test file ends, unless a test of it failed. */
  drop(): Promise<void>;
}

interface Options {
  /** 'seed': a copy of the upstream fixture database (PostgreSQL 18 only). Default: empty. */
  readonly from?: 'seed' | 'empty';
  readonly version?: TestedVersion;
}

interface Made {
  readonly database: TestDatabase;
  readonly server: AvailableServer;
}

type AvailableServer = Extract<TestServer, { available: true }>;

const made: Made[] = [];

/**
 * Makes a database for the calling test file on the run's server. Nobody else uses it. Gone after the file,
 * kept (and its name printed) when one of the file's tests failed.
 */
export async function createTestDatabase(options: Options = {}): Promise<TestDatabase> {
  const { from = 'empty', version = 18 } = options;
  const server = inject('testServers')[`${version}`];
  if (!server.available) throw new Error(`${server.reason}. Wrap tests of this version in describeOn().`);
  if (from === 'seed' && version < 15) throw new Error('The seed needs PostgreSQL 15 or later.');
  const name = databaseName();
  await withAdmin(server, async (admin) => {
    if (from === 'seed') await ensureSeedTemplate(admin, (database) => connect(server, database));
    await admin.query(`CREATE DATABASE ${name} TEMPLATE ${from === 'seed' ? seedTemplate : 'template0'}`);
  });
  const database = handle(server, name);
  made.push({ database, server });
  return database;
}

/**
 * `describe` for tests of one server version. Where that is not installed the tests are skipped, and both
 * their title and the output say why.
 */
export function describeOn(version: TestedVersion, title: string, tests: () => void): void {
  const server = inject('testServers')[`${version}`];
  if (server.available) describe(`${title} (PostgreSQL ${version})`, tests);
  else describe.skip(`${title} (skipped: ${server.reason})`, tests);
}

function databaseName(): string {
  const file = path.basename(expect.getState().testPath ?? 'test', '.db.test.ts');
  const readable = file
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .slice(0, 40);
  return `t_${readable}_${randomBytes(4).toString('hex')}`;
}

async function connect(server: AvailableServer, database: string): Promise<Client> {
  const { host, port, user, password } = server;
  const client = new Client({
    host,
    port,
    user,
    password,
    database,
    types: { getTypeParser: () => (value: string | Buffer) => value.toString() },
  });
  // A server that stops first is not an error of the test that has just ended.
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

async function withAdmin(server: AvailableServer, work: (admin: Client) => Promise<void>): Promise<void> {
  const admin = await connect(server, 'postgres');
  try {
    await work(admin);
  } finally {
    await admin.end();
  }
}

function handle(server: AvailableServer, name: string): TestDatabase {
  let session: Promise<Client> | null = null;
  let last: Promise<unknown> = Promise.resolve();
  /** One at a time: a session does not take several questions at once. */
  const inTurn = <T>(work: (client: Client) => Promise<T>): Promise<T> => {
    const turn = last.then(async () => work(await (session ??= connect(server, name))));
    last = turn.catch(() => undefined);
    return turn;
  };
  return {
    name,
    url: `postgresql://${server.user}:${server.password}@${server.host}:${server.port}/${name}`,
    endpoint: {
      host: server.host,
      port: server.port,
      database: name,
      user: server.user,
      tls: { mode: 'disable', ca_file: null },
      storage_schema: null,
    },
    password: server.password,
    execute: (sql) =>
      inTurn(async (client) => {
        await client.query(sql);
      }),
    query: (sql, values = []) =>
      inTurn(async (client) => (await client.query<TextRow>(sql, [...values])).rows),
    drop: async () => {
      await last;
      const client = await session;
      session = null;
      await client?.end();
    },
  };
}

/** As much of vitest's task tree as is needed to see whether anything in a file failed. */
interface Task {
  readonly result?: { readonly state: string } | undefined;
  readonly tasks?: readonly Task[];
}

export function hasFailed(task: Task): boolean {
  return task.result?.state === 'fail' || (task.tasks ?? []).some(hasFailed);
}

// Registered while a test file imports this module, so before any hook of its own: after-hooks run in reverse
// order, so this one sees the outcome of everything.
// eslint-disable-next-line no-empty-pattern -- vitest reads the fixtures a hook needs off this pattern
afterAll(async ({}: object, suite: Task) => {
  const failed = hasFailed(suite);
  const all = made.splice(0);
  for (const { database, server } of all) {
    await database.drop();
    const { name } = database;
    await withAdmin(server, async (admin) => {
      if (failed) await admin.query(`COMMENT ON DATABASE ${name} IS '${keptMark}'`);
      else await admin.query(`DROP DATABASE ${name} WITH (FORCE)`);
    });
  }
  if (failed && all.length > 0) {
    console.error(`a test failed; kept: ${all.map(({ database }) => database.name).join(', ')}`);
  }
});
