import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Integrity } from '@shared/domain/integrity.ts';
import { captureInstallSql } from '../capture/install.ts';
import { captureTriggerSql } from '../capture/triggers.ts';
import { openAuditSource } from '../catalog/openAuditSource.ts';
import { createTestDatabase, describeOn } from '../testing/database.ts';
import { testedVersions } from '../testing/servers.ts';
import { noChange } from './noChange/noChange.ts';
import { checkIntegrity } from './run.ts';
import { makeWorld, type World } from './testing/world.ts';

/** CONTRACT §12, trap 48. */
for (const version of testedVersions) {
  describeOn(version, 'two installs in one database', () => {
    let world: World;
    beforeAll(async () => {
      world = await makeWorld(await createTestDatabase({ version }), true);
      const options = { storageSchema: 'other', era: 'current', clock: 'story.clock()' } as const;
      await world.database.execute(captureInstallSql(options));
      await world.database.execute('CREATE TABLE notes (id int PRIMARY KEY, v text)');
      // What is captured there cannot be laid beside the trail in public.
      await world.database.execute(captureTriggerSql({ ...options, tables: [{ table: 'notes' }] }));
      await world.transaction(`INSERT INTO people (id, name) VALUES (1, 'a'), (2, 'b')`);
      await world.transaction(`INSERT INTO notes VALUES (1, 'a'), (2, 'b')`);
      await world.transaction(`UPDATE notes SET v = 'c'`);
      await world.pass(3);
    });

    const ask = async (storage_schema: string): Promise<Integrity> => {
      const { endpoint, password } = world.database;
      const source = await openAuditSource({ ...endpoint, storage_schema }, password);
      try {
        return await checkIntegrity(source, { filters: {} });
      } finally {
        await source.session.close();
      }
    };
    const found = ({ findings }: Integrity): readonly string[] =>
      findings.map(({ code, table_name, table_pk }) =>
        `${code} ${table_name ?? ''} ${table_pk ?? ''}`.trim(),
      );
    const tables = ({ capture }: Integrity): readonly string[] => [
      ...new Set(capture.map(({ table_name }) => table_name)),
    ];

    it('are each asked alone: what only the other captures is no uncaptured write', async () => {
      const here = await ask('public');
      expect({ found: found(here), tables: tables(here) }).toEqual({
        found: [],
        tables: ['items', 'pads', 'parts', 'parts_high', 'parts_low', 'people'],
      });
      const there = await ask('other');
      expect({ found: found(there), tables: tables(there) }).toEqual({ found: [], tables: ['notes'] });
      expect(there.checked).toMatchObject({ changes: 4, rows: 2, tables: 1 });
    });

    it('tell of their own trail only', async () => {
      await world.behind(`UPDATE other.audit_changes SET data_after = '{"id": 2, "v": "x"}'
        WHERE table_pk = '{"id": "2"}' AND op = 'insert'`);
      await world.behind(
        'ALTER TABLE notes DISABLE TRIGGER threadline_audit_notes; UPDATE notes SET v = 9 WHERE id = 1; ALTER TABLE notes ENABLE TRIGGER threadline_audit_notes',
      );
      await world.pass(3);
      expect(found(await ask('public'))).toEqual([]);
      await world.transaction('UPDATE notes SET v = v || v WHERE id = 2');
      expect(found(await ask('other'))).toEqual([
        'written_later notes {"id": "2"}',
        'capture_switched notes',
        'uncaptured_write notes {"id": "1"}',
      ]);
    });

    it('make a statement of no change impossible', async () => {
      const { endpoint, password } = world.database;
      const source = await openAuditSource({ ...endpoint, storage_schema: 'public' }, password);
      const answer = await noChange(source, {
        ...{ table: 'public.people', pk: '{"id": "1"}', related: false },
        ...{ from: '2026-05-01T00:06:30Z', to: '2026-05-01T00:06:40Z' },
      });
      await source.session.close();
      expect(answer.refusals.map(({ code }) => code)).toEqual(['second_install']);
    });
    afterAll(() => world.database.drop());
  });
}
