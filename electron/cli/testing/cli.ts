import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { build, type InlineConfig } from 'vite';

const root = path.join(import.meta.dirname, '../../..');

export interface CliRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface StartedCli {
  readonly process: ChildProcess;
  readonly done: Promise<CliRun>;
}

export interface Cli {
  /** Runs to the end. The environment holds nothing of the caller's but PATH. */
  run(args: readonly string[], env?: Readonly<Record<string, string>>): Promise<CliRun>;
  start(args: readonly string[], env?: Readonly<Record<string, string>>): StartedCli;
  /** The same through bash, for pipes. */
  shell(command: string): Promise<CliRun>;
  /** A folder for the files of the test; also HOME of the runs. */
  readonly folder: string;
  /** The bundle, for what runs it in its own way. */
  readonly file: string;
  remove(): Promise<void>;
}

/** Builds the real command line into a place of its own, where the packages it leaves outside are found. */
export async function makeCli(): Promise<Cli> {
  const cache = await mkdtemp(path.join(root, 'node_modules/.cli-test-'));
  const folder = await mkdtemp(path.join(os.tmpdir(), 'threadline-cli-'));
  // By a name the linker does not see: what ships must not depend on how it is built, this test must.
  const recipe = path.join(root, 'build/bundleTargets.mjs');
  const { targets } = (await import(recipe)) as {
    readonly targets: { readonly cli: { readonly config: (options: { dev: boolean }) => InlineConfig } };
  };
  const config = targets.cli.config({ dev: false });
  await build({ ...config, build: { ...config.build, outDir: cache, emptyOutDir: false } });
  const file = path.join(cache, 'cli.js');
  const start = (args: readonly string[], env: Readonly<Record<string, string>> = {}): StartedCli => {
    const child = spawn(process.execPath, [file, ...args], {
      cwd: folder,
      env: { PATH: process.env['PATH'] ?? '', HOME: folder, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    return { process: child, done: finished(child) };
  };
  return {
    start,
    shell: (command) => {
      const env = { PATH: process.env['PATH'] ?? '', HOME: folder };
      return finished(
        spawn('bash', ['-c', command], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] }),
      );
    },
    run: (args, env) => start(args, env).done,
    folder,
    file,
    remove: async () => {
      await rm(cache, { recursive: true, force: true });
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function finished(child: ChildProcess): Promise<CliRun> {
  let stdout = '';
  let stderr = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}
