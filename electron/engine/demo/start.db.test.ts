import { spawn } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { InvestigatorError } from '@shared/domain/errors.ts';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeDemo } from './making/make.ts';
import { demoVersion } from './record.ts';
import { resetDemo } from './reset.ts';
import { startDemo } from './start.ts';
import type { DemoDatabase, DemoOptions } from './start.ts';

/** A demo of one change: starting does not care how long the story is. */
let makings = 0;
const make: typeof makeDemo = async (client) => {
  makings += 1;
  await client.query(`CREATE ROLE investigator LOGIN;
    CREATE SCHEMA threadline;
    CREATE TABLE threadline.audit_changes (id int, captured_at timestamptz);
    INSERT INTO threadline.audit_changes VALUES (${makings}, now());
    GRANT USAGE ON SCHEMA threadline TO investigator;
    GRANT SELECT ON threadline.audit_changes TO investigator`);
};

let home = '';
let started: DemoDatabase[] = [];

beforeEach(() => {
  home = mkdtempSync(path.join(os.tmpdir(), 'investigator-start-'));
  // So that root's server account reaches it and the data are where they are asked to be.
  chmodSync(home, 0o755);
  mkdirSync(path.join(home, 'pg'), { mode: 0o755 });
  started = [];
  makings = 0;
});
afterEach(async () => {
  for (const demo of started) await demo.stop();
  await resetDemo(home);
  rmSync(home, { recursive: true, force: true });
});

async function start(options: Partial<DemoOptions> = {}): Promise<DemoDatabase> {
  const demo = await startDemo({ home, make, ...options });
  started.push(demo);
  return demo;
}

async function making(demo: DemoDatabase): Promise<number> {
  const client = new pg.Client({ connectionString: demo.url });
  await client.connect();
  try {
    const { rows } = await client.query<{ id: number }>('SELECT id FROM threadline.audit_changes');
    return rows[0]?.id ?? 0;
  } finally {
    await client.end();
  }
}

const file = (name: string): string => path.join(home, 'pg', name);
const failureOf = async (work: Promise<unknown>): Promise<InvestigatorError> =>
  work.then(
    () => Promise.reject(new Error('should have failed')),
    (error: unknown) => error as InvestigatorError,
  );

/** A process that lives until `end` is called. */
function other(): { readonly pid: number; readonly end: () => Promise<void> } {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return {
    pid: child.pid ?? 0,
    end: async () => {
      child.kill();
      await gone;
    },
  };
}

function ownedBy(pid: number, access: object | null): void {
  writeFileSync(file('demo.owner.json'), JSON.stringify({ pid, started: null, token: 'of-another', access }));
}

