import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '@engine/testing/database.ts';
import { documents } from '@shared/cli/documents.ts';
import type { z } from 'zod';
import { makeCli, type Cli } from './testing/cli.ts';

const CHANGES = 6936;
/** A transaction of the seed with an action and several changes. */
const INCIDENT = 'da2e20b0-dbd4-4a3a-a0f5-168f15e66e54';

let cli: Cli;
let database: TestDatabase;

beforeAll(async () => {
  [cli, database] = await Promise.all([makeCli(), createTestDatabase({ from: 'seed' })]);
});
afterAll(async () => {
  await cli.remove();
  await database.drop();
});

/** Runs with --json and checks the one document on stdout against its published schema. */
async function json<K extends keyof typeof documents>(
  document: K,
  args: readonly string[],
): Promise<z.infer<(typeof documents)[K]>> {
  const { code, stdout, stderr } = await cli.run([...args, '--json', '--url', database.url]);
  expect({ code, stderr }).toEqual({
    code: 0,
    stderr: document === 'export' ? (expect.any(String) as string) : '',
  });
  return documents[document].parse(JSON.parse(stdout)) as z.infer<(typeof documents)[K]>;
}

const text = async (...args: readonly string[]): Promise<string> => {
  const { code, stdout, stderr } = await cli.run([...args, '--url', database.url]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return stdout;
};

describe('info', () => {
  it('prints the capability record', async () => {
    const info = await json('info', ['info']);
    expect(info).toMatchObject({ storage_schema: 'public', has_changed_from: true, has_actions: true });
  });

  it('reads for people', async () => {
    expect(await text('info')).toMatch(/^server +PostgreSQL \d+/);
  });
});

describe('timeline', () => {
  it('walks the whole trail by its cursors, both ways, with no row skipped or repeated', async () => {
    const older: string[] = [];
    let cursor: string | null = null;
    do {
      const page: z.infer<typeof documents.timeline> = await json('timeline', [
        ...['timeline', '--table', 'users', '--limit', '1000'],
        ...(cursor === null ? [] : ['--after', cursor]),
      ]);
      older.push(...page.entries.map(({ audit_change }) => audit_change.id));
      expect(page.has_more).toBe(page.cursor !== null);
      cursor = page.cursor;
    } while (cursor !== null);
    const golden = path.join(import.meta.dirname, '../engine/testing/fixtures/timeline/table_users.json.gz');
    expect(older).toEqual(JSON.parse(gunzipSync(await readFile(golden)).toString('utf8')));
  });

  it('goes back to newer changes, still newest first', async () => {
    const first = await json('timeline', ['timeline', '--limit', '3']);
    const second = await json('timeline', ['timeline', '--limit', '3', '--after', first.cursor ?? '']);
    const back = await json('timeline', ['timeline', '--limit', '10', '--before', second.cursor ?? '']);
    expect(back.entries.slice(0, 3)).toEqual(first.entries);
    expect(back.has_more).toBe(false);
  });

  it('starts at a time: the newest change not later, and on from there', async () => {
    const { entries } = await json('timeline', ['timeline', '--limit', '40']);
    const places = entries.map(({ audit_change: { id, captured_at } }) => ({ id, captured_at }));
    const expected = (time: string): readonly string[] =>
      places.filter(({ captured_at }) => captured_at <= time).map(({ id }) => id);
    const own = places[20]?.captured_at ?? '';
    for (const time of [own, own.replace('Z', '').replace(/\d{6}$/, '000000Z')]) {
      const page = await json('timeline', ['timeline', '--limit', '2', '--at', time]);
      expect(page.entries.map(({ audit_change }) => audit_change.id)).toEqual(expected(time).slice(0, 2));
      expect(page.entries).toHaveLength(2);
    }
    const early = ['timeline', '--at', '1999-01-01T00:00:00+02:00'];
    expect(await json('timeline', early)).toMatchObject({ entries: [], has_more: false });
  });

  it('keeps every digit: txid, bigint and numeric are exact JSON numbers', async () => {
    const { stdout } = await cli.run([
      'timeline',
      '--table',
      'users',
      '--limit',
      '50',
      '--json',
      '--url',
      database.url,
    ]);
    expect(stdout).toMatch(/"txid":9\d{9}[,}]/);
    expect(stdout).toContain('-9223372036854775808');
    expect(stdout).toMatch(/"balance": -?\d+\.\d0[,}]/);
  });

  it('answers an empty page for a table nobody knows', async () => {
    expect(await json('timeline', ['timeline', '--table', 'no_such_table', '--quiet'])).toEqual({
      entries: [],
      cursor: null,
      has_more: false,
    });
  });

  it('reads for people: a line a change, and how to go on', async () => {
    const lines = (await text('timeline', '--limit', '2')).trimEnd().split('\n');
    expect(lines).toHaveLength(4);
    expect(lines[0]).toMatch(/^CAPTURED AT +OP +TABLE +KEY +ACTOR +CHANGED +TRANSACTION$/);
    expect(lines[1]).toMatch(/^2026-07-29T02:27:21\.657467Z {2}insert {2}public\.payment_methods {2}id=148/);
    expect(lines[3]).toMatch(/^more: --after [\w-]+$/);
  });

  it('lets no stored value move the cursor of a terminal', async () => {
    const output = await text('timeline', '--limit', '1000');
    // eslint-disable-next-line no-control-regex -- that there is none is the assertion
    expect(output).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f]/);
  });
});

