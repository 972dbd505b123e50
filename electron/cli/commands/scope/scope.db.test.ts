import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { captureInstallSql } from '@engine/capture/install.ts';
import { captureTriggerSql } from '@engine/capture/triggers.ts';
import { createTestDatabase, type TestDatabase } from '@engine/testing/database.ts';
import { documents } from '@shared/cli/documents.ts';
import { makeCli, type Cli } from '../../testing/cli.ts';
import { expectFailure } from '../../testing/expectFailure.ts';

let cli: Cli;
let database: TestDatabase;
let scopeFile: string;
let transaction: string;

beforeAll(async () => {
  [cli, database] = await Promise.all([makeCli(), createTestDatabase()]);
  const options = { storageSchema: 'threadline', era: 'current' } as const;
  await database.execute(`${captureInstallSql(options)}
    CREATE TABLE users (id bigint PRIMARY KEY, name text, balance numeric, phone text);`);
  await database.execute(
    captureTriggerSql({
      ...options,
      tables: [{ table: 'users', store_changed_from: true, mask: ['phone'] }],
    }),
  );
  const by = (actor: string, sql: string): Promise<void> =>
    database.execute(`BEGIN; SELECT set_config('threadline.actor_ref', '${actor}', true); ${sql}; COMMIT`);
  await by(
    '{"type":"user","id":"1"}',
    `INSERT INTO users VALUES (9007199254740993, 'a', 12.340, '1'), (2, 'b', 1, '2')`,
  );
  await by(
    '{"type":"user","id":"t"}',
    `UPDATE users SET name = E'x\\n; DROP\\u202e', balance = 0, phone = '3'`,
  );
  await by('{"type":"user","id":"2"}', `UPDATE users SET balance = 5 WHERE id = 2`);
  const [row] = await database.query(
    `SELECT id FROM threadline.audit_transactions WHERE actor_ref @> '{"id":"t"}'`,
  );
  transaction = row?.['id'] ?? '';
  scopeFile = path.join(cli.folder, 'scope.json');
  await writeFile(scopeFile, '{"any":[{"actor":["user:t"]}]}');
});
afterAll(async () => {
  await cli.remove();
  await database.drop();
});

async function json<K extends keyof typeof documents>(
  document: K,
  ...args: readonly string[]
): Promise<z.infer<(typeof documents)[K]>> {
  const { code, stdout, stderr } = await cli.run([...args, '--json', '--url', database.url]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return documents[document].parse(JSON.parse(stdout)) as z.infer<(typeof documents)[K]>;
}

async function text(...args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await cli.run([...args, '--url', database.url]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  // eslint-disable-next-line no-control-regex -- that there is none is the assertion
  expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f\u202e]/);
  return stdout;
}

describe('damage', () => {
  it('is one document, of filters and of a scope alike', async () => {
    const document = await json('damage', 'damage', '--actor', 'user:t');
    expect(document).toMatchObject({ changes: 2, rows: 2, truncated: false, has_more: false });
    expect(document.summary.find(({ field }) => field === 'balance')).toMatchObject({
      set: 2,
      states: { no_later_captured_change: 1, overwritten: 1 },
      live: { agrees: 1, differs: 1 },
    });
    expect(await json('damage', 'damage', '--scope', scopeFile)).toEqual(document);
  });

  it('reads for people, keys with every digit', async () => {
    const output = await text('damage', '--actor', 'user:t');
    expect(output).toMatch(/^2 changes of 2 rows\n/);
    expect(output).toMatch(/public\.users +balance +2 +1 +1 +-/);
    expect(output).toMatch(/id=2 +balance +0 .*overwritten by user:2 at .* differs: 5/);
    expect(output).toMatch(
      /id=9007199254740993 +phone +\(masked\) .*no later captured change +masked: nothing/,
    );
    expect(await text('damage', '--actor', 'user:nobody')).toBe('no change matches: nothing was set\n');
  });

  it('says of which fields no later change can be seen', async () => {
    const tables = [{ table: 'seen', except_columns: ['updated_at'] }];
    await database.execute(`CREATE TABLE seen (id int PRIMARY KEY, v text, updated_at int);
      ${captureTriggerSql({ storageSchema: 'threadline', era: 'current', tables })}`);
    await database.execute('INSERT INTO seen VALUES (1, $$a$$, 1)');
    await database.execute('UPDATE seen SET updated_at = 2');
    const document = await json('damage', 'damage', '--table', 'seen');
    expect(document.not_named).toEqual([{ table_schema: 'public', table_name: 'seen', field: 'updated_at' }]);
    expect(await text('damage', '--table', 'seen')).toContain(
      '\ncapture does not name changes of public.seen updated_at: a later one shows in the live row only\n',
    );
  });

  it('is not asked of the whole trail by accident', async () => {
    for (const command of [['damage'], ['scope', 'grow'], ['reverse']]) {
      const run = await cli.run([...command, '--url', database.url]);
      expectFailure(run, 'usage', 2, { message: /whole trail/ });
    }
  });
});