describe('startDemo', () => {
  test('makes a demo once and finds it again, with a new password each time, kept from other accounts', async () => {
    const first = await start();
    expect(await making(first)).toBe(1);
    expect(first.endpoint).toMatchObject({ host: '127.0.0.1', database: 'shop', user: 'investigator' });
    expect(statSync(file('demo.owner.json')).mode & 0o777).toBe(0o600);
    expect(readFileSync(file('demo.owner.json'), 'utf8')).toContain(first.password);
    await first.stop();
    await first.stop();
    expect(readdirSync(path.join(home, 'pg')).filter((name) => name.includes('owner'))).toEqual([]);
    const second = await start();
    expect(await making(second)).toBe(1);
    expect(second.password).not.toBe(first.password);
    expect(makings).toBe(1);
  });

  test('listens where it is told to', async () => {
    const first = await start();
    await first.stop();
    const { port } = first.endpoint;
    expect((await start({ port })).endpoint.port).toBe(port);
  });

  test('makes a demo that has grown old anew', async () => {
    await (await start()).stop();
    const dayOld = Date.now() - 24 * 60 * 60 * 1000 - 1000;
    writeFileSync(file('demo.json'), JSON.stringify({ version: demoVersion, made_at_ms: dayOld }));
    expect(await making(await start())).toBe(2);
  });

  test('makes anew what was half made: a making that was killed leaves no record', async () => {
    await (await start()).stop();
    rmSync(file('demo.json'));
    expect(await making(await start())).toBe(2);
  });

  test('makes anew what does not start any more', async () => {
    await (await start()).stop();
    rmSync(path.join(file('demo'), 'global'), { recursive: true });
    expect(await making(await start())).toBe(2);
  });

  test('two at once in one process share a server, which ends with the last of them', async () => {
    const [first, second] = await Promise.all([start(), start()]);
    expect(second.endpoint.port).toBe(first.endpoint.port);
    await first.stop();
    expect(await making(second)).toBe(1);
    await second.stop();
    await expect(making(second)).rejects.toThrow();
  });

  test('uses the server of another process, and does not stop it', async () => {
    const theirs = await start();
    const ours = mkdtempSync(path.join(os.tmpdir(), 'investigator-second-'));
    const process = other();
    try {
      const { host, port } = theirs.endpoint;
      await startDemo({ home: ours, make }).then((demo) => demo.stop());
      writeFileSync(
        path.join(ours, 'pg', 'demo.owner.json'),
        JSON.stringify({
          pid: process.pid,
          started: null,
          token: 't',
          access: { host, port, password: theirs.password },
        }),
      );
      const joined = await startDemo({ home: ours, make });
      expect(joined.endpoint.port).toBe(port);
      await joined.stop();
      expect(await making(theirs)).toBe(1);
      const refused = await failureOf(resetDemo(ours));
      expect(refused).toMatchObject({ code: 'demo_failed', retryable: true });
      expect(refused.message).toContain(String(process.pid));
    } finally {
      await process.end();
      await resetDemo(ours);
      rmSync(ours, { recursive: true, force: true });
    }
  });

  test('waits while another process makes it, saying so, and takes over when that one dies', async () => {
    await (await start()).stop();
    const process = other();
    ownedBy(process.pid, null);
    const steps: string[] = [];
    const waiting = start({
      onProgress: ({ step }) => {
        if (steps.push(step) === 2) void process.end();
      },
    });
    expect(await making(await waiting)).toBe(1);
    expect(steps[0]).toBe(`Waiting for process ${process.pid}, which is making the demo`);
  });

  test('does not wait for a process that is gone', async () => {
    await (await start()).stop();
    const process = other();
    await process.end();
    ownedBy(process.pid, { host: '127.0.0.1', port: 1, password: 'x' });
    expect(await making(await start())).toBe(1);
  });

  test('cancelled while the story is told, leaves nothing', async () => {
    const stop = new AbortController();
    const cancelled = await failureOf(
      start({
        make: makeDemo,
        signal: stop.signal,
        onProgress: ({ fraction }) => {
          if (fraction !== null && fraction > 0) stop.abort();
        },
      }),
    );
    expect(cancelled.code).toBe('cancelled');
    expect(readdirSync(path.join(home, 'pg'))).toEqual([]);
  }, 300_000);

  test('cancelled while it waits, stops waiting', async () => {
    await (await start()).stop();
    const process = other();
    ownedBy(process.pid, null);
    const cancelled = await failureOf(start({ signal: AbortSignal.timeout(700) }));
    expect(cancelled.code).toBe('cancelled');
    await process.end();
  });

  test('one caller cancels, the other one that joined still gets its demo', async () => {
    const stop = new AbortController();
    const first = failureOf(start({ signal: stop.signal }));
    const second = start();
    stop.abort();
    expect((await first).code).toBe('cancelled');
    expect(await making(await second)).toBeGreaterThan(0);
  });

  test('says why it could not be made, and leaves nothing', async () => {
    const failed = await failureOf(
      start({
        make: async (client) => {
          await client.query('SELECT 1/0');
        },
      }),
    );
    expect(failed).toMatchObject({ code: 'demo_failed', retryable: true });
    expect(failed.message).toContain('division by zero');
    expect(failed.hint).toContain('demo reset');
    expect(readdirSync(path.join(home, 'pg'))).toEqual([]);
  });
});

describe('resetDemo', () => {
  test('removes everything, and the next start makes it anew', async () => {
    await (await start()).stop();
    await resetDemo(home);
    expect(readdirSync(path.join(home, 'pg'))).toEqual([]);
    expect(await making(await start())).toBe(2);
  });

  test('refuses while this process runs the demo, and does nothing where there is none', async () => {
    await start();
    expect(await failureOf(resetDemo(home))).toMatchObject({ code: 'demo_failed', retryable: true });
    await resetDemo(path.join(home, 'elsewhere'));
    expect(existsSync(path.join(home, 'elsewhere'))).toBe(false);
  });
});
