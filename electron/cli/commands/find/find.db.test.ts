import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '@engine/testing/database.ts';
import { documents } from '@shared/cli/documents.ts';
import { makeCli, type Cli } from '../../testing/cli.ts';
import { expectFailure } from '../../testing/expectFailure.ts';

let cli: Cli;
let database: TestDatabase;

beforeAll(async () => {
  [cli, database] = await Promise.all([makeCli(), createTestDatabase({ from: 'seed' })]);
});
afterAll(async () => {
  await cli.remove();
  await database.drop();
});

const run = (...args: readonly string[]) => cli.run([...args, '--url', database.url]);

describe('find', () => {
  it('answers as one document', async () => {
    const { code, stdout, stderr } = await run('find', 'corr-multi', '--json');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });

    const answer = documents.find.parse(JSON.parse(stdout));
    expect(answer.hits[0]).toMatchObject({
      kind: 'correlation',
      opens: { by: 'filters', filters: { correlation_id: ['corr-multi'] } },
    });
    expect(answer.values).toMatchObject({ complete: true, searched: 6936 });
  });

  it('says on its lines how to open a hit, in words a shell takes back', async () => {
    const { stdout } = await run('find', 'user:u-1');
    expect(stdout).toMatch(/^KIND +WHAT +ROW +CHANGES +NEWEST +OPEN WITH\nactor +actor user:u-1/);
    const command = /timeline --actor user:u-1/.exec(stdout)?.[0] ?? '';
    expect((await run(...command.split(' '))).code).toBe(0);
  });

  it('says what was searched when nothing was found', async () => {
    const { code, stdout } = await run('find', 'no such thing', '--deep');
    expect(code).toBe(0);
    expect(stdout).toBe(
      'no such thing is no id and no recorded value that was found here\n' +
        'recorded values: searched all 6936 changes\n',
    );
  });

  it('refuses nothing to look for', async () => {
    expectFailure(await run('find', ' ', '--json'), 'invalid_request', 2, { json: true });
  });
});
