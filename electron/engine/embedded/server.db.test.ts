import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { build } from 'vite';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { InvestigatorError } from '@shared/domain/errors.ts';
import { serverAccount } from './account.ts';
import { packagedBinaries, reachableBinaries } from './binaries.ts';
import { notedPid } from './leftover.ts';
import { isAlive, waitUntilGone } from './processes.ts';
import { spawnOptions } from './program.ts';
import { removeEmbeddedData, startEmbeddedServer } from './server.ts';
import type { EmbeddedServer } from './server.ts';

const isRoot = process.getuid?.() === 0;
/** Initialising takes seconds on a busy machine, so most tests use one folder, one after another. */
const usedFolder = path.join(mkdtempSync(path.join(tmpdir(), 'embedded-')), 'data');
const folders: string[] = [];
const running: EmbeddedServer[] = [];

function newFolder(): string {
  const folder = path.join(mkdtempSync(path.join(tmpdir(), 'embedded-')), 'data');
  folders.push(folder);
  return folder;
}

async function start(options: Parameters<typeof startEmbeddedServer>[0]): Promise<EmbeddedServer> {
  const server = await startEmbeddedServer({ settings: { fsync: 'off' }, ...options });
  running.push(server);
  return server;
}

async function ask(url: string, text: string): Promise<unknown> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const result = await client.query({ text, rowMode: 'array' });
    return (result.rows[0] as unknown[] | undefined)?.[0];
  } finally {
    await client.end();
  }
}

/** A program that starts a server and waits to be killed, made as the application is: one CommonJS file. */
async function bundleOwner(): Promise<string> {
  const root = path.resolve(import.meta.dirname, '../../..');
  const outDir = path.join(root, 'node_modules/.cache/embedded-test');
  mkdirSync(outDir, { recursive: true });
  const entry = path.join(outDir, 'entry.ts');
  writeFileSync(
    entry,
    `import { startEmbeddedServer } from '@engine/embedded/server.ts';
     void startEmbeddedServer({ dataDir: process.argv[2] ?? '' }).then((s) => console.log(s.dataFolder));`,
  );
  await build({
    configFile: false,
    logLevel: 'error',
    resolve: {
      alias: { '@engine': path.join(root, 'electron/engine'), '@shared': path.join(root, 'shared') },
    },
    build: {
      ssr: entry,
      outDir,
      emptyOutDir: false,
      rolldownOptions: { output: { format: 'cjs', entryFileNames: 'owner.cjs' } },
    },
    ssr: { noExternal: true },
  });
  return path.join(outDir, 'owner.cjs');
}

afterEach(async () => {
  for (const server of running.splice(0)) await server.stop();
  for (const folder of folders.splice(0)) {
    await removeEmbeddedData(folder);
    rmSync(path.dirname(folder), { recursive: true, force: true });
  }
});

afterAll(async () => {
  await removeEmbeddedData(usedFolder);
  rmSync(path.dirname(usedFolder), { recursive: true, force: true });
});

