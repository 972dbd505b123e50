import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { uuidOf } from '@engine/testing/auditTables.ts';
import { createTestDatabase, type TestDatabase } from '@engine/testing/database.ts';
import { documents } from '@shared/cli/documents.ts';
import { makeCli, type Cli } from '../../testing/cli.ts';
import { expectFailure } from '../../testing/expectFailure.ts';

const SHOUTED = 'AAAAAAAA-BBBB-4CCC-8DDD-EEEEEEEEEE77';
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
    const nothing = await run('find', 'no such thing', '--deep');
    expectFailure(nothing, 'not_found', 1, { message: /nothing here is "no such thing"/ });
    expect(nothing.stdout).toBe(
      'no such thing is no id here, no value of meta, no text of an action, and no recorded value of any change\n' +
        'meta: searched all 2986 transactions\n' +
        'texts of actions: searched all 1394 actions\n' +
        'recorded values: searched all 6936 changes\n',
    );
  });

  it('names the path of a value inside JSON, also where names hold dots, and each line opens', async () => {
    const image = `{"ship": {"lines": [{"sku": "nested-1"}]}, "a.b": "dot-1", "a": {"b": "dot-1"}, "ref": "${SHOUTED}"}`;
    await database.execute(`
      INSERT INTO audit_transactions (id, txid) VALUES ('${uuidOf(77)}', 990077);
      INSERT INTO audit_changes (transaction_id, table_schema, table_name, table_pk, op, data_after)
      VALUES ('${uuidOf(77)}', 'public', 'deep', '{"id": "77"}', 'insert', '${image}')`);
    const lines = async (text: string): Promise<readonly string[]> => {
      const { code, stdout, stderr } = await run('find', text);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      return stdout.split('\n').filter((line) => line.startsWith('recorded value '));
    };
    const deep = await lines('nested-1');
    expect(deep).toEqual([
      expect.stringMatching(/^recorded value +ship\.lines\[\*\]\.sku of public\.deep +id=77 +1 /),
    ]);
    const dots = await lines('dot-1');
    expect(dots.map((line) => / {2}(\S+) of /.exec(line)?.[1])).toEqual(['"a.b"', 'a.b']);
    const asked = await run('find', `{${SHOUTED.toLowerCase()}}`);
    expect(asked.stdout).toMatch(/^recorded value +ref of public\.deep /m);
    expect(asked.stdout).toContain(`\nrecorded values were compared with {${SHOUTED.toLowerCase()}}, `);
    for (const line of [
      ...deep,
      ...dots,
      ...asked.stdout.split('\n').filter((one) => one.includes('ref of')),
    ]) {
      const command = /timeline .*$/.exec(line)?.[0].replaceAll("'", '') ?? '';
      // As a shell would take the words: only the JSON of a key has spaces.
      const words = command.split(/ (?=--)/).flatMap((word) => {
        const [name = '', ...value] = word.split(' ');
        return value.length === 0 ? [name] : [name, value.join(' ')];
      });
      const opened = await run(...words, '--json');
      expect(documents.timeline.parse(JSON.parse(opened.stdout)).entries, command).toHaveLength(1);
    }
  });

  it('keeps its one document when it found nothing', async () => {
    const nothing = await run('find', 'zzqqxx', '--json');
    expectFailure(nothing, 'not_found', 1);
    expect(documents.find.parse(JSON.parse(nothing.stdout))).toMatchObject({ hits: [] });
  });

  it('refuses nothing to look for', async () => {
    expectFailure(await run('find', ' ', '--json'), 'invalid_request', 2, { json: true });
  });
});
