import { expect, it } from 'vitest';
import { openAuditSource } from '../catalog/openAuditSource.ts';
import { createTestDatabase, describeOn } from '../testing/database.ts';
import { testedVersions } from '../testing/servers.ts';
import { checkIntegrity } from './run.ts';
import { makeWorld } from './testing/world.ts';

const unseen = (sql: string): string => `SET LOCAL session_replication_role = replica; ${sql}`;
const without = (id: number, condition: string): string =>
  `DELETE FROM audit_changes WHERE table_name = 'people' AND table_pk = '{"id": "${id}"}' AND ${condition}`;

for (const version of testedVersions) {
  describeOn(version, 'kinds of findings about a row', () => {
    it('are each told as what was seen', async () => {
      const world = await makeWorld(await createTestDatabase({ version }), true);
      await world.transaction('INSERT INTO people (id) SELECT g FROM generate_series(1, 7) g');
      await world.transaction('DELETE FROM people WHERE id IN (2, 5, 6, 7)');
      await world.transaction('INSERT INTO people (id) VALUES (5), (6)');
      await world.transaction('UPDATE people SET n = n + 1');
      world.wait(75);
      await world.pass(12);
      for (const deed of [
        unseen(`UPDATE people SET name = 'x' WHERE id = 1`),
        unseen('INSERT INTO people (id) VALUES (2)'),
        unseen('DELETE FROM people WHERE id = 3'),
        unseen(`UPDATE people SET digest = 'x' WHERE id = 4`),
        // The captured delete, and the insert that followed it.
        without(5, `op = 'delete'`),
        without(
          6,
          `op = 'insert' AND captured_at > (SELECT min(captured_at) + interval '1 minute' FROM audit_changes WHERE table_name = 'people')`,
        ),
        unseen('INSERT INTO people (id) VALUES (8)'),
      ]) {
        await world.behind(deed);
        await world.pass(3);
      }
      const source = await openAuditSource(world.database.endpoint, world.database.password);
      const { findings } = await checkIntegrity(source, { filters: {} });
      await source.session.close();
      expect(
        findings.map(({ code, kind, table_pk }) => `${table_pk ?? ''} ${code} ${kind}`).toSorted(),
      ).toEqual([
        '{"id": "1"} uncaptured_write live_differs',
        '{"id": "2"} uncaptured_write live_after_delete',
        '{"id": "3"} uncaptured_write live_missing',
        '{"id": "4"} uncaptured_write live_rewritten',
        '{"id": "5"} chain_break insert_over_life',
        '{"id": "6"} chain_break write_after_delete',
        '{"id": "8"} uncaptured_write live_never_captured',
      ]);
    });
  });
}
