import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { captureInstallSql } from '@engine/capture/install.ts';
import { captureTriggerSql } from '@engine/capture/triggers.ts';
import { createTestDatabase, type TestDatabase } from '@engine/testing/database.ts';
import { documents } from '@shared/cli/documents.ts';
import { makeCli, type Cli, type CliRun } from '../testing/cli.ts';
import { expectFailure } from '../testing/expectFailure.ts';

const ID = 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeee01';
let cli: Cli;
let db: TestDatabase;
beforeAll(async () => {
  [cli, db] = await Promise.all([makeCli(), createTestDatabase()]);
  await db.execute(captureInstallSql({ storageSchema: 'threadline', era: 'current' }));
  await db.execute(`
    CREATE SCHEMA shop; CREATE SCHEMA old;
    CREATE TABLE shop.orders (id int PRIMARY KEY, note text);
    CREATE TABLE old.orders (id int PRIMARY KEY);
    CREATE TABLE shop.parcels (code uuid PRIMARY KEY);
    CREATE TABLE shop.lines (order_id int, n int, PRIMARY KEY (order_id, n));`);
  const tables = ['shop.orders', 'old.orders', 'shop.parcels', 'shop.lines'].map((table) => ({ table }));
  await db.execute(captureTriggerSql({ storageSchema: 'threadline', era: 'current', tables }));
  await db.execute(
    `INSERT INTO shop.orders VALUES (311, 'a'), (3110, 'b'); UPDATE shop.orders SET note = 'c'`,
  );
  await db.execute(`INSERT INTO shop.parcels VALUES ('${ID}')`);
  await db.execute(`INSERT INTO shop.lines VALUES (311, 1)`);
});
afterAll(async () => {
  await cli.remove();
  await db.drop();
});

const run = (...args: readonly string[]): Promise<CliRun> => cli.run([...args, '--url', db.url]);

describe('a bare --pk', () => {
  it('is the row whose one key column it is, as history has it', async () => {
    const { stdout } = await run('timeline', '--table', 'shop.orders', '--pk', '311', '--json');
    const { entries } = documents.timeline.parse(JSON.parse(stdout));
    expect(entries.map(({ audit_change: c }) => [c.op, c.table_pk])).toEqual([
      ['update', { id: '311' }],
      ['insert', { id: '311' }],
    ]);
  });

  it.each([
    [['--table', 'shop.orders', '--pk', '311', '--pk', '{"id":3110}'], 4],
    [['--table', 'shop.orders', '--not-pk', '311'], 2],
    [['--table', 'shop.parcels', '--pk', ID.toUpperCase()], 1],
    [['--table', 'shop.orders', '--table', 'shop.parcels', '--pk', '"311"', '--pk', '{"code":"x"}'], null],
  ])('%j', async (args, count) => {
    const counted = await run('count', ...args);
    if (count === null) expectFailure(counted, 'invalid_key', 2, { message: /shop\.parcels/ });
    else expect(counted).toMatchObject({ code: 0, stdout: `${count}\n` });
  });

  it('is taken by every command that filters', async () => {
    const asked = ['--table', 'shop.orders', '--pk', '311'];
    for (const command of [
      ['histogram'],
      ['facets'],
      ['integrity'],
      ['damage'],
      ['reverse'],
      ['scope', 'grow'],
      ['different'],
      ['different', ...asked, '--against'],
      ['around', '2026-01-01T00:00:00Z'],
      ['export', '--dry-run'],
      ['export', '-o', 'row.csv'],
    ])
      expect((await run(...command, ...asked)).code, command.join(' ')).toBe(0);
  });

  it.each([
    ['no table', ['--pk', '311'], 'invalid_filter', /"311" is a bare value, and no --table says whose key/],
    ['a key of several columns', ['--table', 'shop.lines', '--pk', '1'], 'invalid_key', /has 2 columns/],
    [
      'several tables of the name',
      ['--table', 'orders', '--pk', '1'],
      'ambiguous_table',
      /"orders" exists in 2/,
    ],
    [
      'a value of another type',
      ['--table', 'shop.orders', '--pk', 'x'],
      'invalid_key',
      /cannot be the key of/,
    ],
  ])('%s: refused, and why', async (_what, args, code, message) => {
    expectFailure(await run('timeline', ...args, '--json'), code, 2, { message, json: true });
  });

  it('of a table that does not exist is not found', async () => {
    expectFailure(await run('count', '--table', 'shop.ordres', '--pk', '1'), 'not_found', 1);
  });
});

describe('--meta NAME=V', () => {
  it('means what the object means', async () => {
    await db.execute(`
      UPDATE threadline.audit_transactions SET meta = '{"ip":"203.0.113.77","attempt":3}'
       WHERE id = (SELECT transaction_id FROM threadline.audit_changes WHERE table_name = 'parcels')`);
    for (const meta of ['ip=203.0.113.77', 'attempt=3', '{"attempt":3}'])
      expect((await run('count', '--meta', meta)).stdout).toBe('1\n');
    expect((await run('count', '--meta', 'ip=3')).stdout).toBe('0\n');
    expectFailure(await run('count', '--meta', 'ip'), 'invalid_filter', 2, {
      message: /must be a JSON object/,
    });
  });
});
