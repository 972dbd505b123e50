import { expect, it } from 'vitest';
import { openAuditSource } from '../catalog/openAuditSource.ts';
import { createTestDatabase, describeOn } from '../testing/database.ts';
import { testedVersions } from '../testing/servers.ts';
import { checkIntegrity } from './run.ts';
import { makeWorld } from './testing/world.ts';

for (const version of testedVersions) {
  describeOn(version, 'capture settings that changed', () => {
    it.each([
      ['a column is named from now on', { except_columns: [] }],
      ['another column is masked', { mask: ['phone', 'name'], mask_placeholder: '***' }],
      ['nothing is hidden any more', { mask: [], exclude: [] }],
      ['another column is excluded', { exclude: ['digest', 'name'] }],
    ])('are one finding, and no break of any row: %s', async (_, settings) => {
      const world = await makeWorld(await createTestDatabase({ version }), true);
      const live = async (): Promise<void> => {
        for (let i = 0; i < 4; i += 1)
          await world.transaction(
            `UPDATE people SET n = n + 1, name = 'n' || n, seen = 's' || n, phone = 'f' || n, digest = 'd' || n`,
          );
      };
      await world.transaction(
        `INSERT INTO people (id, name, phone, digest, seen) VALUES (1, 'a', 'f', 'd', 's')`,
      );
      await live();
      await world.transaction(`UPDATE people SET seen = 'silent'`);
      await world.capturePeople(settings);
      await world.pass(2);
      await live();
      const source = await openAuditSource(world.database.endpoint, world.database.password);
      const { findings } = await checkIntegrity(source, { filters: {} });
      await source.session.close();
      expect(new Set(findings.map(({ code }) => code))).toEqual(new Set(['capture_switched']));
    });
  });
}
