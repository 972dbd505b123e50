import { randomBytes } from 'node:crypto';
import fs from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive } from '@engine/embedded/processes.ts';
import { writeAtomically } from '@engine/store/atomicFile.ts';
import { InvestigatorError } from '@shared/domain/errors.ts';
import { z } from 'zod';

/** How another process reaches the demo that its owner runs. */
const accessSchema = z.object({ host: z.string(), port: z.number().int(), password: z.string() });
export type DemoAccess = z.infer<typeof accessSchema>;

const ownerSchema = z.object({
  pid: z.number().int(),
  /** Tells the owner from a later process that was given the same id; null where the system does not say. */
  started: z.string().nullable(),
  token: z.string(),
  access: accessSchema.nullable(),
});
type Owner = z.infer<typeof ownerSchema>;

/** This process runs the demo until it lets go; everybody else may only use it. */
export interface Ownership {
  /** Lets other processes in. */
  publish(access: DemoAccess): Promise<void>;
  release(): Promise<void>;
}

export type Claim =
  | { readonly owned: true; readonly ownership: Ownership }
  | { readonly owned: false; readonly pid: number; readonly access: DemoAccess | null };

/** A file nobody can read and nobody finishes writing belongs to nobody. */
const unreadableForMs = 5000;

/**
 * Becomes the demo's owner, or answers who is: `access` is null while that one is still making it. Takes the
 * place of an owner that died.
 */
export async function claimDemo(file: string): Promise<Claim> {
  for (;;) {
    const mine: Owner = {
      pid: process.pid,
      started: await processStart(process.pid),
      token: randomBytes(9).toString('hex'),
      access: null,
    };
    if (await create(file, mine)) return { owned: true, ownership: ownershipOf(file, mine) };
    const owner = await readOwner(file);
    if (owner !== null && (await lives(owner))) return { owned: false, pid: owner.pid, access: owner.access };
    if (owner === null && !(await isAbandoned(file))) await sleep(50);
    else await breakClaim(file, owner);
  }
}

/** Whether the owner that gave this access still runs the demo. */
export async function isStillServed(file: string, access: DemoAccess): Promise<boolean> {
  const owner = await readOwner(file);
  return owner?.access?.password === access.password && (await lives(owner));
}

/** Errors: `demo_failed` (retryable) that names the owner. */
export function inUse(pid: number): InvestigatorError {
  return new InvestigatorError('demo_failed', `The demo is in use by process ${pid}.`, {
    hint: 'Close the other Threadline Investigator (or its demo), or set another THREADLINE_INVESTIGATOR_HOME.',
    retryable: true,
  });
}

function ownershipOf(file: string, mine: Owner): Ownership {
  return {
    publish: async (access) => {
      const owner: Owner = { ...mine, access };
      await writeAtomically(file, JSON.stringify(owner));
    },
    release: async () => {
      if ((await readOwner(file))?.token === mine.token) await fs.rm(file, { force: true });
    },
  };
}

/** The file appears whole or not at all: written aside, then linked, which fails when the name is taken. */
async function create(file: string, owner: Owner): Promise<boolean> {
  const aside = `${file}.${owner.token}`;
  await fs.writeFile(aside, JSON.stringify(owner), { mode: 0o600, flag: 'wx' });
  try {
    await fs.link(aside, file);
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    if (!hasCode(error, 'EPERM', 'ENOTSUP', 'ENOSYS')) throw error;
    return await createWithoutLinks(file, owner);
  } finally {
    await fs.rm(aside, { force: true });
  }
}

/** For file systems without hard links. */
async function createWithoutLinks(file: string, owner: Owner): Promise<boolean> {
  try {
    await fs.writeFile(file, JSON.stringify(owner), { mode: 0o600, flag: 'wx' });
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  }
}

/** Two that wait may both find the owner dead: if the slower one catches a new claim, it puts it back. */
async function breakClaim(file: string, dead: Owner | null): Promise<void> {
  const aside = `${file}.broken-${randomBytes(6).toString('hex')}`;
  try {
    await fs.rename(file, aside);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return;
    throw error;
  }
  const caught = await readOwner(aside);
  if (caught?.token !== dead?.token) await fs.link(aside, file).catch(() => undefined);
  await fs.rm(aside, { force: true });
}

async function lives(owner: Owner): Promise<boolean> {
  if (!isAlive(owner.pid)) return false;
  const started = await processStart(owner.pid);
  return owner.started === null || started === null || owner.started === started;
}

async function isAbandoned(file: string): Promise<boolean> {
  try {
    return Date.now() - (await fs.stat(file)).mtimeMs > unreadableForMs;
  } catch {
    return false;
  }
}

async function readOwner(file: string): Promise<Owner | null> {
  try {
    // eslint-disable-next-line no-restricted-syntax -- our own file, not evidence
    return ownerSchema.parse(JSON.parse(await fs.readFile(file, 'utf8')));
  } catch {
    return null;
  }
}

/** Linux tells when a process started: field 22 of its stat, counted from the end of the name in brackets. */
async function processStart(pid: number): Promise<string | null> {
  try {
    const stat = await fs.readFile(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}

function hasCode(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code));
}
