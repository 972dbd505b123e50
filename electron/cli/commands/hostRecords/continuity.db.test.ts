import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '@engine/testing/database.ts';
import { documents } from '@shared/cli/documents.ts';
import { makeCli, type Cli } from '../../testing/cli.ts';
import { expectFailure } from '../../testing/expectFailure.ts';

let cli: Cli;
let database: TestDatabase;

beforeAll(async () => {
  [cli, database] = await Promise.all([makeCli(), createTestDatabase({ from: 'seed' })]);
  await database.execute('CREATE TABLE bare (id int)');
});
afterAll(async () => {
  await cli.remove();
  await database.drop();
});

const run = (...args: readonly string[]) => cli.run(['continuity', ...args, '--url', database.url]);

describe('continuity', () => {
  it('answers as one document, of all tables or of one', async () => {
    const { code, stdout, stderr } = await run('--json');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const report = documents.continuity.parse(JSON.parse(stdout));
    expect(report.tables.map(({ table_name }) => table_name)).toContain('users');
    const one = documents.continuity.parse(
      JSON.parse((await run('--json', '--table', 'billing.tickets')).stdout),
    );
    expect(one.tables).toMatchObject([{ table_schema: 'billing', table_name: 'tickets', covered: true }]);
  });

  it('says for people what an empty history means', async () => {
    const { stdout } = await run('--table', 'users');
    expect(stdout).toMatch(
      /^TABLE +COVERED +CAPTURED SINCE +NOT BEFORE +NOT AFTER +OLDEST CHANGE\npublic.users +yes/,
    );
    expect(stdout).toContain('public.users: Capture began at ');
    expect(stdout).toContain('before_audit_horizon');
  });

  it('refuses a table that is missing or not covered, exit 1', async () => {
    expectFailure(await run('--table', 'nosuch', '--json'), 'not_found', 1, {
      message: /public\.nosuch/,
      json: true,
    });
    expectFailure(await run('--table', 'bare', '--json'), 'not_covered', 1, {
      message: /public\.bare/,
      json: true,
    });
  });
});
