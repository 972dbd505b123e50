import { afterAll, beforeAll, expect, it } from 'vitest';
import { openAuditSource } from '../catalog/openAuditSource.ts';
import type { AuditSource } from '../db/session.ts';
import { createTestDatabase, describeOn } from '../testing/database.ts';
import { testedVersions } from '../testing/servers.ts';
import { transactionContext } from '../transactions/context.ts';
import { checkIntegrity } from './run.ts';
import { makeWorld, type World } from './testing/world.ts';

/** CONTRACT §12, trap 11: a trail restored into a cluster whose transaction counter has yet to reach its ids. */
for (const version of testedVersions) {
  describeOn(version, 'a transaction id that came up twice', () => {
    let world: World;
    let source: AuditSource;
    beforeAll(async () => {
      world = await makeWorld(await createTestDatabase({ version }), true);
      // Ids are of the whole cluster, which other tests use as well: so many that the next one is among them.
      await world.behind(
        `INSERT INTO audit_transactions (txid, occurred_at, actor_ref)
         SELECT txid_current() + n, '2020-01-01T00:00:00Z', '{"type": "user", "id": "old"}' FROM generate_series(1, 20000) n`,
      );
      await world.transaction(`INSERT INTO people (id, name) VALUES (1, 'x')`, { actor: 'user:new' });
      source = await openAuditSource(world.database.endpoint, world.database.password);
    });
    afterAll(() => source.session.close());

    it('is a finding of the change that was attached to the old transaction, whose actor it shows', async () => {
      const { findings } = await checkIntegrity(source, { filters: { table: ['people'] } });
      const [change] = await world.database.query(
        `SELECT id, transaction_id FROM audit_changes WHERE table_name = 'people'`,
      );
      expect(findings).toMatchObject([
        {
          code: 'txid_reuse',
          table_name: 'people',
          table_pk: '{"id": "1"}',
          change_ids: [change?.['id']],
          transaction_ids: [change?.['transaction_id']],
        },
      ]);
      expect(findings[0]?.seen).toContain('its transaction began at 2020-01-01T00:00:00.000000Z');
      const { transaction } = await transactionContext(source, change?.['transaction_id'] ?? '');
      expect(transaction.actor_ref).toBe('{"id": "old", "type": "user"}');
    });

    it('is none of a change in a transaction of its own', async () => {
      expect((await checkIntegrity(source, { filters: { table: ['pads'] } })).findings).toEqual([]);
    });
  });
}
