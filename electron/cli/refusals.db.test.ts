import { chmod, mkdir, readdir, writeFile } from 'node:fs/promises';
import net from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '@engine/testing/database.ts';
import { makeCli, type Cli } from './testing/cli.ts';
import { expectFailure } from './testing/expectFailure.ts';

let cli: Cli;
let database: TestDatabase;
let empty: TestDatabase;

beforeAll(async () => {
  [cli, database, empty] = await Promise.all([
    makeCli(),
    createTestDatabase({ from: 'seed' }),
    createTestDatabase(),
  ]);
});
afterAll(async () => {
  await cli.remove();
  await database.drop();
  await empty.drop();
});

const fails = async (
  args: readonly string[],
  code: string,
  exit: number,
  message?: RegExp,
  env: Readonly<Record<string, string>> = {},
): Promise<void> => {
  expectFailure(await cli.run([...args, '--json'], env), code, exit, { message, json: true });
};

const asked = (): string[] => ['--url', database.url];

it('a group of commands alone is told which there are', async () => {
  expect((await cli.run(['health'])).stderr).toContain('hint: There is: health coverage.\n');
  expect((await cli.run(['demo'])).stderr).toContain('hint: One of: demo serve, demo reset.\n');
});

describe('exit 1: not found', () => {
  it('an unknown transaction', () =>
    fails(['incident', '00000000-0000-4000-8000-000000000000', ...asked()], 'not_found', 1));
  it('an unknown schema, but not one without tables', async () => {
    await fails(['health', 'coverage', '--schema', 'pubilc', ...asked()], 'not_found', 1, /no schema pubilc/);
    await fails(['health', 'coverage', '--schema', 'Public', ...asked()], 'invalid_identifier', 2);
    await database.execute('CREATE SCHEMA bare');
    const bare = await cli.run(['health', 'coverage', '--schema', 'bare', '--json', ...asked()]);
    expect(bare).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(bare.stdout)).toMatchObject({ schema: 'bare', covered: [], uncovered: [] });
  });
  it('an unknown profile', () => fails(['info', '--profile', 'nobody'], 'not_found', 1, /"nobody"/));
});

describe('exit 2: usage and every rule of the filters', () => {
  it.each([
    [['timelin'], /unknown command/],
    [['timeline', '--tabel', 'x'], /unknown option/],
    [['timeline', '--limit', '1001'], /1 to 1000/],
    [['timeline', '--after', 'a', '--before', 'b'], /contradict/],
    [['timeline', '--at', '2026-05-01T00:00:00Z', '--after', 'b'], /contradict/],
    [['export', '--output', 'f', '--max-seconds', '0'], /whole number/],
    [['count', 'stray'], /too many arguments|stray/],
    [['incident'], /missing required argument/],
    [['export'], /--output is missing/],
    [['export', '--output', '-'], /both want standard output/],
    [['export', '--output', 'f', '--format', 'csv', '--json-format', 'ndjson'], /contradict/],
    [['export', '--output', 'f', '--format', 'ndjson', '--json-format', 'wrapped'], /contradict/],
    [['export', '--output', 'f', '--format', 'xml'], /Allowed choices/],
    [['export', '--output', 'f', '--max-rows', '-1'], /whole number|missing/],
    [['export', '--output', 'f', '--spreadsheet-safe'], /for CSV/],
    [['export', '--output', 'f', '--include-action-metadata'], /for CSV/],
    [['export', '--dry-run', '--format', 'ndjson', '--include-action-metadata'], /for CSV/],
    [['completion', 'tcsh'], /no completion for "tcsh", only for bash, zsh and fish/],
    [['completion'], /missing required argument 'bash\|zsh\|fish'/],
    [['health'], /health: a command is missing/],
    [['evidence'], /evidence: a command is missing/],
    [['capture', 'triggers'], /no table is named/],
    [['info', '--url', 'postgres://h/d', '--profile', 'p'], /both name a database/],
    [['info', '--demo', '--profile', 'p'], /--profile and --demo both name a database/],
    [['info'], /no database is named/],
    [['timeline', '--actor-json', '/no/such/file'], /cannot read/],
  ] as const)('%j', (args, message) => fails(args, 'usage', 2, message));

  it.each([
    [['--correlation-id', ''], 'invalid_filter', /must not be empty/],
    [['--correlation-id', '   '], 'invalid_filter', /must not be empty/],
    [['--correlation-id', 'ü'.repeat(129)], 'invalid_filter', /258 bytes/],
    [['--table', ''], 'invalid_filter', /must not be empty/],
    [['--op', 'truncate'], 'invalid_filter', /unknown op "truncate"/],
    [['--from', '2026-05-01'], 'invalid_instant', /not ISO-8601 with an offset/],
    [['--from', '2026-05-01T00:00:00'], 'invalid_instant', /not ISO-8601 with an offset/],
    [['--to', '2026-02-30T00:00:00Z'], 'invalid_instant', /does not exist/],
    [['--to', '2026-05-01T00:00:00.1234567Z'], 'invalid_instant', /six fraction digits/],
    [['--actor', 'robot:1'], 'invalid_actor', /unknown actor type "robot"/],
    [['--actor', 'user'], 'invalid_actor', /id is required/],
    [['--not-actor', 'user:'], 'invalid_actor', /id is required/],
  ] as const)('%j', (args, code, message) => fails(['count', ...args, ...asked()], code, 2, message));

  it('a cursor, an id, a URI, a configuration', async () => {
    await fails(['timeline', '--after', 'nonsense', ...asked()], 'invalid_cursor', 2);
    await fails(['timeline', '--at', '2026-05-01', ...asked()], 'invalid_instant', 2, /offset/);
    await fails(['incident', '9000002957', ...asked()], 'invalid_uuid', 2, /not a transaction id/);
    await fails(['info', '--url', 'mysql://x/y'], 'invalid_url', 2);
    const config = path.join(cli.folder, 'bad.json');
    await writeFile(config, '{"storage_shema":"x"}');
    await fails(['capture', 'install', '--config', config], 'invalid_config', 2, /storage_shema/);
    await fails(['capture', 'triggers', '--tables', 'a b'], 'invalid_identifier', 2);
    await writeFile(config, '{"trigger_capture":{"tables":{"users":{"exclude":["a"],"mask":["a"]}}}}');
    await fails(['capture', 'triggers', '--config', config], 'invalid_capture_policy', 2, /exclude.*mask/);
    const actor = path.join(cli.folder, 'bad-actor.json');
    await writeFile(actor, '{"kind":"user"}');
    await fails(['count', '--actor-json', actor, ...asked()], 'invalid_actor', 2);
  });
});

