import { randomBytes } from 'node:crypto';
import fs from 'node:fs/promises';
import { isAlive } from '@engine/embedded/processes.ts';
import { z } from 'zod';

/**
 * Who claims something by a file that other processes respect. `started` tells a process from a later one that
 * was given the same pid, null where the system does not say; `token` one claim from the next.
 */
export const claimantSchema = z.object({
  pid: z.number().int(),
  started: z.string().nullable(),
  token: z.string(),
});
export type Claimant = z.infer<typeof claimantSchema>;

export async function thisProcess(): Promise<Claimant> {
  const token = `${process.pid}-${randomBytes(6).toString('hex')}`;
  return { pid: process.pid, started: await processStart(process.pid), token };
}

/** Whether the claimant, a process of this machine, still runs. */
export async function lives({ pid, started }: Claimant): Promise<boolean> {
  if (!isAlive(pid)) return false;
  const now = await processStart(pid);
  return started === null || now === null || started === now;
}

/**
 * Makes the claim unless there is one. The file appears whole or not at all: written aside, then linked, which
 * fails when the name is taken.
 */
export async function createClaim(file: string, claim: Claimant): Promise<boolean> {
  const aside = `${file}.${claim.token}`;
  await fs.writeFile(aside, JSON.stringify(claim), { mode: 0o600, flag: 'w' });
  try {
    await fs.link(aside, file);
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    if (!hasCode(error, 'EPERM', 'ENOTSUP', 'ENOSYS')) throw error;
    return await createWithoutLinks(file, claim);
  } finally {
    await fs.rm(aside, { force: true });
  }
}

/** The claim, null when there is none or none that can be read. */
export async function readClaim<T extends Claimant>(file: string, schema: z.ZodType<T>): Promise<T | null> {
  try {
    // eslint-disable-next-line no-restricted-syntax -- our own file, not evidence
    return schema.parse(JSON.parse(await fs.readFile(file, 'utf8')));
  } catch {
    return null;
  }
}

/**
 * Moves a dead claim away, as `schema` read it; null where it could not. Two that wait may both find it dead: renaming succeeds
 * for one of them, and if the other one's rename then catches a fresh claim, it is put back.
 */
export async function breakClaim<T extends Claimant>(
  file: string,
  schema: z.ZodType<T>,
  dead: T | null,
): Promise<void> {
  const aside = `${file}.broken-${randomBytes(6).toString('hex')}`;
  try {
    await fs.rename(file, aside);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return;
    throw error;
  }
  const caught = await readClaim(aside, schema);
  if (caught?.token !== dead?.token) await fs.link(aside, file).catch(() => undefined);
  await fs.rm(aside, { force: true });
}

/** Removes the claim if it is still this one. */
export async function releaseClaim(file: string, { token }: Claimant): Promise<void> {
  if ((await readClaim(file, claimantSchema))?.token === token) await fs.rm(file, { force: true });
}

/** Milliseconds since the claim was made; null when there is none. */
export async function claimAge(file: string): Promise<number | null> {
  try {
    return Date.now() - (await fs.stat(file)).mtimeMs;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null;
    throw error;
  }
}

/** For file systems without hard links. */
async function createWithoutLinks(file: string, claim: Claimant): Promise<boolean> {
  try {
    await fs.writeFile(file, JSON.stringify(claim), { mode: 0o600, flag: 'wx' });
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
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
