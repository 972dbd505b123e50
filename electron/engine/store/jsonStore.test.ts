import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { jsonStore, type JsonStore } from './jsonStore.ts';

const schema = z.strictObject({ version: z.literal(2), names: z.array(z.string()).readonly() });
type Names = z.infer<typeof schema>;

let home: string;
let store: JsonStore<Names>;

function makeStore(): JsonStore<Names> {
  return jsonStore<Names>(home, {
    name: 'names.json',
    version: 2,
    schema,
    empty: { version: 2, names: [] },
    migrations: { 1: (document) => ({ version: 2, names: [(document as { name: string }).name] }) },
  });
}

const add = (name: string): Promise<Names> =>
  store.update((current) => ({ ...current, names: [...current.names, name] }));
const damagedFiles = (): string[] => fs.readdirSync(home).filter((name) => name.includes('.damaged-'));
const errorOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => null,
    (error: unknown) => error,
  );

beforeEach(() => {
  home = fs.mkdtempSync(path.join(os.tmpdir(), 'investigator-store-'));
  store = makeStore();
});
afterEach(() => fs.rmSync(home, { recursive: true }));

describe('jsonStore', () => {
  it('takes a missing file for the empty document and makes nothing by reading', async () => {
    expect(await store.read()).toEqual({ value: { version: 2, names: [] }, damagedKeptAt: null });
    expect(fs.readdirSync(home)).toEqual([]);
  });

  it('gives back what was written, also to another store of the same file', async () => {
    await add('Mara');
    expect((await makeStore().read()).value.names).toEqual(['Mara']);
  });

  it('writes a file only its owner may read, and leaves nothing beside it', async () => {
    await add('Mara');
    expect(fs.readdirSync(home)).toEqual(['names.json']);
    expect(fs.statSync(store.file).mode & 0o777).toBe(0o600);
    expect(fs.statSync(home).mode & 0o777).toBe(0o700);
  });

  it('loses no change when many are asked for at once', async () => {
    await Promise.all(Array.from({ length: 25 }, (_, index) => add(String(index))));
    expect(new Set((await store.read()).value.names).size).toBe(25);
  });

  it('keeps the old document when a change throws or breaks the schema', async () => {
    await add('Mara');
    const broken = store.update(() => ({ version: 2, names: [42 as unknown as string] }));
    await expect(broken).rejects.toThrow(/expected string/);
    const thrown = store.update(() => {
      throw new Error('no');
    });
    await expect(thrown).rejects.toThrow('no');
    expect((await store.read()).value.names).toEqual(['Mara']);
    expect(fs.readdirSync(home)).toEqual(['names.json']);
  });

  it('brings an old version up to date', async () => {
    fs.writeFileSync(store.file, '{"version":1,"name":"Mara"}');
    expect((await store.read()).value).toEqual({ version: 2, names: ['Mara'] });
  });

  it.each([
    ['cut off', '{"version":2,"names":["Ma'],
    ['empty', ''],
    ['not ours', '"hello"'],
    ['without a version', '{"names":[]}'],
    ['with a version that cannot be', '{"version":0,"names":[]}'],
    ['against its schema', '{"version":2,"names":"Mara"}'],
    ['with unknown members', '{"version":2,"names":[],"password":"x"}'],
  ])('keeps a file aside that is %s, byte for byte, and says where', async (_, text) => {
    fs.writeFileSync(store.file, text);
    const { value, damagedKeptAt } = await store.read();
    expect(value.names).toEqual([]);
    expect(damagedKeptAt).toMatch(/names\.json\.damaged-\d{8}T\d{6}_\d{3}Z$/);
    expect(fs.readFileSync(String(damagedKeptAt), 'utf8')).toBe(text);
    expect(damagedFiles()).toHaveLength(1);
    // Still told to whoever asks next, and the store works again.
    await add('Tom');
    expect(await store.read()).toEqual({ value: { version: 2, names: ['Tom'] }, damagedKeptAt });
  });

  it('sets a damaged file aside before it changes anything', async () => {
    fs.writeFileSync(store.file, 'garbage');
    await add('Tom');
    const { damagedKeptAt } = await store.read();
    expect(fs.readFileSync(String(damagedKeptAt), 'utf8')).toBe('garbage');
  });

  it('never overwrites one damaged file with the next', async () => {
    for (const text of ['first', 'second', 'third']) {
      fs.writeFileSync(store.file, text);
      await store.read();
    }
    const kept = damagedFiles().map((name) => fs.readFileSync(path.join(home, name), 'utf8'));
    expect(kept.toSorted()).toEqual(['first', 'second', 'third']);
  });

  it('refuses a file of a newer version and leaves it as it is', async () => {
    const text = '{"version":3,"people":{}}';
    fs.writeFileSync(store.file, text);
    expect(await errorOf(store.read())).toMatchObject({ code: 'store_too_new' });
    expect(await errorOf(add('Tom'))).toMatchObject({ code: 'store_too_new' });
    expect(fs.readFileSync(store.file, 'utf8')).toBe(text);
    expect(fs.readdirSync(home)).toEqual(['names.json']);
  });

  it('says which file cannot be read', async () => {
    fs.mkdirSync(store.file);
    const error = await errorOf(store.read());
    expect(error).toMatchObject({ code: 'output_not_writable' });
    expect(String(error)).toContain(store.file);
  });
});
