import os from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { InvestigatorError } from '@shared/domain/errors.ts';
import { z } from 'zod';
import {
  breakClaim,
  claimAge,
  claimantSchema,
  createClaim,
  lives,
  readClaim,
  releaseClaim,
  thisProcess,
} from './claimFile.ts';

/** Who holds a lock; a home may lie on a disk that several machines share. */
const holderSchema = claimantSchema.extend({ host: z.string() });
type Holder = z.infer<typeof holderSchema>;

/** A store is held for milliseconds: a lock this old belongs to nobody, whatever its pid does now. */
const ABANDONED_AFTER_MS = 60_000;
const RETRY_MS = 20;

export interface FileLock {
  /** Throws `store_locked` when somebody took the lock away (this process slept too long). */
  readonly assertHeld: () => Promise<void>;
  readonly release: () => Promise<void>;
}

/**
 * Takes a lock file that other processes respect too. Waits for its holder, breaks the lock of one that died.
 * Error: `store_locked` after `timeoutMs`.
 */
export async function acquireLock(lockFile: string, timeoutMs = 5000): Promise<FileLock> {
  const mine: Holder = { ...(await thisProcess()), host: os.hostname() };
  const deadline = performance.now() + timeoutMs;
  while (!(await createClaim(lockFile, mine))) {
    if (await breakIfStale(lockFile)) continue;
    if (performance.now() > deadline) throw await locked(lockFile);
    await sleep(RETRY_MS + Math.random() * RETRY_MS);
  }
  return {
    assertHeld: async () => {
      if ((await readClaim(lockFile, holderSchema))?.token !== mine.token) throw await locked(lockFile);
    },
    release: () => releaseClaim(lockFile, mine),
  };
}

/** The holder checks before it writes, so a lock taken away too early spoils nothing. */
async function breakIfStale(lockFile: string): Promise<boolean> {
  const holder = await readClaim(lockFile, holderSchema);
  if (!(await isStale(lockFile, holder))) return false;
  await breakClaim(lockFile, holderSchema, holder);
  return true;
}

async function isStale(lockFile: string, holder: Holder | null): Promise<boolean> {
  const age = await claimAge(lockFile);
  if (age === null) return false;
  if (age > ABANDONED_AFTER_MS) return true;
  return holder?.host === os.hostname() && !(await lives(holder));
}

async function locked(lockFile: string): Promise<InvestigatorError> {
  const holder = await readClaim(lockFile, holderSchema);
  const by = holder === null ? '' : ` (process ${holder.pid} on ${holder.host})`;
  return new InvestigatorError('store_locked', `another process${by} holds ${lockFile}`, {
    hint: 'Try again. If no other Threadline Investigator is running, delete that lock file.',
    retryable: true,
  });
}
