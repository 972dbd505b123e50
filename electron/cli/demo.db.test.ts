import { existsSync } from 'node:fs';
import { chmod } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { documents } from '@shared/cli/documents.ts';
import { makeCli, type Cli } from './testing/cli.ts';
import { expectFailure } from './testing/expectFailure.ts';

let cli: Cli;
let env: Readonly<Record<string, string>>;

beforeAll(async () => {
  cli = await makeCli();
  // So that root's server account reaches the data.
  await chmod(cli.folder, 0o755);
  env = { THREADLINE_INVESTIGATOR_HOME: path.join(cli.folder, 'home') };
});
afterAll(async () => {
  await cli.run(['demo', 'reset'], env);
  await cli.remove();
});

describe('the demo on the command line', () => {
  it('is served, joined by others, used by commands, and told when it ends', async () => {
    const server = await serving();
    const { port } = new URL(server.url);

    const guest = await serving();
    expect(guest.url).toBe(server.url);
    await guest.says(`process ${server.pid} serves it already`);
    const refused = await cli.run(['demo', 'serve', '--port', String(Number(port) - 1), '--json'], env);
    expectFailure(refused, 'usage', 2, { message: new RegExp(`on port ${port}`), json: true });

    const counted = await cli.run(['count', '--demo', '--json'], env);
    expect(counted).toMatchObject({ code: 0, stderr: '' });
    expect((JSON.parse(counted.stdout) as { count: number }).count).toBeGreaterThan(1000);

    const visitor = await serving();
    visitor.kill('SIGINT');
    expect((await visitor.done).stderr).toContain(`process ${server.pid} serves the demo on\n`);

    server.kill('SIGTERM');
    const served = await server.done;
    expect(served).toMatchObject({ code: 143, stdout: `${JSON.stringify({ url: server.url })}\n` });
    expect(served.stderr).toMatch(/\nthe demo has stopped\n$/);
    expect(served.stderr).not.toContain('error[');
    expectFailure(await guest.done, 'demo_failed', 7, { message: /has stopped its demo/ });
  }, 240_000);

  it('ends calmly at Ctrl-C', async () => {
    const server = await serving();
    server.kill('SIGINT');
    const { code, stderr } = await server.done;
    expect(code).toBe(130);
    expect(stderr).toMatch(/\nthe demo has stopped\n$/);
    expect(stderr).not.toContain('error[');
  }, 240_000);

  it('is started for one command and ended with it, its password never shown', async () => {
    const run = await cli.run(['timeline', '--demo', '--limit', '1', '--verbose'], env);
    expect(run.code).toBe(0);
    expect(run.stdout.split('\n')).toHaveLength(4);
    expect(run.stdout + run.stderr).not.toMatch(/postgres(?:ql)?:\/\//);
    expect(existsSync(path.join(cli.folder, 'home/pg/demo.owner.json'))).toBe(false);
  }, 120_000);
});

describe('the story of the demo', () => {
  it('begins with an order number, which leads to its order and only there', async () => {
    const { code, stdout } = await cli.run(['find', '4711', '--demo', '--json'], env);
    expect(code).toBe(0);
    const { hits, values } = documents.find.parse(JSON.parse(stdout));
    expect(values).toMatchObject({ complete: true });
    // Which id it has depends on the day the shop was made.
    const id = expect.stringMatching(/^\d+$/) as string;
    expect(hits.filter(({ where }) => where.column === 'order_no')).toMatchObject([
      { where: { table_name: 'orders', table_pk: { id }, rows: 1 }, capped: false },
    ]);
  }, 240_000);

  it('tells by its trigger that capture of members was switched, and nothing of the others', async () => {
    const { stdout } = await cli.run(['continuity', '--demo', '--json'], env);
    const { clock, tables } = documents.continuity.parse(JSON.parse(stdout));
    expect(clock.applies).toBe(true);
    const switched = tables.filter(({ t0 }) => t0.basis !== 'trigger');
    expect(switched.map(({ table_name }) => table_name)).toEqual(['members']);
    expect(switched[0]?.meaning).toContain('created anew or switched since, between ');
  }, 240_000);
});

interface Serving {
  readonly pid: number;
  readonly url: string;
  readonly done: ReturnType<Cli['run']>;
  kill(signal: 'SIGINT' | 'SIGTERM'): void;
  /** Waits until standard error holds it. */
  says(text: string): Promise<void>;
}

/** A `demo serve` that has printed its URL. */
async function serving(): Promise<Serving> {
  const { process, done } = cli.start(['demo', 'serve', '--json'], env);
  const heard = { out: '', err: '' };
  process.stdout?.on('data', (text: string) => (heard.out += text));
  process.stderr?.on('data', (text: string) => (heard.err += text));
  while (!heard.out.endsWith('\n')) {
    if (process.exitCode !== null) throw new Error(heard.err);
    await sleep(50);
  }
  const { url } = JSON.parse(heard.out) as { url: string };
  return {
    pid: process.pid ?? 0,
    url,
    done,
    kill: (signal) => void process.kill(signal),
    says: (text) => expect.poll(() => heard.err).toContain(text),
  };
}
