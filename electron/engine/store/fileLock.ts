import { randomBytes } from 'node:crypto';
import fs from 'node:fs/promises';
import os from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { InvestigatorError } from '@shared/domain/errors.ts';
import { z } from 'zod';

/** Who holds a lock. `started` tells a process from a later one that was given the same pid. */
const holderSchema = z.object({
  pid: z.number().int(),
  host: z.string(),
  started: z.string().nullable(),
  token: z.string(),
});
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
  const mine = await describeThisProcess();
  const deadline = performance.now() + timeoutMs;
  while (!(await create(lockFile, mine))) {
    if (await breakIfStale(lockFile)) continue;
    if (performance.now() > deadline) throw await locked(lockFile);
    await sleep(RETRY_MS + Math.random() * RETRY_MS);
  }
  const isMine = async (): Promise<boolean> => (await readHolder(lockFile))?.token === mine.token;
  return {
    assertHeld: async () => {
      if (!(await isMine())) throw await locked(lockFile);
    },
    release: async () => {
      if (await isMine()) await fs.rm(lockFile, { force: true });
    },
  };
}

/** The lock appears whole or not at all: written aside, then linked, which fails when the name is taken. */
async function create(lockFile: string, holder: Holder): Promise<boolean> {
  const aside = `${lockFile}.${holder.token}`;
  await fs.writeFile(aside, JSON.stringify(holder), { mode: 0o600, flag: 'w' });
  try {
    await fs.link(aside, lockFile);
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    if (!hasCode(error, 'EPERM', 'ENOTSUP', 'ENOSYS')) throw error;
    return await createWithoutLinks(lockFile, holder);
  } finally {
    await fs.rm(aside, { force: true });
  }
}

/** For file systems without hard links. */
async function createWithoutLinks(lockFile: string, holder: Holder): Promise<boolean> {
  try {
    await fs.writeFile(lockFile, JSON.stringify(holder), { mode: 0o600, flag: 'wx' });
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  }
}

/**
 * Moves a dead holder's lock away. Two waiters may both find it dead: renaming succeeds for one of them, and
 * if the other one's rename then catches a fresh lock, it is put back. The holder checks before it writes.
 */
async function breakIfStale(lockFile: string): Promise<boolean> {
  const holder = await readHolder(lockFile);
  if (!(await isStale(lockFile, holder))) return false;
  const aside = `${lockFile}.broken-${randomBytes(6).toString('hex')}`;
  try {
    await fs.rename(lockFile, aside);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return true;
    throw error;
  }
  const caught = await readHolder(aside);
  if (caught?.token !== holder?.token) await fs.link(aside, lockFile).catch(() => undefined);
  await fs.rm(aside, { force: true });
  return true;
}

async function isStale(lockFile: string, holder: Holder | null): Promise<boolean> {
  const age = await ageOf(lockFile);
  if (age === null) return false;
  if (age > ABANDONED_AFTER_MS) return true;
  if (holder?.host !== os.hostname()) return false;
  if (!isAlive(holder.pid)) return true;
  const started = await startOf(holder.pid);
  return holder.started !== null && started !== null && started !== holder.started;
}

async function ageOf(file: string): Promise<number | null> {
  try {
    return Date.now() - (await fs.stat(file)).mtimeMs;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null;
    throw error;
  }
}

async function readHolder(file: string): Promise<Holder | null> {
  try {
    // eslint-disable-next-line no-restricted-syntax -- our own lock file, not evidence
    return holderSchema.parse(JSON.parse(await fs.readFile(file, 'utf8')));
  } catch {
    return null;
  }
}

async function describeThisProcess(): Promise<Holder> {
  const token = `${process.pid}-${randomBytes(6).toString('hex')}`;
  return { pid: process.pid, host: os.hostname(), started: await startOf(process.pid), token };
}

/** Linux tells when a process started (field 22 of its stat); elsewhere the lock's age has to do. */
async function startOf(pid: number): Promise<string | null> {
  try {
    const stat = await fs.readFile(`/proc/${pid}/stat`, 'utf8');
    // The second field, the name, may hold spaces and brackets: count from its end.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !hasCode(error, 'ESRCH');
  }
}

async function locked(lockFile: string): Promise<InvestigatorError> {
  const holder = await readHolder(lockFile);
  const by = holder === null ? '' : ` (process ${holder.pid} on ${holder.host})`;
  return new InvestigatorError('store_locked', `another process${by} holds ${lockFile}`, {
    hint: 'Try again. If no other Threadline Investigator is running, delete that lock file.',
    retryable: true,
  });
}

function hasCode(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code));
}
