import { afterAll, beforeAll, expect, it } from 'vitest';
import type { CaptureState, DatedTransaction, Integrity } from '@shared/domain/integrity.ts';
import { openAuditSource } from '../../catalog/openAuditSource.ts';
import type { AuditSource } from '../../db/session.ts';
import { createTestDatabase, describeOn } from '../../testing/database.ts';
import { testedVersions } from '../../testing/servers.ts';
import { checkIntegrity } from '../run.ts';
import { makeWorld, type World } from '../testing/world.ts';

for (const version of testedVersions) {
  describeOn(version, 'what rows of the catalogue date', () => {
    let world: World;
    let source: AuditSource;
    beforeAll(async () => {
      world = await makeWorld(await createTestDatabase({ version }), true);
      await world.transaction(
        `INSERT INTO items VALUES (1, 'x', 1, 'w'); INSERT INTO people (id) VALUES (1)`,
      );
      await world.pass(2);
      source = await openAuditSource(world.database.endpoint, world.database.password);
    });
    afterAll(() => source.session.close());

    const ask = (): Promise<Integrity> => checkIntegrity(source, { filters: {} });
    const stateOf = async (table: string): Promise<CaptureState | undefined> =>
      (await ask()).capture.find(({ table_name }) => table_name === table);
    /** A deed, with the audited transactions around it: what its date has to say. */
    const between = async (deed: string): Promise<Pick<DatedTransaction, 'after' | 'before'>> => {
      const after = await world.transaction(`UPDATE people SET n = n + 1`);
      // VACUUM takes no transaction around it.
      await (deed.startsWith('VACUUM') ? world.database.execute(deed) : world.behind(deed));
      const before = await world.transaction(`UPDATE people SET n = n + 1`);
      return { after, before };
    };

    it('installed before the first audited transaction: no later than that', async () => {
      const state = await stateOf('items');
      const first = { after: null, before: '2026-05-01T00:01:00.000000Z' };
      expect(state).toMatchObject({
        created: first,
        switched: first,
        function_changed: first,
        table_altered: first,
      });
    });

    it.each<[string, string, keyof CaptureState]>([
      ['the table was altered', 'ALTER TABLE items ADD more int', 'table_altered'],
      ['the table was truncated', 'TRUNCATE items', 'table_altered'],
      ['rights were granted', 'GRANT SELECT ON items TO PUBLIC', 'table_altered'],
      ['the trigger was disabled', 'ALTER TABLE items DISABLE TRIGGER threadline_audit_items', 'switched'],
      [
        'the function was replaced',
        `DO $$ BEGIN EXECUTE replace(pg_get_functiondef('public.threadline_capture_changes_items'::regproc), 'BEGIN', 'BEGIN '); END $$`,
        'function_changed',
      ],
    ])('%s', async (_, deed, dated) => {
      const before = await stateOf('items');
      const when = await between(deed);
      const after = await stateOf('items');
      expect(after?.[dated]).toMatchObject(when);
      for (const other of ['created', 'switched', 'function_changed', 'table_altered'] as const)
        if (other !== dated) expect([other, after?.[other]]).toEqual([other, before?.[other]]);
    });

    it.each(['VACUUM items', 'ANALYZE items', 'VACUUM FREEZE items'])('leaves no date: %s', async (deed) => {
      const before = await stateOf('items');
      await between(deed);
      expect(await stateOf('items')).toEqual(before);
    });

    it('a row that went by TRUNCATE has the date of its table', async () => {
      const { after, before } = await between('TRUNCATE items');
      const missing = (await ask()).findings.find(({ kind }) => kind === 'live_missing');
      expect(missing).toMatchObject({ table_name: 'items', table_pk: '{"a": "1", "b": "x"}', written: null });
      expect(missing?.seen).toContain('The table was last altered, truncated or granted on by transaction');
      expect(missing?.seen).toContain(`between ${after ?? ''} and ${before ?? ''}.`);
    });
  });
}
