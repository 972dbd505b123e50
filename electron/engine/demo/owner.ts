import { setTimeout as sleep } from 'node:timers/promises';
import { writeAtomically } from '@engine/store/atomicFile.ts';
import {
  breakClaim,
  claimAge,
  claimantSchema,
  createClaim,
  lives,
  readClaim,
  releaseClaim,
  thisProcess,
} from '@engine/store/claimFile.ts';
import { InvestigatorError } from '@shared/domain/errors.ts';
import { z } from 'zod';

/** How another process reaches the demo that its owner runs. */
const accessSchema = z.object({ host: z.string(), port: z.number().int(), password: z.string() });
export type DemoAccess = z.infer<typeof accessSchema>;

const ownerSchema = claimantSchema.extend({ access: accessSchema.nullable() });
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
    const mine: Owner = { ...(await thisProcess()), access: null };
    if (await createClaim(file, mine)) return { owned: true, ownership: ownershipOf(file, mine) };
    const owner = await readClaim(file, ownerSchema);
    if (owner !== null && (await lives(owner))) return { owned: false, pid: owner.pid, access: owner.access };
    const isBeingWritten = owner === null && ((await claimAge(file)) ?? 0) <= unreadableForMs;
    if (isBeingWritten) await sleep(50);
    else await breakClaim(file, ownerSchema, owner);
  }
}

/** Whether the owner that gave this access still runs the demo. */
export async function isStillServed(file: string, access: DemoAccess): Promise<boolean> {
  const owner = await readClaim(file, ownerSchema);
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
    release: () => releaseClaim(file, mine),
  };
}
