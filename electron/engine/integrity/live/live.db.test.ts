import { expect, it } from 'vitest';
import { openAuditSource } from '../../catalog/openAuditSource.ts';
import { createTestDatabase } from '../../testing/database.ts';
import { checkIntegrity } from '../run.ts';
import { makeWorld } from '../testing/world.ts';

it('compares whole rows, whatever a column is called', async () => {
  const world = await makeWorld(await createTestDatabase(), true);
  await world.database.execute('ALTER TABLE people ADD r int');
  await world.transaction(`INSERT INTO people (id, name, r) VALUES (1, 'a', 1), (2, 'b', 2)`);
  await world.pass(12);
  const source = await openAuditSource(world.database.endpoint, world.database.password);
  const ask = () => checkIntegrity(source, { filters: { table: ['people'] } });
  const before = await ask();
  await world.behind('SET LOCAL session_replication_role = replica; UPDATE people SET r = 3 WHERE id = 2');
  await world.pass(3);
  const after = await ask();
  await source.session.close();
  expect({ findings: before.findings, rows: before.checked.rows }).toEqual({ findings: [], rows: 2 });
  expect(after.findings).toMatchObject([
    {
      ...{ code: 'uncaptured_write', about: 'row', table_pk: '{"id": "2"}' },
      columns: [{ name: 'r', kind: 'live', before: '2', after: '3' }],
    },
  ]);
});
