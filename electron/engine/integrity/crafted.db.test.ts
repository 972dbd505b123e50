import { afterAll, beforeAll, expect, it } from 'vitest';
import { openAuditSource } from '../catalog/openAuditSource.ts';
import type { AuditSource } from '../db/session.ts';
import { createTestDatabase, describeOn } from '../testing/database.ts';
import { testedVersions } from '../testing/servers.ts';
import { checkIntegrity } from './run.ts';
import { makeWorld, type World } from './testing/world.ts';

for (const version of testedVersions) {
  describeOn(version, 'integrity beside evidence made to break it', () => {
    let world: World;
    let source: AuditSource;
    beforeAll(async () => {
      world = await makeWorld(await createTestDatabase({ version }), true);
      await world.transaction(
        `INSERT INTO people (id, name) VALUES (1, '2026-13-45T99:99:99+00:00'), (2, 'x')`,
      );
      await world.transaction(`UPDATE people SET name = '2026-02-31T00:00:00+14:00' WHERE id = 1`);
      await world.pass(3);
      source = await openAuditSource(world.database.endpoint, world.database.password);
    });
    afterAll(() => source.session.close());

    it('is not stopped by text that looks like a time and is none', async () => {
      expect((await checkIntegrity(source, { filters: {} })).findings).toEqual([]);
    });

    it('is not stopped by keys and images that are no objects or fit no column', async () => {
      const forged = (pk: string, image: string, prior: string, op: string): string =>
        `INSERT INTO audit_changes (transaction_id, table_schema, table_name, table_pk, op, data_after, changed_fields, changed_from, captured_at)
         SELECT transaction_id, 'public', 'people', '${pk}', '${op}', '${image}', '{id,name}', '${prior}', captured_at + interval '1 second'
         FROM audit_changes WHERE table_name = 'people' ORDER BY captured_at LIMIT 1`;
      await world.behind(
        [
          forged('[1]', '7', '"x"', 'update'),
          forged('"text"', '[]', '[]', 'insert'),
          forged('{"id": "not a number"}', '{}', '{}', 'update'),
          forged('{"id": "2"}', '"image"', 'null', 'update'),
          forged('{"id": {"deep": 1}}', 'null', '3', 'delete'),
        ].join(';\n'),
      );
      await world.pass(3);
      const { findings } = await checkIntegrity(source, { filters: {} });
      expect(findings.filter(({ code }) => code === 'written_later')).toHaveLength(5);
      expect(findings.every(({ code }) => ['written_later', 'uncaptured_write'].includes(code))).toBe(true);
    });
  });
}
