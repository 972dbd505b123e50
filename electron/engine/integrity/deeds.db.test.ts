import fc from 'fast-check';
import { expect, it } from 'vitest';
import { openAuditSource } from '../catalog/openAuditSource.ts';
import { createTestDatabase, describeOn } from '../testing/database.ts';
import { testedVersions } from '../testing/servers.ts';
import { checkIntegrity } from './run.ts';
import { liveTargets, tamperTargets, targetArbitrary } from './testing/deeds.ts';
import { lifeArbitrary, live } from './testing/life.ts';
import { makeWorld, type World } from './testing/world.ts';

/** Parts of the trail that databases of 0.1 and 0.2 may lack, gone before the question is asked. */
const PARTS = {
  changed_from: 'ALTER TABLE audit_changes DROP COLUMN changed_from',
  actor: 'ALTER TABLE audit_transactions DROP COLUMN actor_ref',
  action: 'ALTER TABLE audit_transactions DROP COLUMN action_id',
  actions: 'DROP TABLE audit_actions CASCADE',
} as const;
type Part = keyof typeof PARTS;

async function found({ database }: World): Promise<readonly string[]> {
  const source = await openAuditSource(database.endpoint, database.password);
  try {
    const { findings } = await checkIntegrity(source, { filters: {} });
    return findings
      .map(({ code, table_schema, table_name, table_pk }) =>
        [code, `${table_schema ?? ''}.${table_name ?? ''}`, table_pk]
          .filter((part) => part !== null)
          .join(' '),
      )
      .toSorted();
  } finally {
    await source.session.close();
  }
}

for (const version of testedVersions) {
  describeOn(version, 'forged, edited, deleted, back-dated and disabled in any combination', () => {
    const some = fc.array(targetArbitrary, { minLength: 1, maxLength: 4 });
    const life = lifeArbitrary.map((steps) => steps.slice(0, 20));

    it('is found exactly, on plain and composite keys', { timeout: 120_000 }, async () => {
      await fc.assert(
        fc.asyncProperty(
          life,
          some,
          fc.boolean(),
          fc.boolean(),
          async (steps, targets, priors, partitioned) => {
            const world = await makeWorld(await createTestDatabase({ version }), priors, partitioned);
            await liveTargets(world, targets);
            await live(world, steps);
            world.wait(75);
            await world.pass(12);
            const expected = await tamperTargets(world, targets, { priors, keyed: true });
            expect(await found(world)).toEqual(expected.toSorted());
            await world.database.drop();
          },
        ),
        { numRuns: 8 },
      );
    });

    it(
      'is found as far as a database of 0.2 tells, whatever parts it lacks',
      { timeout: 120_000 },
      async () => {
        const parts = fc.subarray<Part>(['changed_from', 'actor', 'action', 'actions']);
        await fc.assert(
          fc.asyncProperty(life, some, parts, async (steps, targets, missing) => {
            const world = await makeWorld(await createTestDatabase({ version }), true, false, 'baseline');
            await liveTargets(world, targets);
            await live(world, steps);
            world.wait(75);
            await world.pass(12);
            const priors = !missing.includes('changed_from');
            const expected = await tamperTargets(world, targets, { priors, keyed: false });
            for (const part of missing) await world.database.execute(PARTS[part]);
            expect(await found(world)).toEqual(expected.toSorted());
            await world.database.drop();
          }),
          { numRuns: 6 },
        );
      },
    );
  });
}
