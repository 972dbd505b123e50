import { afterAll, beforeAll, expect, it } from 'vitest';
import { openAuditSource } from '../catalog/openAuditSource.ts';
import type { AuditSource } from '../db/session.ts';
import { createTestDatabase, describeOn } from '../testing/database.ts';
import { testedVersions } from '../testing/servers.ts';
import { integrityMarks } from './marks.ts';
import { noChange } from './noChange/noChange.ts';
import { checkIntegrity } from './run.ts';
import { makeWorld, type World } from './testing/world.ts';

for (const version of testedVersions) {
  describeOn(version, 'integrity asked by a role from which row security hides changes', () => {
    let world: World;
    let reader: AuditSource;
    let owner: AuditSource;
    beforeAll(async () => {
      world = await makeWorld(await createTestDatabase({ version }), true);
      const { database } = world;
      for (let n = 0; n < 4; n += 1)
        await world.transaction(
          n === 0
            ? `INSERT INTO people (id, name) VALUES (1, 'a'), (2, 'b')`
            : `UPDATE people SET name = 'v${n}', n = ${n}`,
        );
      await world.pass(3);
      const user = `hidden_${database.name}`;
      // Every second version is hidden, and the newest of one row.
      await database.execute(`CREATE ROLE ${user} LOGIN PASSWORD 'p';
        GRANT SELECT ON ALL TABLES IN SCHEMA public TO ${user};
        ALTER TABLE audit_changes ENABLE ROW LEVEL SECURITY;
        CREATE POLICY hide ON audit_changes TO ${user} USING (data_after ->> 'name' IS DISTINCT FROM 'v2'
          AND NOT (table_pk = '{"id": "2"}' AND data_after ->> 'name' = 'v3'))`);
      owner = await openAuditSource(database.endpoint, database.password);
      reader = await openAuditSource({ ...database.endpoint, user }, 'p');
    });
    afterAll(async () => {
      await reader.session.close();
      await owner.session.close();
      const user = `hidden_${world.database.name}`;
      await world.database.execute(`DROP OWNED BY ${user}; DROP ROLE ${user}`);
    });

    it('takes what it may not see for nothing, and says that it cannot tell', async () => {
      expect((await checkIntegrity(owner, { filters: {} })).findings).toEqual([]);
      const { findings, checks, could_not_tell, notes } = await checkIntegrity(reader, { filters: {} });
      expect(findings).toEqual([]);
      expect(checks.filter(({ state }) => state === 'ran')).toEqual([]);
      expect(could_not_tell).toBeGreaterThanOrEqual(5);
      expect(new Set(checks.map(({ check }) => check))).toEqual(
        new Set(['clock', 'capture', 'chain', 'live', 'around']),
      );
      expect(checks[0]?.reason).toBe(
        'row security hides rows of audit_changes from this role, or may: nothing can be told of what it does not show',
      );
      expect(notes.map(({ code }) => code)).not.toContain('orphan_transactions');
      // The policy itself is seen.
      expect(notes.map(({ code }) => code)).toContain('foreign_trigger');
    });

    it('tells a switch of capture all the same', async () => {
      await world.behind('ALTER TABLE people DISABLE TRIGGER threadline_audit_people');
      await world.behind('ALTER TABLE people ENABLE TRIGGER threadline_audit_people');
      await world.pass(3);
      const { findings } = await checkIntegrity(reader, { filters: {} });
      expect(findings.map(({ code }) => code)).toEqual(['capture_switched']);
    });

    it('marks nothing by what is hidden', async () => {
      const ids = await world.database.query('SELECT id FROM audit_changes');
      expect(
        await integrityMarks(
          reader,
          ids.map(({ id }) => id ?? ''),
        ),
      ).toEqual([]);
    });

    it('refuses a statement of no change for that reason alone', async () => {
      const { outcome, refusals } = await noChange(reader, {
        ...{ table: 'public.people', pk: '{"id": "1"}', related: false },
        ...{ from: '2026-05-01T00:07:30Z', to: '2026-05-01T00:07:40Z' },
      });
      expect({ outcome, codes: refusals.map(({ code }) => code) }).toEqual({
        outcome: 'refused',
        codes: ['row_security'],
      });
    });
  });
}
