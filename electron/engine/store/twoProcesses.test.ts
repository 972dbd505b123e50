import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { build } from 'vite';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { acquireLock } from './fileLock.ts';
import { jsonStore, type JsonStore } from './jsonStore.ts';

/** What other processes do to a store: the same code, run by Node itself. */
const PROGRAM = `
import fs from 'node:fs/promises';
import { z } from 'zod';
import { jsonStore } from '@engine/store/jsonStore.ts';
import { acquireLock } from '@engine/store/fileLock.ts';
const [task, home, label] = process.argv.slice(2);
const schema = z.strictObject({ version: z.literal(1), names: z.array(z.string()) });
const store = jsonStore(home, { name: 'names.json', version: 1, schema, empty: { version: 1, names: [] } });
const add = (name) => store.update((d) => ({ ...d, names: [...d.names, name] }));
const tasks = {
  async addMany() { for (let i = 0; i < 40; i += 1) await add(label + i); },
  async dieBeforeRename() {
    fs.rename = () => { process.kill(process.pid, 'SIGKILL'); return new Promise(() => {}); };
    await add(label);
  },
  async holdLock() {
    await acquireLock(store.file + '.lock');
    process.stdout.write('held\\n');
    setInterval(() => {}, 1000);
  },
};
await tasks[task]();
`;

const schema = z.strictObject({ version: z.literal(1), names: z.array(z.string()) });
type Names = z.infer<typeof schema>;
const root = path.resolve(import.meta.dirname, '../../..');
let program: string;
let folder: string;
let home: string;
let store: JsonStore<Names>;
const children: ChildProcess[] = [];

function run(task: string, label = ''): ChildProcess {
  const child = spawn(process.execPath, [program, task, home, label], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  return child;
}

beforeAll(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'investigator-two-'));
  // Inside the project, so that the bundler finds its libraries.
  const source = path.join(import.meta.dirname, `.twoProcesses-${process.pid}.ts`);
  fs.writeFileSync(source, PROGRAM);
  try {
    await build({
      configFile: false,
      root,
      logLevel: 'error',
      resolve: { alias: { '@shared': `${root}/shared`, '@engine': `${root}/electron/engine` } },
      ssr: { noExternal: true, target: 'node' },
      build: {
        ssr: source,
        outDir: folder,
        target: 'node20',
        minify: false,
        rolldownOptions: { output: { format: 'esm', entryFileNames: 'program.mjs', codeSplitting: false } },
      },
    });
  } finally {
    fs.rmSync(source);
  }
  program = path.join(folder, 'program.mjs');
}, 60_000);
afterAll(() => fs.rmSync(folder, { recursive: true }));

beforeEach(() => {
  home = fs.mkdtempSync(path.join(os.tmpdir(), 'investigator-store-'));
  store = jsonStore<Names>(home, {
    name: 'names.json',
    version: 1,
    schema,
    empty: { version: 1, names: [] },
  });
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  fs.rmSync(home, { recursive: true });
});

describe('a store and another process', () => {
  it('loses no change when two processes and this one write at once', async () => {
    const others = [run('addMany', 'a'), run('addMany', 'b')];
    const ours = Promise.all(
      Array.from({ length: 40 }, (_, i) => store.update((d) => ({ ...d, names: [...d.names, `c${i}`] }))),
    );
    const codes = await Promise.all(others.map(async (child) => (await once(child, 'exit'))[0] as number));
    await ours;
    expect(codes).toEqual([0, 0]);
    const { names } = (await store.read()).value;
    expect(names).toHaveLength(120);
    expect(new Set(names).size).toBe(120);
    expect(fs.readdirSync(home)).toEqual(['names.json']);
  }, 60_000);

  it('keeps the old document when a writer dies between writing and renaming, and cleans up after it', async () => {
    await store.update((d) => ({ ...d, names: ['before'] }));
    const [, signal] = (await once(run('dieBeforeRename', 'lost'), 'exit')) as [number | null, string];
    expect(signal).toBe('SIGKILL');
    expect(fs.readdirSync(home).toSorted()).toEqual([
      'names.json',
      'names.json.lock',
      expect.stringMatching(/^names\.json\.tmp-/) as string,
    ]);
    expect((await store.read()).value.names).toEqual(['before']);

    const started = performance.now();
    await store.update((d) => ({ ...d, names: [...d.names, 'after'] }));
    expect(performance.now() - started).toBeLessThan(2000);
    expect((await store.read()).value.names).toEqual(['before', 'after']);
    expect(fs.readdirSync(home)).toEqual(['names.json']);
  });

  it('waits for a living holder, then says who it is', async () => {
    const holder = run('holdLock');
    if (holder.stdout !== null) await once(holder.stdout, 'data');
    const error: unknown = await acquireLock(`${store.file}.lock`, 300).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'store_locked', retryable: true });
    expect(String(error)).toContain(`process ${holder.pid ?? '?'} on`);

    holder.kill('SIGKILL');
    await once(holder, 'exit');
    const lock = await acquireLock(`${store.file}.lock`, 300);
    await lock.release();
  });

  it('does not write under a lock that was taken away', async () => {
    await store.update((d) => ({ ...d, names: ['before'] }));
    const attempt = store.update((d) => {
      fs.writeFileSync(`${store.file}.lock`, '{"pid":1,"host":"elsewhere","started":null,"token":"theirs"}');
      return { ...d, names: ['ours'] };
    });
    await expect(attempt).rejects.toMatchObject({ code: 'store_locked' });
    expect((await store.read()).value.names).toEqual(['before']);
    expect(fs.readFileSync(`${store.file}.lock`, 'utf8')).toContain('theirs');
  });

  it('tells a holder from a later process with the same pid', async () => {
    const holder = { pid: process.pid, host: os.hostname(), started: '1', token: 'dead' };
    fs.writeFileSync(`${store.file}.lock`, JSON.stringify(holder));
    if (process.platform !== 'linux') fs.utimesSync(`${store.file}.lock`, 1, 1);
    const lock = await acquireLock(`${store.file}.lock`, 300);
    await lock.release();
  });
});
