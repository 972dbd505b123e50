import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

export interface CommandRun {
  readonly seconds: number;
  /** Highest resident memory in MB; null where the system does not tell. */
  readonly peakMb: number | null;
}

/** Runs a program to its end and measures it. Throws, with what it said, when it fails. */
export function measureCommand(
  file: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<CommandRun> {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    let said = '';
    let peakMb: number | null = null;
    const child = spawn(file, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'ignore', 'pipe'] });
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    const watch = setInterval(() => (peakMb = highWater(child.pid) ?? peakMb), 20);
    child.on('error', reject);
    child.on('close', (code) => {
      clearInterval(watch);
      if (code === 0) resolve({ seconds: (performance.now() - started) / 1000, peakMb });
      else reject(new Error(`${file} ended with ${code}: ${said}`));
    });
  });
}

/** Linux keeps the peak itself, so the last look before the end is as good as one at the end. */
function highWater(pid: number | undefined): number | null {
  try {
    const kb = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kb === undefined ? null : (Number(kb) * 1024) / 1e6;
  } catch {
    return null;
  }
}
