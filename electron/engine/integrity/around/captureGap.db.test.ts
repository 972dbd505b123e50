import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Note } from '@shared/domain/integrity.ts';
import { openAuditSource } from '../../catalog/openAuditSource.ts';
import type { AuditSource } from '../../db/session.ts';
import { createTestDatabase, describeOn } from '../../testing/database.ts';
import { testedVersions } from '../../testing/servers.ts';
import { checkIntegrity } from '../run.ts';
import { makeWorld, type World } from '../testing/world.ts';

/** Tables without sequences: PostgreSQL's own counts of writes beside the captured ones. */
for (const version of testedVersions) {
  describeOn(version, 'a gap of capture', () => {
    let world: World;
    let source: AuditSource;
    beforeAll(async () => {
      world = await makeWorld(await createTestDatabase({ version }), true);
      await counted('pads', 3);
      // Statistics begin after the first changes.
      await world.database.execute('SELECT pg_stat_reset()');
      source = await openAuditSource(world.database.endpoint, world.database.password);
    });
    afterAll(() => source.session.close());

    const gaps = async (filters: object = {}): Promise<readonly Note[]> =>
      (await checkIntegrity(source, { filters })).notes.filter(({ code }) => code === 'capture_gap');
    /** Counts reach the statistics when the session that wrote is idle for a moment. */
    const counted = async (table: string, writes: number): Promise<void> => {
      for (;;) {
        const [row] = await world.database.query(
          `SELECT n_tup_ins + n_tup_upd + n_tup_del >= ${writes} AS there FROM pg_stat_user_tables WHERE relname = '${table}'`,
        );
        if (row?.['there'] === 't') return;
        await new Promise((resolve) => setTimeout(resolve, 200));
      }
    };
    /** As now() is, for what has to come after the statistics began. */
    const live = (sql: string): Promise<void> =>
      world.database.execute(
        `BEGIN; SELECT set_config('story.now', clock_timestamp()::text, true); ${sql}; COMMIT`,
      );

    it('is none where every write was captured', async () => {
      await live(`INSERT INTO items VALUES (1, 'x', 1, 'w'), (1, 'y', 1, 'w'); UPDATE items SET v = 2`);
      await counted('items', 4);
      expect(await gaps()).toEqual([]);
    });

    it('is noted with both counts where writes were not, and is no finding by itself', async () => {
      await live(
        `SET LOCAL session_replication_role = replica; UPDATE items SET v = 3; UPDATE items SET v = 2`,
      );
      await counted('items', 8);
      const [gap, ...more] = await gaps();
      expect(more).toEqual([]);
      expect(gap).toMatchObject({ table_schema: 'public', table_name: 'items', count: 4 });
      expect(gap?.text).toMatch(
        /^PostgreSQL counted 8 writes to public\.items since \d{4}-.*Z, 4 changes were captured\. Weak:/,
      );
      expect(await gaps({ table: ['pads'] })).toEqual([]);
    });

    it('is not told where statistics begin anew', async () => {
      await world.database.execute('SELECT pg_stat_reset()');
      await expect.poll(() => gaps()).toEqual([]);
    });
  });
}
