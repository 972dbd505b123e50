import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { captureInstallSql } from '@engine/capture/install.ts';
import { createTestDatabase, type TestDatabase } from '@engine/testing/database.ts';
import { makeCli, type Cli, type CliRun } from './testing/cli.ts';

let cli: Cli;
let database: TestDatabase;

beforeAll(async () => {
  [cli, database] = await Promise.all([makeCli(), createTestDatabase({ from: 'seed' })]);
});
afterAll(async () => {
  await cli.remove();
  await database.drop();
});

const ask = (...args: readonly string[]): Promise<CliRun> => cli.run([...args, '--url', database.url]);
const HINT =
  'no change is recorded for table "usres", and the database has no such table; did you mean "users"?\n';

describe('an empty answer names the table nobody knows, and the one that was likely meant', () => {
  it('timeline, count and a dry run, beside the answer', async () => {
    const empty = '{"entries":[],"cursor":null,"has_more":false}\n';
    expect(await ask('timeline', '--table', 'usres', '--json')).toEqual({
      code: 0,
      stdout: empty,
      stderr: HINT,
    });
    expect(await ask('count', '--table', 'usres')).toEqual({ code: 0, stdout: '0\n', stderr: HINT });
    const dry = await ask('export', '--dry-run', '--table', 'usres');
    expect(dry).toMatchObject({ code: 0, stderr: HINT });
  });

  it('export, whose file is empty and whole', async () => {
    const run = await ask('export', '--table', 'usres', '--format', 'ndjson', '-o', 'none.ndjson');
    expect(run.code).toBe(0);
    expect(run.stderr.startsWith(HINT)).toBe(true);
    expect(await readFile(path.join(cli.folder, 'none.ndjson'), 'utf8')).toBe('');
  });

  it.each([
    ['Users', 'users'],
    ['public.usres', 'public.users'],
    ['pubilc.users', 'public.users'],
    ['billing.users', 'public.users'],
  ])('%s: %s', async (asked, meant) => {
    const { stderr } = await ask('count', '--table', asked);
    expect(stderr).toBe(
      `no change is recorded for table "${asked}", and the database has no such table; did you mean "${meant}"?\n`,
    );
  });

  it('says so of a name like no other, and of each of several', async () => {
    const { stderr } = await ask('count', '--table', 'no_such_table', '--table', 'usres');
    expect(stderr).toBe(
      `no change is recorded for table "no_such_table", and the database has no such table\n${HINT}`,
    );
  });

  it('lets no name move the cursor of a terminal', async () => {
    const { stderr } = await ask('count', '--table', 'x\u001b[31m');
    expect(stderr).toBe(
      'no change is recorded for table "x\\u001b[31m", and the database has no such table\n',
    );
  });

  it.each([
    ['an answer that is not empty', ['--table', 'usres', '--table', 'users']],
    ['a table that other filters leave nothing of', ['--table', 'users', '--to', '1999-01-01T00:00:00Z']],
    ['no --table at all', ['--to', '1999-01-01T00:00:00Z']],
    ['--quiet', ['--table', 'usres', '--quiet']],
  ])('not with %s', async (_what, args) => {
    expect(await ask('count', ...args)).toMatchObject({ code: 0, stderr: '' });
  });
});

describe('where nothing was captured yet', () => {
  let shop: TestDatabase;
  beforeAll(async () => {
    shop = await createTestDatabase();
    await shop.execute(captureInstallSql({ storageSchema: 'threadline', era: 'current' }));
    await shop.execute(`
      CREATE SCHEMA shop;
      CREATE TABLE shop.orders (id int PRIMARY KEY);
      CREATE TABLE shop.webhooks (id int PRIMARY KEY);
      CREATE TABLE shop.paused (id int PRIMARY KEY);
      CREATE TABLE shop.parts (id int PRIMARY KEY) PARTITION BY RANGE (id);`);
    for (const table of ['orders', 'paused'])
      await shop.execute(`CREATE TRIGGER threadline_audit_${table} AFTER INSERT ON shop.${table}
        FOR EACH ROW EXECUTE FUNCTION threadline.threadline_capture_changes('id')`);
    await shop.execute('ALTER TABLE shop.paused DISABLE TRIGGER threadline_audit_paused');
  });
  afterAll(() => shop.drop());

  const captured = (table: string): string =>
    `table "${table}" has a capture trigger, but no change of it is recorded here: it was not written to since, or its changes were purged\n`;
  const uncovered = (table: string): string =>
    `table "${table}" exists but has no capture trigger that fires now: its writes leave no captured change\n`;
  const unknown = (table: string, meant: string): string =>
    `no change is recorded for table "${table}", and the database has no such table; did you mean "${meant}"?\n`;

  it.each([
    [
      'a table with a trigger was not written to',
      ['--table', 'orders', '--table', 'shop.orders'],
      captured('orders') + captured('shop.orders'),
    ],
    [
      'a table without one leaves nothing, however often it is written to',
      ['--table', 'webhooks', '--table', 'shop.webhooks'],
      uncovered('webhooks') + uncovered('shop.webhooks'),
    ],
    ['a disabled trigger is none', ['--table', 'paused'], uncovered('paused')],
    [
      'a partitioned table is recorded under other names',
      ['--table', 'parts'],
      'table "parts" is partitioned: its changes are recorded under the names of its partitions\n',
    ],
    ['a table with a trigger may be what was meant', ['--table', 'order'], unknown('order', 'orders')],
    ['and so may one without', ['--table', 'webhoks'], unknown('webhoks', 'webhooks')],
    ['in its schema', ['--table', 'public.orders'], unknown('public.orders', 'shop.orders')],
  ])('%s', async (_what, args, stderr) => {
    const run = await cli.run(['count', ...args, '--url', shop.url]);
    expect(run).toEqual({ code: 0, stdout: '0\n', stderr });
  });

  it('a gate fails for a table nobody captures, and says that this is why', async () => {
    const run = await cli.run(['integrity', '--strict', '--table', 'webhooks', '--url', shop.url]);
    expect(run.code).toBe(1);
    expect(run.stderr).toContain('error[not_found]: table "webhooks" exists but has no capture trigger');
    expect(run.stderr).toContain('hint: "health coverage --all-schemas" lists what is captured');
  });
});
