import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LinkLane } from './lane.ts';
import type { Link } from './link.ts';

/** As much of a link as a lane looks at. */
function fakeLink(): Link {
  return { usable: true, close: () => Promise.resolve() } as unknown as Link;
}

describe('a lane', () => {
  it('never has more links out than its size, and serves everybody who waits', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 3 }),
        fc.array(fc.record({ turns: fc.nat({ max: 5 }), breaks: fc.boolean(), fails: fc.boolean() }), {
          maxLength: 12,
        }),
        async (size, jobs) => {
          let out = 0;
          let most = 0;
          const failing = jobs.filter(({ fails }) => fails).map(() => true);
          const lane = new LinkLane(size, 60_000, async () => {
            await Promise.resolve();
            if (failing.pop() === true) throw new Error('refused');
            return fakeLink();
          });
          const outcomes = await Promise.all(
            jobs.map(async ({ turns, breaks }) => {
              try {
                const { link } = await lane.acquire(undefined);
                out += 1;
                most = Math.max(most, out);
                for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
                if (breaks) Object.assign(link, { usable: false });
                out -= 1;
                lane.release(link);
                return 'served';
              } catch {
                return 'refused';
              }
            }),
          );
          expect(outcomes).toHaveLength(jobs.length);
          expect(most).toBeLessThanOrEqual(size);
          await lane.close();
        },
      ),
    );
  });

  it('hands kept links out again and closes them with itself', async () => {
    let made = 0;
    const lane = new LinkLane(2, 60_000, () => {
      made += 1;
      return Promise.resolve(fakeLink());
    });
    const first = await lane.acquire(undefined);
    lane.release(first.link);
    expect(await lane.acquire(undefined)).toEqual({ link: first.link, kept: true });
    expect(made).toBe(1);
    await lane.close();
    await expect(lane.acquire(undefined)).rejects.toMatchObject({ code: 'connection_lost' });
  });

  it('lets those who wait go when it closes', async () => {
    const lane = new LinkLane(1, 60_000, () => Promise.resolve(fakeLink()));
    await lane.acquire(undefined);
    const waiting = lane.acquire(undefined);
    await lane.close();
    await expect(waiting).rejects.toMatchObject({ code: 'connection_lost' });
  });
});
