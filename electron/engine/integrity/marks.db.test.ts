import { afterAll, beforeAll, expect, it } from 'vitest';
import { checkNames, type IntegrityProgress } from '@shared/domain/integrity.ts';
import { openAuditSource } from '../catalog/openAuditSource.ts';
import type { AuditSource } from '../db/session.ts';
import { createTestDatabase, describeOn } from '../testing/database.ts';
import { testedVersions } from '../testing/servers.ts';
import { integrityMarks } from './marks.ts';
import { checkIntegrity } from './run.ts';
import { tamper } from './testing/tamper.ts';
import { makeWorld, type World } from './testing/world.ts';

for (const version of testedVersions) {
  describeOn(version, 'integrity of a part', () => {
    let world: World;
    let source: AuditSource;
    beforeAll(async () => {
      world = await makeWorld(await createTestDatabase({ version }), true);
      await tamper(
        world,
        ['edit an image', 'delete a change', 'write as a replica', 'attach a change to an old transaction'],
        () => world.pass(3),
      );
      source = await openAuditSource(world.database.endpoint, world.database.password);
    });
    afterAll(() => source.session.close());

    const idsOf = async (where: string): Promise<readonly string[]> =>
      (
        await world.database.query(`SELECT id FROM audit_changes WHERE ${where} ORDER BY captured_at DESC`)
      ).map(({ id }) => id ?? '');

    it('marks exactly the changes of a list that have a finding', async () => {
      const whole = await checkIntegrity(source, { filters: {} });
      const ids = await idsOf('true');
      const marks = await integrityMarks(source, ids);
      const expected = whole.findings.flatMap(({ code, change_ids }) =>
        change_ids.map((id) => `${id} ${code}`),
      );
      expect(
        marks.flatMap(({ change_id, codes }) => codes.map((code) => `${change_id} ${code}`)).toSorted(),
      ).toEqual(expected.toSorted());
      expect(expected).toHaveLength(5);
      expect(await integrityMarks(source, [])).toEqual([]);
      expect(await integrityMarks(source, await idsOf(`table_name = 'pads'`))).toEqual([]);
      await expect(integrityMarks(source, ['x'])).rejects.toMatchObject({ code: 'invalid_uuid' });
    });

    it('asked by filters, finds what lies in them', async () => {
      const codesOf = async (filters: object): Promise<readonly string[]> =>
        (await checkIntegrity(source, { filters })).findings.map(({ code }) => code);
      expect(await codesOf({ table: ['pads'] })).toEqual([]);
      expect(await codesOf({ table: ['people'] })).toEqual([
        'written_later',
        'attached_to_foreign_transaction',
        'chain_break',
        'uncaptured_write',
      ]);
      expect(await codesOf({ pk: ['{"id": "902"}'] })).toEqual(['chain_break']);
      expect(await codesOf({ table: ['people'], to: '2026-05-01T00:05:00Z' })).toEqual([]);
    });

    it('says progress, is cancelled at once, and leaves the connection usable', async () => {
      const said: IntegrityProgress[] = [];
      const { checked } = await checkIntegrity(
        source,
        { filters: {} },
        { onProgress: (one) => said.push(one) },
      );
      expect(said[0]?.step).toBe('Reading the transaction-id clock');
      expect(said.at(-1)?.step).toBe('Done');
      expect([...new Set(said.map(({ check }) => check))]).toEqual(checkNames);
      const rowsOf = (name: string): unknown => said.findLast(({ check }) => check === name)?.rows;
      expect([rowsOf('clock'), rowsOf('chain'), rowsOf('live')]).toEqual([
        checked.changes,
        checked.changes,
        checked.rows,
      ]);
      const stop = new AbortController();
      const running = checkIntegrity(
        source,
        { filters: {} },
        { signal: stop.signal, onProgress: () => stop.abort() },
      );
      await expect(running).rejects.toMatchObject({ code: 'cancelled' });
      expect((await checkIntegrity(source, { filters: { table: ['pads'] } })).findings).toEqual([]);
    });

    it('does not guess where it may not read', async () => {
      await world.database.execute(`CREATE ROLE reader_${world.database.name} LOGIN PASSWORD 'p';
        GRANT SELECT ON audit_changes, audit_transactions, audit_actions TO reader_${world.database.name}`);
      const user = `reader_${world.database.name}`;
      const reader = await openAuditSource({ ...world.database.endpoint, user }, 'p');
      try {
        const { checks, findings } = await checkIntegrity(reader, { filters: { table: ['people'] } });
        expect(checks.find(({ check }) => check === 'live')).toMatchObject({
          state: 'cannot_tell',
          reason: 'not permitted: this role may not read the table',
        });
        expect(findings.map(({ code }) => code)).not.toContain('uncaptured_write');
      } finally {
        await reader.session.close();
        await world.database.execute(`DROP OWNED BY ${user}; DROP ROLE ${user}`);
      }
    });
  });
}
