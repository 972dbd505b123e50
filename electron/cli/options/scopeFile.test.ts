import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { filtersOf } from './filterOptions.ts';
import { readScopeFile } from './scopeFile.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'threadline-scope-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function written(name: string, text: string): Promise<string> {
  const file = path.join(folder, name);
  await writeFile(file, text);
  return file;
}

describe('a scope file', () => {
  it('is read as the options mean it: trimmed, canonical', async () => {
    const file = await written(
      'good.json',
      '{"any": [{"actor": ["user:42"], "from": "2026-05-21T14:32:49+02:00"}, {"table": " orders ", "op": ["INSERT"]}]}',
    );
    expect(await readScopeFile(file)).toEqual({
      any: [
        { actor: ['user:42'], from: '2026-05-21T12:32:49.000000Z' },
        { table: ['orders'], op: ['insert'] },
      ],
    });
  });

  it('given twice is the OR of both, beside the other options', async () => {
    const one = await written('one.json', '{"any":[{"op":["insert"]}]}');
    const two = await written('two.json', '{"any":[{"op":["delete"]},{"no_actor":true}]}');
    const voice = { note: () => undefined };
    expect(await filtersOf({ scope: [one, two], table: ['users'] }, voice)).toEqual({
      table: ['users'],
      any: [{ op: ['insert'] }, { op: ['delete'] }, { no_actor: true }],
    });
  });

  it.each<[string, string, string, string]>([
    ['nothing', '', 'invalid_filter', 'is not JSON'],
    ['no JSON', '{any: []}', 'invalid_filter', 'is not JSON'],
    ['a byte order mark', '\ufeff{"any":[{"op":["insert"]}]}', 'invalid_filter', 'is not JSON'],
    ['a list', '[]', 'invalid_filter', 'filters must be an object'],
    ['null', 'null', 'invalid_filter', 'filters must be an object'],
    ['no member', '{"any":[]}', 'invalid_filter', 'any holds no filter'],
    ['a member of nothing', '{"any":[{}]}', 'invalid_filter', 'any[0] has no condition'],
    ['a member that is none', '{"any":["orders"]}', 'invalid_filter', 'any[0] must be an object'],
    ['an object', '{"any":{}}', 'invalid_filter', 'any must be a list'],
    ['nothing of a scope', '{}', 'invalid_filter', 'is not a scope'],
    ['filters that are no scope', '{"op":["insert"]}', 'invalid_filter', 'is not a scope'],
    ['more than a scope', '{"any":[{"op":["insert"]}],"op":["insert"]}', 'invalid_filter', 'is not a scope'],
    ['a scope in a scope', '{"any":[{"any":[{"op":["insert"]}]}]}', 'invalid_filter', 'unknown filter "any"'],
    ['a slip', '{"any":[{"tabel":["x"]}]}', 'invalid_filter', 'unknown filter "tabel"'],
    ['an unknown actor', '{"any":[{"actor":["robot:1"]}]}', 'invalid_actor', 'unknown actor type "robot"'],
    ['a local time', '{"any":[{"from":"2026-05-21T12:00:00"}]}', 'invalid_instant', 'no offset|offset'],
    ['half a surrogate pair', '{"any":[{"value":["a=\\ud800"]}]}', 'invalid_filter', 'not well-formed'],
    [
      'too many members',
      JSON.stringify({ any: Array.from({ length: 201 }, () => ({ op: ['insert'] })) }),
      'invalid_filter',
      'any holds 201 filters, at most 200',
    ],
  ])('of %s is refused', async (_, text, code, message) => {
    const file = await written('bad.json', text);
    const error: unknown = await readScopeFile(file).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code });
    expect(String(error)).toMatch(new RegExp(message.replace(/[[\]]/g, '\\$&')));
  });

  it.each([
    ['there is none', 'nowhere.json'],
    ['it is a folder', '.'],
  ])('where %s it says so', async (_, name) => {
    const file = path.join(folder, name);
    const error: unknown = await readScopeFile(file).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'usage', message: `cannot read ${file}` });
    expect((error as { detail: string }).detail).toMatch(/ENOENT|EISDIR/);
  });
});
