import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Finding } from '@shared/domain/integrity.ts';
import { openAuditSource } from '../catalog/openAuditSource.ts';
import { createTestDatabase, describeOn } from '../testing/database.ts';
import { testedVersions, type TestedVersion } from '../testing/servers.ts';
import { checkIntegrity } from './run.ts';
import { lifeArbitrary, live } from './testing/life.ts';
import { tamper, tamperings, type Tampering } from './testing/tamper.ts';
import { makeWorld, type World } from './testing/world.ts';

/** `code table key`: what a tampering is known by. */
function named({ code, table_schema, table_name, table_pk, count }: Finding): string {
  const table = table_name === null ? '' : ` ${table_schema ?? ''}.${table_name}`;
  return `${code}${table}${table_pk === null ? '' : ` ${table_pk}`}${count === 1 ? '' : ` x${count}`}`;
}

async function findingsOf(world: World): Promise<readonly Finding[]> {
  const source = await openAuditSource(world.database.endpoint, world.database.password);
  try {
    return (await checkIntegrity(source, { filters: {} })).findings;
  } finally {
    await source.session.close();
  }
}

async function made(version: TestedVersion, priors: boolean, partitioned: boolean): Promise<World> {
  return makeWorld(await createTestDatabase({ version }), priors, partitioned);
}

for (const version of testedVersions) {
  describeOn(version, 'integrity of random histories', () => {
    it('an untouched history yields no finding', { timeout: 240_000 }, async () => {
      await fc.assert(
        fc.asyncProperty(lifeArbitrary, fc.boolean(), fc.boolean(), async (life, priors, partitioned) => {
          const world = await made(version, priors, partitioned);
          await live(world, life);
          await world.pass();
          expect(await findingsOf(world)).toEqual([]);
          await world.database.drop();
        }),
        { numRuns: 8 },
      );
    });

    it('every tampering is found as what it is, and nothing else', { timeout: 240_000 }, async () => {
      const some = fc.uniqueArray(fc.constantFrom<Tampering>(...tamperings), { minLength: 1, maxLength: 5 });
      await fc.assert(
        fc.asyncProperty(lifeArbitrary, some, fc.boolean(), async (life, chosen, partitioned) => {
          const world = await made(version, true, partitioned);
          const expected = await tamper(world, chosen, () => live(world, life));
          expect((await findingsOf(world)).map(named).toSorted()).toEqual(expected.toSorted());
          await world.database.drop();
        }),
        { numRuns: 10 },
      );
    });
  });
}