describe('an embedded server', () => {
  it('starts with SCRAM on loopback only, keeps data and password over a restart, and stops', async () => {
    const dataDir = usedFolder;
    const first = await start({ dataDir });
    expect(await ask(first.url('postgres'), 'SHOW listen_addresses')).toBe('127.0.0.1');
    expect(await ask(first.url('postgres'), 'SHOW unix_socket_directories')).toBe('');
    expect(await ask(first.url('postgres'), 'SHOW server_encoding')).toBe('UTF8');
    expect(await ask(first.url('postgres'), 'SHOW lc_messages')).toBe('C');
    const hashes = "SELECT rolpassword LIKE 'SCRAM-SHA-256$%' FROM pg_authid WHERE rolname = 'postgres'";
    expect(await ask(first.url('postgres'), hashes)).toBe(true);
    const methods = "SELECT string_agg(DISTINCT auth_method, ',') FROM pg_hba_file_rules";
    expect(await ask(first.url('postgres'), methods)).toBe('scram-sha-256');
    await ask(first.url('postgres'), 'CREATE TABLE kept AS SELECT 1 AS n');
    await expect(ask(first.url('postgres').replace(first.password, 'wrong'), 'SELECT 1')).rejects.toThrow(
      'password authentication failed',
    );
    await first.stop();
    await first.stop();
    expect(notedPid(first.dataFolder)).toBeNull();

    const second = await start({ dataDir });
    expect(second.password).toBe(first.password);
    expect(await ask(second.url('postgres'), 'SELECT n FROM kept')).toBe(1);
    expect(statSync(`${dataDir}.password`).mode & 0o777).toBe(0o600);
  });

  it('makes a new password when the file was lost', async () => {
    const dataDir = usedFolder;
    const first = await start({ dataDir });
    await first.stop();
    rmSync(`${dataDir}.password`);
    const second = await start({ dataDir });
    expect(second.password).not.toBe(first.password);
    expect(await ask(second.url('postgres'), 'SELECT 1')).toBe(1);
  });

  it('refuses a folder that a living process uses, and says which', async () => {
    const dataDir = usedFolder;
    await start({ dataDir });
    const refusal = startEmbeddedServer({ dataDir });
    await expect(refusal).rejects.toMatchObject({ code: 'demo_failed', retryable: true });
    await expect(refusal).rejects.toThrow(`in use by process ${process.pid}`);
  });

  it('starts again over a stale note that names a living stranger', async () => {
    const dataDir = usedFolder;
    const first = await start({ dataDir });
    await first.stop();
    const stranger = spawn('sleep', ['60']);
    writeFileSync(
      path.join(first.dataFolder, 'postmaster.pid'),
      `${stranger.pid ?? 0}\n${first.dataFolder}\n`,
    );
    const second = await start({ dataDir });
    expect(await ask(second.url('postgres'), 'SELECT 1')).toBe(1);
    expect(stranger.exitCode).toBeNull();
    stranger.kill();
  });

  it('recovers when the server itself was killed', async () => {
    const dataDir = usedFolder;
    const first = await start({ dataDir, settings: { fsync: 'on' } });
    await ask(first.url('postgres'), 'CREATE TABLE survived AS SELECT 2 AS n');
    const pid = notedPid(first.dataFolder) ?? 0;
    process.kill(pid, 'SIGKILL');
    expect(await waitUntilGone(pid, 5_000)).toBe(true);
    const second = await start({ dataDir });
    expect(await ask(second.url('postgres'), 'SELECT n FROM survived')).toBe(2);
  });

  it('ends when the process that started it is killed; bundled into one CommonJS file', async () => {
    const dataDir = usedFolder;
    const script = await bundleOwner();
    const child = spawn(process.execPath, [script, dataDir], { stdio: ['ignore', 'pipe', 'inherit'] });
    const words = await new Promise<string>((resolve, reject) => {
      let text = '';
      child.once('exit', (code) => reject(new Error(`the owner ended with ${code ?? 'a signal'}`)));
      child.stdout.on('data', (chunk: Buffer) => {
        text += chunk.toString();
        if (text.endsWith('\n')) resolve(text.trim());
      });
    });
    const pid = notedPid(words) ?? 0;
    expect(isAlive(pid)).toBe(true);
    child.removeAllListeners('exit');
    child.kill('SIGKILL');
    expect(await waitUntilGone(pid, 10_000)).toBe(true);
  });

  it('stops an orphan of a killed run before it starts', async () => {
    const dataDir = usedFolder;
    const first = await start({ dataDir });
    await first.stop();
    // As if the watcher had been killed too: a server whose owner does not exist.
    const args = ['-D', first.dataFolder, '-p', String(first.port), '-c', 'listen_addresses=127.0.0.1'];
    args.push('-c', 'unix_socket_directories=', '-c', 'investigator.owner_pid=999999999');
    const account = serverAccount();
    // In a checkout under /root the server's account cannot execute the packaged programs where they lie.
    const { postgres } = reachableBinaries(packagedBinaries(), account);
    const orphan = spawn(postgres, args, { ...spawnOptions(account), stdio: ['ignore', 'ignore', 'pipe'] });
    await new Promise<void>((resolve, reject) => {
      orphan.once('error', reject);
      orphan.once('exit', (code) => reject(new Error(`the orphan ended with ${code ?? 'a signal'}`)));
      orphan.stderr.on('data', (text: Buffer) => {
        if (text.toString().includes('ready to accept')) resolve();
      });
    });
    const second = await start({ dataDir });
    expect(orphan.exitCode).toBe(0);
    expect(await ask(second.url('postgres'), 'SELECT 1')).toBe(1);
  });

  it('reports a start that fails in the words of the server', async () => {
    const dataDir = usedFolder;
    const failure: unknown = await startEmbeddedServer({
      dataDir,
      settings: { shared_buffers: 'much' },
    }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(InvestigatorError);
    expect(failure).toMatchObject({ code: 'demo_failed' });
    expect((failure as InvestigatorError).detail).toContain('invalid value for parameter "shared_buffers"');
  });

  it('starts over what a run left that was killed while initialising', async () => {
    const dataDir = newFolder();
    const first = await start({ dataDir });
    await first.stop();
    const unfinished = `${first.dataFolder}.init-999999999`;
    mkdirSync(unfinished);
    rmSync(first.dataFolder, { recursive: true });
    const second = await start({ dataDir });
    expect(await ask(second.url('postgres'), 'SELECT 1')).toBe(1);
    expect(existsSync(unfinished)).toBe(false);
  });
});

describe.runIf(isRoot)('started by root', () => {
  it('runs as an unprivileged account, on data beside a closed folder, and says where they went', async () => {
    const closed = mkdtempSync('/root/embedded-');
    folders.push(path.join(closed, 'data'));
    const log: string[] = [];
    const server = await start({ dataDir: path.join(closed, 'data'), onLog: (line) => log.push(line) });
    expect(server.dataFolder).toMatch(/^\/var\/tmp\/threadline-investigator\/data\/data-[0-9a-f]{12}$/);
    expect(log[0]).toContain(`data go to ${server.dataFolder}`);
    const pid = notedPid(server.dataFolder) ?? 0;
    expect(/^Uid:\s+0\b/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))).toBe(false);
  });

  it('copies programs that the account cannot reach to a folder only root may write', async () => {
    const closed = mkdtempSync('/root/embedded-');
    folders.push(path.join(closed, 'data'));
    execFileSync('cp', ['-a', packagedBinaries(), path.join(closed, 'native')]);
    const server = await start({ dataDir: path.join(closed, 'data'), binaries: path.join(closed, 'native') });
    const program =
      readFileSync(`/proc/${notedPid(server.dataFolder) ?? 0}/cmdline`, 'utf8').split('\0')[0] ?? '';
    expect(program).toMatch(
      /^\/var\/tmp\/threadline-investigator\/bin\/postgres-[0-9a-f]{12}\/bin\/postgres$/,
    );
    expect(statSync(program).uid).toBe(0);
    expect(statSync(program).mode & 0o022).toBe(0);
    await server.stop();
    rmSync(path.resolve(program, '../..'), { recursive: true });
  });
});