describe('count and the vocabulary of filters', () => {
  const count = async (...args: readonly string[]): Promise<number> =>
    (await json('count', ['count', ...args])).count;

  it('counts all, and stops at a cap', async () => {
    expect(await json('count', ['count'])).toEqual({ count: CHANGES, capped: false });
    expect(await json('count', ['count', '--cap', '100'])).toEqual({ count: 100, capped: true });
    expect(await text('count', '--cap', '100')).toBe('at least 100\n');
  });

  it('repeats mean or, --not- excludes and keeps what has no value, different options narrow', async () => {
    const users = await count('--table', 'users');
    const posts = await count('--table', 'public.posts');
    expect(await count('--table', 'users', '--table', 'posts')).toBe(users + posts);
    expect(await count('--not-table', 'users')).toBe(CHANGES - users);
    const byUser = await count('--actor', 'user:u-1');
    expect(await count('--not-actor', 'user:u-1')).toBe(CHANGES - byUser);
    expect(await count('--table', 'users', '--op', 'insert')).toBeLessThan(users);
    expect((await count('--op', 'insert')) + (await count('--op', 'update,delete'))).toBe(CHANGES);
    const linked = await count('--correlation-id', 'corr-multi');
    expect(linked).toBe(108);
    expect(await count('--not-correlation-id', 'corr-multi')).toBe(CHANGES - linked);
    expect(await count('--table-schema', 'billing')).toBe(
      CHANGES - (await count('--not-table-schema', 'billing')),
    );
  });

  it('keeps nobody, anonymous and somebody apart', async () => {
    const [nobody, anonymous] = [await count('--no-actor'), await count('--actor', 'anonymous')];
    expect(anonymous).toBe(762);
    expect(nobody).toBeGreaterThan(0);
  });

  it('answers a question that contradicts itself, names the slip beside the document, and not when told to be quiet', async () => {
    const contradiction = ['count', '--actor', 'user:u-1', '--no-actor', '--json', '--url', database.url];
    const zero = { code: 0, stdout: expect.stringMatching(/^\{"count":0,"capped":false\}\n$/) as string };
    expect(await cli.run(contradiction)).toMatchObject({
      ...zero,
      stderr: 'no change can match: --no-actor and --actor exclude each other\n',
    });
    expect(await cli.run([...contradiction, '--quiet'])).toMatchObject({ ...zero, stderr: '' });
  });

  it('reads an actor from a file', async () => {
    const file = path.join(cli.folder, 'actor.json');
    await writeFile(file, '{"type": "user", "id": "u-1"}\n');
    expect(await count('--actor-json', file)).toBe(405);
    expect(await count('--actor-json', file, '--actor', 'anonymous')).toBe(405 + 762);
  });

  it('takes times with any offset, both ends included', async () => {
    expect(await count('--from', '2026-05-15T02:00:00+02:00', '--to', '2026-06-14T20:00:00-04:00')).toBe(
      2467,
    );
    const at = '2026-07-29T02:27:21.657467Z';
    expect(await count('--from', at, '--to', at)).toBe(1);
  });
});

describe('incident', () => {
  it('prints the document of the contract', async () => {
    const incident = await json('incident', ['incident', INCIDENT]);
    expect(incident.transaction.id).toBe(INCIDENT);
    expect(incident.action?.correlation_id).toBe('corr-multi');
    expect(incident.changes.length).toBeGreaterThan(1);
    for (const { audit_change, change_diff } of incident.changes) {
      expect(change_diff.op).toBe(audit_change.op.toUpperCase());
      expect(change_diff.id).toBe(audit_change.id);
    }
  });

  it('reads for people', async () => {
    const output = await text('incident', INCIDENT);
    expect(output).toContain(`transaction ${INCIDENT}`);
    expect(output).toContain('correlation corr-multi');
    expect(output).toMatch(/update {1,}public\.\w+ id=\d+/);
  });
});

describe('health coverage', () => {
  it('has the three buckets, of one schema or of all', async () => {
    const one = await json('health coverage', ['health', 'coverage']);
    expect(one.covered).toContain('users');
    expect(one.expected_uncovered).toContainEqual({ table: 'schema_migrations', source: 'baseline' });
    const all = await json('health coverage --all-schemas', ['health', 'coverage', '--all-schemas']);
    expect(all.schemas['public']).toEqual(one);
    expect(all.summary.schemas).toBe(Object.keys(all.schemas).length);
  });
});

describe('completion', () => {
  it.each(['bash', 'zsh', 'fish'])('knows commands and options in %s', async (shell) => {
    const { code, stdout } = await cli.run(['completion', shell]);
    expect(code).toBe(0);
    for (const word of ['timeline', 'coverage', 'not-correlation-id', 'max-rows', 'statement-timeout'])
      expect(stdout).toContain(word);
  });
});

describe('help and version', () => {
  it('are answers, not errors', async () => {
    expect(await cli.run(['--version'])).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) as string,
    });
    const help = await cli.run(['timeline', '--help']);
    expect(help).toMatchObject({ code: 0, stderr: '' });
    expect(help.stdout).toContain('--not-actor');
    expect(help.stdout).toContain('--statement-timeout');
    expect((await cli.run([])).stdout).toContain('Commands:');
  });
});
