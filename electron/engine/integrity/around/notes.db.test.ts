import { Client } from 'pg';
import { expect, it } from 'vitest';
import type { Filters } from '@shared/domain/filters.ts';
import type { Integrity } from '@shared/domain/integrity.ts';
import { openAuditSource } from '../../catalog/openAuditSource.ts';
import { createTestDatabase, describeOn } from '../../testing/database.ts';
import { testedVersions } from '../../testing/servers.ts';
import { checkIntegrity } from '../run.ts';
import { makeWorld, type World } from '../testing/world.ts';

async function ask({ database }: World, filters: Filters = {}): Promise<Integrity> {
  const source = await openAuditSource(database.endpoint, database.password);
  try {
    return await checkIntegrity(source, { filters });
  } finally {
    await source.session.close();
  }
}
const told = ({ notes }: Integrity, wanted: string): readonly object[] =>
  notes
    .filter(({ code }) => code === wanted)
    .map(({ table_name, count, examples }) => ({ table_name, count, examples }));

for (const version of testedVersions) {
  describeOn(version, 'circumstances that are noted, and no findings', () => {
    const made = async (): Promise<World> => makeWorld(await createTestDatabase({ version }), true);

    it('late_commit: a transaction older than others that captured more than a minute after them', async () => {
      const world = await made();
      const late = new Client({ connectionString: world.database.url });
      await late.connect();
      await late.query('BEGIN; SELECT txid_current()');
      await world.pass(2);
      world.wait(10);
      await late.query(
        `SET LOCAL story.now = '2026-05-01T00:08:00Z'; INSERT INTO people (id) VALUES (1); COMMIT`,
      );
      await late.end();
      await world.pass(2);
      const answer = await ask(world);
      expect(answer.findings).toEqual([]);
      const [{ id } = {}] = await world.database.query(
        `SELECT transaction_id AS id FROM audit_changes WHERE table_name = 'people'`,
      );
      expect(told(answer, 'late_commit')).toEqual([
        { table_name: null, count: 1, examples: [`2026-05-01T00:08:00.000000Z ${id ?? ''}`] },
      ]);
      expect(
        told(await ask(world, { table: ['pads'], from: '2026-05-01T00:09:00Z' }), 'late_commit'),
      ).toEqual([]);
    });

    it('first_seen: actor, table and operation that were not together before the window', async () => {
      const world = await made();
      await world.transaction('INSERT INTO people (id) VALUES (1), (2)', { actor: 'user:1' });
      const from = await world.transaction('UPDATE people SET n = 1', { actor: 'user:1' });
      await world.transaction('INSERT INTO people (id) VALUES (3)', { actor: 'user:1' });
      await world.transaction('DELETE FROM people', { actor: 'user:9' });
      expect(told(await ask(world, { from }), 'first_seen')).toEqual([
        {
          table_name: null,
          count: 2,
          examples: ['user:9 delete public.people (3)', 'user:1 update public.people (2)'],
        },
      ]);
      expect(told(await ask(world), 'first_seen')).toEqual([]);
    });

    it('capture_off: a trigger that is disabled or gone', async () => {
      const world = await made();
      await world.transaction(
        `INSERT INTO people (id) VALUES (1); INSERT INTO items VALUES (1, 'x', 1, 'w')`,
      );
      await world.behind('ALTER TABLE people DISABLE TRIGGER threadline_audit_people');
      await world.behind('DROP TRIGGER threadline_audit_items ON items');
      await world.pass(2);
      const answer = await ask(world);
      expect(told(answer, 'capture_off')).toMatchObject([{ table_name: 'items' }, { table_name: 'people' }]);
      expect(answer.findings.map(({ code, table_name }) => [code, table_name])).toEqual([
        ['capture_switched', 'people'],
      ]);
    });

    it('table_rewritten: live rows written anew by DDL, as captured', async () => {
      const world = await made();
      await world.transaction('INSERT INTO people (id, amount) SELECT g, 1.5 FROM generate_series(1, 30) g');
      await world.pass(8);
      await world.behind('ALTER TABLE people ALTER amount TYPE numeric(20, 4)');
      await world.pass(2);
      const answer = await ask(world);
      expect(answer.findings).toEqual([]);
      expect(told(answer, 'table_rewritten')).toEqual([{ table_name: 'people', count: 30, examples: [] }]);
    });
  });
}
