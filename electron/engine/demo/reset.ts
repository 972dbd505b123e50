import { existsSync } from 'node:fs';
import { demoFailure } from './failure.ts';
import { claimDemo, inUse } from './owner.ts';
import { demoPlace } from './place.ts';
import { removeDemo } from './open.ts';
import { isRunningHere } from './start.ts';

/**
 * Removes the demo of a home folder with everything in it; the next start makes it anew. Does nothing when
 * there is none. Errors: `demo_failed` (retryable) while somebody uses it.
 */
export async function resetDemo(home: string): Promise<void> {
  const place = demoPlace(home);
  if (!existsSync(place.folder)) return;
  if (isRunningHere(place.folder)) throw inUse(process.pid);
  try {
    const claim = await claimDemo(place.owner);
    if (!claim.owned) throw inUse(claim.pid);
    try {
      await removeDemo(place);
    } finally {
      await claim.ownership.release();
    }
  } catch (error) {
    throw demoFailure(error, place.folder);
  }
}
