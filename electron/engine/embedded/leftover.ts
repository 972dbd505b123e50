import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { InvestigatorError } from '@shared/domain/errors.ts';
import type { Binaries } from './binaries.ts';
import { isAlive, provenServer } from './processes.ts';
import { ownerIn } from './launch.ts';
import { shutDown } from './shutDown.ts';

/** The process id PostgreSQL noted in its data folder, or null. */
export function notedPid(data: string): number | null {
  try {
    const pid = Number.parseInt(readFileSync(path.join(data, 'postmaster.pid'), 'utf8'), 10);
    return Number.isSafeInteger(pid) && pid > 0 ? pid : null;
  } catch {
    return null;
  }
}

/**
 * Clears what a killed run left in the data folder. A server is stopped only when it is proven to be the one
 * of this folder and the process that started it is gone; a note that names any other process is dropped.
 * Errors: `demo_failed` when a living process of ours uses the folder.
 */
export async function clearLeftover(binaries: Binaries, data: string): Promise<void> {
  const pid = notedPid(data);
  if (pid === null) return;
  const line = provenServer(pid, data);
  if (line !== null) {
    const owner = ownerIn(line);
    if (owner !== null && isAlive(owner)) {
      throw new InvestigatorError('demo_failed', `The database in ${data} is in use by process ${owner}.`, {
        hint: 'Close the other Threadline Investigator (or its demo), or use another home folder.',
        retryable: true,
      });
    }
    await shutDown(binaries, data, pid);
  }
  // PostgreSQL would refuse to start when the noted id meanwhile belongs to another program of its account.
  if (notedPid(data) === pid) rmSync(path.join(data, 'postmaster.pid'), { force: true });
}
