import type { Binaries } from './binaries.ts';
import { waitUntilGone } from './processes.ts';
import { runProgram } from './program.ts';

interface Patience {
  readonly fastMs: number;
  readonly immediateMs: number;
}

const usual: Patience = { fastMs: 10_000, immediateMs: 5_000 };

/**
 * Stops the server: first as PostgreSQL's fast mode does (sessions end, data are written), then immediately
 * (the next start recovers), at last by force.
 */
export async function shutDown(
  binaries: Binaries,
  data: string,
  pid: number,
  patience: Patience = usual,
): Promise<void> {
  await ask(binaries, data, pid, 'fast');
  if (await waitUntilGone(pid, patience.fastMs)) return;
  await ask(binaries, data, pid, 'immediate');
  if (await waitUntilGone(pid, patience.immediateMs)) return;
  signal(pid, 'SIGKILL');
  await waitUntilGone(pid, patience.immediateMs);
}

async function ask(binaries: Binaries, data: string, pid: number, mode: 'fast' | 'immediate'): Promise<void> {
  if (process.platform !== 'win32') {
    signal(pid, mode === 'fast' ? 'SIGINT' : 'SIGQUIT');
    return;
  }
  // Windows has no signals: any would end the process without a word. pg_ctl speaks to its event object.
  const args = ['stop', '-D', data, '-m', mode, '-W'];
  await runProgram(binaries.pgCtl, args, null).catch(() => undefined);
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