describe('reverse', () => {
  it('prints a draft that ends with ROLLBACK, on lines of its own', async () => {
    const sql = await text('reverse', transaction);
    expect(sql).toMatch(/^-- Draft reversal\./);
    expect(sql.match(/^(?:BEGIN|ROLLBACK|COMMIT)\b.*$/gm)).toEqual(['BEGIN;', 'ROLLBACK;']);
    expect(sql).toContain(`WHERE "id" = '9007199254740993'::bigint`);
    expect(sql).toContain(`"balance" = '12.340'::numeric`);
    expect(sql).toContain(String.raw`IS NOT DISTINCT FROM E'x\n; DROP\u202e'::text`);
    expect(sql).toContain('-- not restored: "phone" - masked');
    expect(sql).toContain('-- not restored: "balance" - overwritten since');
    await database.execute(sql);
  });

  it('is one document with what it restores and what it cannot', async () => {
    const document = await json('reverse', 'reverse', '--scope', scopeFile);
    expect(
      document.statements.map(({ kind, restores, cannot_restore }) => ({ kind, restores, cannot_restore })),
    ).toEqual([
      {
        kind: 'update',
        restores: ['name'],
        cannot_restore: [
          { field: 'balance', reason: 'overwritten_since' },
          { field: 'phone', reason: 'masked' },
        ],
      },
      {
        kind: 'update',
        restores: ['balance', 'name'],
        cannot_restore: [{ field: 'phone', reason: 'masked' }],
      },
    ]);
  });

  it('marks a conflict with another row, in the document and for people; one is one', async () => {
    await database.execute(`
      CREATE TABLE logins (id int PRIMARY KEY, email text UNIQUE);
      ${captureTriggerSql({ storageSchema: 'threadline', era: 'current', tables: [{ table: 'logins' }] })}`);
    for (const sql of [
      `INSERT INTO logins VALUES (1, 'a@x')`,
      `SELECT set_config('threadline.actor_ref', '{"type":"user","id":"gone"}', true); DELETE FROM logins`,
      `INSERT INTO logins VALUES (2, 'a@x')`,
    ])
      await database.execute(`BEGIN; ${sql}; COMMIT`);
    const document = await json('reverse', 'reverse', '--actor', 'user:gone');
    expect(document.statements[0]?.cannot_restore).toEqual([
      { field: null, reason: 'value_taken', held_by: { index: 'logins_email_key', table_pk: { id: '2' } } },
    ]);
    const sql = await text('reverse', '--actor', 'user:gone');
    expect(sql).toContain('once: logins_email_key, row {"id": "2"}\n');
    expect(sql).toContain('newest first; 0 statements\n');
    expect(sql).toContain('-- Summary: 0 statements; 1 change with nothing to run.\n');
  });

  it('refuses what contradicts itself or is not there', async () => {
    const run = (...args: string[]): ReturnType<Cli['run']> =>
      cli.run(['reverse', ...args, '--url', database.url]);
    expectFailure(await run(transaction, '--op', 'update'), 'usage', 2, { message: /contradict/ });
    expectFailure(await run('42'), 'invalid_uuid', 2);
    expectFailure(await run('00000000-0000-4000-8000-000000000000'), 'not_found', 1);
  });
});

describe('before-after and scope grow', () => {
  it('show a transaction row by row', async () => {
    const document = await json('before-after', 'before-after', transaction);
    expect(document.rows).toHaveLength(2);
    const output = await text('before-after', transaction);
    expect(output).toContain('public.users id=9007199254740993  update');
    expect(output).toContain('  balance: 12.340 → 0\n');
    expect(output).toContain('  phone: (masked) → (masked)\n');
    expect(output).not.toContain('  id: ');
    expect(await text('before-after', transaction, '--all')).toContain('  id: 2 → 2\n');
  });

  it('propose members as options', async () => {
    const document = await json('scope grow', 'scope', 'grow', '--actor', 'user:t');
    expect(document.proposals.map(({ kind }) => kind)).toEqual(['next_touched']);
    expect(await text('scope', 'grow', '--actor', 'user:t')).toMatch(
      /1\. next touched {2}1 row of public\.users .* next changed by user:2\n.*\n {3}--from .* --table public\.users --actor user:2\n/,
    );
  });
});
