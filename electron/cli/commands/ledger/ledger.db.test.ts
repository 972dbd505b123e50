import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '@engine/testing/database.ts';
import { documents } from '@shared/cli/documents.ts';
import { makeCli, type Cli } from '../../testing/cli.ts';
import { expectFailure } from '../../testing/expectFailure.ts';

let cli: Cli;
let database: TestDatabase;
let home: string;

beforeAll(async () => {
  [cli, database] = await Promise.all([makeCli(), createTestDatabase({ from: 'seed' })]);
  home = path.join(cli.folder, 'home');
});
afterAll(async () => {
  await cli.remove();
  await database.drop();
});

const run = (...args: readonly string[]) => cli.run(args, { THREADLINE_INVESTIGATOR_HOME: home });
const ask = (...args: readonly string[]) => run(...args, '--url', database.url);
const list = async (...args: readonly string[]) =>
  documents['ledger list'].parse(JSON.parse((await run('ledger', 'list', '--json', ...args)).stdout));

describe('ledger', () => {
  it('records what was asked, with filters as they are meant and never a password', async () => {
    await ask('count', '--actor', 'user:u-1', '--to', '2030-01-01T00:00:00+01:00', '--cap', '7');
    await ask('history', '--table', 'nowhere', '--pk', '1', '--json');
    await run('count', '--url', 'postgres://someone:hunter2@127.0.0.1:1/shop');
    // Nothing is asked of a database here.
    await run('capture', 'install');
    const { entries } = await list();
    expect(entries.map(({ entry }) => entry)).toMatchObject([
      {
        asked: 'count',
        source: { host: '127.0.0.1', port: 1, database: 'shop', user: 'someone', name: null },
        outcome: 'failed',
        code: 'connect_failed',
        filters: '{}',
        rows: 0,
      },
      { asked: 'history', outcome: 'failed', code: 'not_found', parameters: '{"pk":"1","table":"nowhere"}' },
      {
        asked: 'count',
        face: 'command_line',
        filters: '{"actor":["user:u-1"],"to":"2029-12-31T23:00:00.000000Z"}',
        parameters: '{"cap":7}',
        outcome: 'answered',
      },
    ]);
    const ledger = fs.readdirSync(path.join(home, 'ledger'));
    const text = ledger.map((name) => fs.readFileSync(path.join(home, 'ledger', name), 'utf8')).join();
    expect(text).not.toContain('hunter2');
    expect(text).not.toContain(new URL(database.url).password || 'no password');
    const shown = await run('ledger', 'list', '--outcome', 'failed');
    expect(shown.stdout).toMatch(/^WHEN +ASKED +OF +ROWS +MS +ENDED +FILTERS\n.*connect_failed/);
  });

  it('counts the rows an export sent', async () => {
    const { code } = await ask('export', '--output', '-', '--max-rows', '40', '--format', 'csv');
    expect(code).toBe(0);
    const [newest] = (await list('--limit', '1')).entries;
    expect(newest?.entry).toMatchObject({ asked: 'export', outcome: 'answered' });
    expect(newest?.entry?.kind === 'question' ? newest.entry.rows : 0).toBeGreaterThanOrEqual(40);
  });

  it('pauses and says so', async () => {
    const paused = await run('ledger', 'pause', '--json');
    documents['ledger pause'].parse(JSON.parse(paused.stdout));
    await ask('count');
    expect((await run('ledger', 'list', '--limit', '1')).stdout).toContain('recording is paused');
    await run('ledger', 'resume');
    const kinds = (await list('--limit', '2')).entries.map(({ entry }) => entry?.kind);
    expect(kinds).toEqual(['resumed', 'paused']);
  });

  it('verifies itself and a copy, and names the line that was changed', async () => {
    const verified = await run('ledger', 'verify', '--json');
    const report = documents['ledger verify'].parse(JSON.parse(verified.stdout));
    expect(report).toMatchObject({ verdict: 'unchanged', segments: 1, faults: [] });

    const copy = path.join(cli.folder, 'copy.ndjson');
    const exported = await run('ledger', 'export', '--output', copy, '--json');
    const summary = documents['ledger export'].parse(JSON.parse(exported.stdout));
    expect(summary.entries).toBe(report.entries);
    expect((await run('ledger', 'verify', copy)).stdout).toMatch(
      /^unchanged since written: \d+ entries in 1 segment\n/,
    );
    expectFailure(await run('ledger', 'export', '--output', copy), 'output_exists', 6);

    fs.writeFileSync(copy, fs.readFileSync(copy, 'utf8').replace('user:u-1', 'user:u-2'));
    const changed = await run('ledger', 'verify', copy);
    expectFailure(changed, 'ledger_changed', 1);
    expect(changed.stdout).toMatch(/^changed since written: 1 break in the chain/);
    expect(changed.stdout).toMatch(/\n\d{4}-\d\d\.ndjson:2: /);
  });
});
