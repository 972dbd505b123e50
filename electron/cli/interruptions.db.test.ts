import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, statSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '@engine/testing/database.ts';
import { makeCli, type Cli } from './testing/cli.ts';
import { expectFailure } from './testing/expectFailure.ts';

/** Rows are copied until an export takes seconds, so that it can be met half-way. */
const COPIES = 12;

let cli: Cli;
let database: TestDatabase;

beforeAll(async () => {
  [cli, database] = await Promise.all([makeCli(), createTestDatabase({ from: 'seed' })]);
  await database.execute(`
    INSERT INTO audit_changes (transaction_id, table_schema, table_name, table_pk, op, data_after, changed_fields,
                               changed_from, captured_at)
    SELECT transaction_id, table_schema, table_name, table_pk, op, data_after, changed_fields, changed_from, captured_at
      FROM audit_changes, generate_series(1, ${COPIES})`);
}, 240_000);
afterAll(async () => {
  await cli.remove();
  await database.drop();
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

describe('exit 5 and 6: output', () => {
  const target = (name: string): string => path.join(cli.folder, name);
  const small = (): string[] => ['export', '--table', 'customers', '--format', 'csv', ...asked()];

  it('truncated under --fail-on-truncate keeps the file', async () => {
    const file = target('cut.ndjson');
    const run = await cli.run([
      ...asked(),
      'export',
      '--format',
      'ndjson',
      '-o',
      file,
      '--max-rows',
      '5',
      '--fail-on-truncate',
    ]);
    expectFailure(run, 'truncated', 5);
    expect((await readFile(file, 'utf8')).trimEnd().split('\n')).toHaveLength(5);
    const dry = await cli.run([...asked(), 'export', '--dry-run', '--max-rows', '5', '--fail-on-truncate']);
    expect(dry.code).toBe(5);
  });

  it('truncated behind a result: one document, the error on standard error only', async () => {
    for (const way of [['-o', target('cut.json')], ['--dry-run']]) {
      const args = ['export', '--max-rows', '5', '--fail-on-truncate', '--json', ...way, ...asked()];
      const run = await cli.run(args);
      expectFailure(run, 'truncated', 5);
      expect(JSON.parse(run.stdout)).toMatchObject({ max_rows: 5 });
    }
  });

  it('an existing file, before the database is asked', async () => {
    const file = target('there.csv');
    await writeFile(file, 'mine');
    const refused = await cli.run(['export', '-o', file, '--url', 'postgres://127.0.0.1:1/x']);
    expectFailure(refused, 'output_exists', 6);
    await fails([...small(), '-o', file], 'output_exists', 6);
    expect(await readFile(file, 'utf8')).toBe('mine');
    expect((await cli.run([...small(), '-o', file, '--force'])).code).toBe(0);
    expect(await readFile(file, 'utf8')).toMatch(/^id,transaction_id,/);
    expect(existsSync(`${file}.partial`)).toBe(false);
  });

  it('no such folder, a folder, a device, a partial file of another run', async () => {
    await fails(
      [...small(), '-o', target('no/such/x.csv')],
      'output_not_writable',
      6,
      /folder does not exist/,
    );
    await fails([...small(), '-o', cli.folder], 'output_not_writable', 6, /not a regular file/);
    await fails([...small(), '-o', '/dev/null', '--force'], 'output_not_writable', 6, /not a regular file/);
    expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
    await writeFile(target('busy.csv.partial'), 'theirs');
    await fails([...small(), '-o', target('busy.csv')], 'output_exists', 6, /busy\.csv\.partial exists/);
    expect(await readFile(target('busy.csv.partial'), 'utf8')).toBe('theirs');
  });

  const noMount = whyNoMount();
  it.skipIf(noMount !== null)(
    `a full disk leaves nothing behind${noMount === null ? '' : ` (skipped: ${noMount})`}`,
    async () => {
      const disk = target('disk');
      await mkdir(disk);
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', disk]);
      try {
        await fails(
          ['export', '-o', path.join(disk, 'x.json'), '--max-rows', 'all', ...asked()],
          'disk_full',
          6,
        );
        expect(await readdir(disk)).toEqual([]);
      } finally {
        execFileSync('umount', [disk]);
      }
      await idle();
    },
  );

  it('a full device behind standard output', async () => {
    const command = `"${process.execPath}" "${cli.file}" export -o - --url "${database.url}" >/dev/full`;
    const run = await cli.shell(command);
    expectFailure(run, 'disk_full', 6);
    expect(run.stderr).toContain('what was written is incomplete');
  });
});

describe('exit 7: on the way', () => {
  it('the time limit', () =>
    fails(
      [
        'export',
        '-o',
        path.join(cli.folder, 'slow.json'),
        '--max-rows',
        'all',
        '--statement-timeout',
        '20',
        ...asked(),
      ],
      'statement_timeout',
      7,
    ));

  it('the limit of the whole export, to a file and to a reader that stops reading', async () => {
    const file = path.join(cli.folder, 'long.json');
    const slow = ['export', '--max-rows', 'all', '--max-seconds', '1', ...asked()];
    await fails([...slow, '-o', file], 'time_limit', 7, /within 1 s/);
    expect([existsSync(file), existsSync(`${file}.partial`)]).toEqual([false, false]);
    const run = await cli.shell(
      `"${process.execPath}" "${cli.file}" ${slow.map((arg) => `'${arg}'`).join(' ')} -o - | sleep 4; exit \${PIPESTATUS[0]}`,
    );
    expectFailure(run, 'time_limit', 7);
    expect(run.stderr).toContain('What was written is incomplete');
    await idle();
  });

  it('the connection is cut: the partial file is removed', async () => {
    const file = path.join(cli.folder, 'cut-off.json');
    const { done } = await halfWay(file);
    await database.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE datname = current_database() AND query LIKE 'COPY%' AND state = 'active'
      AND backend_type = 'client backend'`);
    expectFailure(await done, 'connection_lost', 7);
    expect([existsSync(file), existsSync(`${file}.partial`)]).toEqual([false, false]);
  });
});

describe('exit 130 and 143: interrupted', () => {
  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('%s in mid-export cancels on the server and removes the partial file', async (signal, exit) => {
    const file = path.join(cli.folder, `${signal}.json`);
    const { process, done } = await halfWay(file);
    process.kill(signal);
    expectFailure(await done, 'cancelled', exit);
    expect([existsSync(file), existsSync(`${file}.partial`)]).toEqual([false, false]);
    await idle();
  });
});

describe('a reader that stops reading', () => {
  it.each([
    ['SIGINT', 130, ['export', '--max-rows', 'all', '-o', '-']],
    ['SIGTERM', 143, ['export', '--max-rows', 'all', '-o', '-', '--gzip']],
    ['SIGTERM', 143, ['timeline', '--limit', '1000', '--json']],
  ] as const)('%s ends it all the same, exit %i: %j', async (signal, exit, args) => {
    const child = spawn(process.execPath, [cli.file, ...args, ...asked()], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH: process.env['PATH'] ?? '', HOME: cli.folder },
    });
    // Never read from, so the pipe fills up and every further write waits.
    await once(child.stdout, 'readable');
    await sleep(1000);
    expect(child.exitCode).toBeNull();
    child.kill(signal);
    const late = AbortSignal.timeout(5000);
    expect(await once(child, 'exit', { signal: late })).toEqual([exit, null]);
    child.stdout.destroy();
    await idle();
  });
});

describe('a reader that goes away', () => {
  it('is no failure for a list', async () => {
    expect(
      await cli.shell(
        `"${process.execPath}" "${cli.file}" timeline --limit 1000 --url "${database.url}" | head -1; exit \${PIPESTATUS[0]}`,
      ),
    ).toMatchObject({ code: 0, stderr: '' });
  });

  it('is one for an export, and the server stops', async () => {
    const run = await cli.shell(
      `"${process.execPath}" "${cli.file}" export -o - --max-rows all --url "${database.url}" | head -c 1000 >/dev/null; exit \${PIPESTATUS[0]}`,
    );
    expectFailure(run, 'output_not_writable', 6, { message: /reader/ });
    await idle();
  });
});

/** An export that has written something and is still asking the server. */
async function halfWay(file: string): Promise<ReturnType<Cli['start']>> {
  const started = cli.start(['export', '-o', file, '--max-rows', 'all', ...asked()]);
  const partial = `${file}.partial`;
  for (let tries = 0; tries < 2000; tries += 1) {
    if (existsSync(partial) && statSync(partial).size > 100_000) break;
    await sleep(10);
  }
  expect(statSync(partial).size).toBeGreaterThan(100_000);
  expect(await copies()).toBe('1');
  return started;
}

async function copies(): Promise<string | null> {
  const [row] = await database.query(`SELECT count(*) AS n FROM pg_stat_activity
    WHERE datname = current_database() AND query LIKE 'COPY%' AND state = 'active'
      AND backend_type = 'client backend'`);
  return row?.['n'] ?? null;
}

/** Nothing of ours runs on the server any more, within a second. */
async function idle(): Promise<void> {
  for (let tries = 0; tries < 100 && (await copies()) !== '0'; tries += 1) await sleep(10);
  expect(await copies()).toBe('0');
}

function whyNoMount(): string | null {
  if (process.platform !== 'linux' || process.getuid?.() !== 0)
    return 'mounting a small disk needs root on Linux';
  try {
    execFileSync('unshare', ['-m', 'mount', '-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', '/mnt'], {
      stdio: 'ignore',
    });
    return null;
  } catch {
    return 'this container may not mount';
  }
}