describe('exit 3: no way in', () => {
  const at = (change: (url: URL) => void): string => {
    const url = new URL(database.url);
    change(url);
    return url.href;
  };

  it('nobody listens, wrong password, no such database, not Threadline', async () => {
    const port = await freePort();
    await fails(['info', '--url', at((url) => (url.port = String(port)))], 'connect_failed', 3);
    await fails(['info', '--url', at((url) => (url.password = 'wrong'))], 'authentication_failed', 3);
    await fails(['info', '--url', at((url) => (url.pathname = '/nowhere'))], 'database_not_found', 3);
    await fails(['info', '--url', empty.url], 'not_threadline', 3);
  });

  it('a password is needed and none is at hand; the hint names the ways', async () => {
    const run = await cli.run(['info', '--url', at((url) => (url.password = ''))]);
    expectFailure(run, 'secret_unavailable', 3);
    expect(run.stderr).toContain('PGPASSWORD');
    expect(run.stderr).not.toContain(database.password);
  });

  it('no right to read', async () => {
    const role = `reader_${database.name}`.slice(0, 63);
    await database.execute(`CREATE ROLE ${role} LOGIN PASSWORD 'x'`);
    try {
      const url = at((u) => {
        u.username = role;
        u.password = 'x';
      });
      await fails(['count', '--url', url], 'permission_denied', 3);
    } finally {
      await database.execute(`DROP ROLE ${role}`);
    }
  });
});

describe('where the connection comes from', () => {
  const { host, port, user } = { host: 'PGHOST', port: 'PGPORT', user: 'PGUSER' };
  const variables = (): Record<string, string> => ({
    [host]: database.endpoint.host,
    [port]: String(database.endpoint.port),
    [user]: database.endpoint.user,
    PGDATABASE: database.name,
  });
  const works = async (env: Readonly<Record<string, string>>, ...args: string[]): Promise<void> => {
    const run = await cli.run(['count', '--cap', '1', ...args], env);
    expect(run).toEqual({ code: 0, stdout: 'at least 1\n', stderr: '' });
  };

  it('DATABASE_URL, PG* with PGPASSWORD, PG* with .pgpass', async () => {
    await works({ DATABASE_URL: database.url });
    await works({ DATABASE_URL: database.url.replace('postgresql:', 'ecto:') });
    await works({ ...variables(), PGPASSWORD: database.password });
    const pgpass = path.join(cli.folder, '.pgpass');
    await writeFile(pgpass, `*:*:${database.name}:*:${database.password}\n`, { mode: 0o600 });
    await works(variables());
    await chmod(pgpass, 0o644);
    const open = await cli.run(['info'], variables());
    expect(open.stderr).toContain('error[secret_unavailable]');
    await chmod(pgpass, 0o600);
  });

  it('PGSERVICE', async () => {
    const file = path.join(cli.folder, 'services.conf');
    const { endpoint } = database;
    await writeFile(
      file,
      `# services\n[other]\nhost=nowhere\n[audit]\nhost=${endpoint.host}\nport=${endpoint.port}\nuser=${endpoint.user}\n` +
        `dbname=${database.name}\npassword=${database.password}\n`,
    );
    await works({ PGSERVICE: 'audit', PGSERVICEFILE: file, PGHOST: 'ignored.invalid' });
    await fails(['info'], 'usage', 2, /no service "missing"/, { PGSERVICE: 'missing', PGSERVICEFILE: file });
  });

  it('--profile, its password from PGPASSWORD', async () => {
    const home = path.join(cli.folder, 'home');
    await mkdir(home, { recursive: true, mode: 0o700 });
    const profile = {
      id: 'p1',
      name: 'Audit of the shop',
      environment: 'production',
      endpoint: database.endpoint,
      allow_purge: false,
      created_at: '2026-11-24T00:00:00.000000Z',
      last_used_at: null,
    };
    const file = path.join(home, 'profiles.json');
    const env = { THREADLINE_INVESTIGATOR_HOME: home, PGPASSWORD: database.password };
    await writeFile(file, JSON.stringify({ version: 1, profiles: [profile] }), { mode: 0o600 });
    await works(env, '--profile', 'Audit of the shop');
    const without = await cli.run(['info', '--profile', 'Audit of the shop'], {
      THREADLINE_INVESTIGATOR_HOME: home,
      PGPASSFILE: '/nonexistent',
    });
    expectFailure(without, 'secret_unavailable', 3);
    await writeFile(file, '{"version": 1, "profiles": [');
    await fails(['info', '--profile', 'Audit of the shop'], 'store_damaged', 6, /could not be read/, env);
    expect(await readdir(home)).toContainEqual(expect.stringMatching(/^profiles\.json\.damaged-/));
  });
});

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as net.AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
