import { afterAll, beforeAll, expect, it } from 'vitest';
import type { NoChange } from '@shared/domain/noChange.ts';
import { captureTriggerSql } from '../../capture/triggers.ts';
import { openAuditSource } from '../../catalog/openAuditSource.ts';
import type { AuditSource } from '../../db/session.ts';
import { createTestDatabase, describeOn } from '../../testing/database.ts';
import { testedVersions } from '../../testing/servers.ts';
import { makeWorld, type World } from '../testing/world.ts';
import { noChange } from './noChange.ts';

const TABLES = `
CREATE TABLE orders (id int PRIMARY KEY, person_id bigint REFERENCES people (id), v text);
CREATE TABLE logs (person_id bigint REFERENCES people (id), v text);`;

for (const version of testedVersions) {
  describeOn(version, 'the no-change statement of related rows', () => {
    let world: World;
    let source: AuditSource;
    const roles: string[] = [];
    beforeAll(async () => {
      const database = await createTestDatabase({ version });
      world = await makeWorld(database, true);
      await database.execute(TABLES);
      const tables = [{ table: 'orders' }];
      const options = { storageSchema: 'public', era: 'current', clock: 'story.clock()' } as const;
      await database.execute(captureTriggerSql({ ...options, tables }));
      await world.transaction(`INSERT INTO people (id, name) VALUES (1, 'a'), (2, 'b')`);
      await world.transaction(
        `INSERT INTO orders VALUES (10, 1, 'a'), (11, 1, 'a'), (12, 1, 'a'), (13, 2, 'a')`,
      );
      await world.pass(8);
      await world.transaction(`UPDATE orders SET v = 'b' WHERE id = 11`);
      await world.pass(3);
      source = await openAuditSource(database.endpoint, database.password);
    });
    afterAll(async () => {
      await source.session.close();
      for (const role of roles) await world.database.execute(`DROP OWNED BY ${role}; DROP ROLE ${role}`);
    });

    const ask = (id: number, minutes: readonly [string, string], from_source = source): Promise<NoChange> => {
      const at = (minute: string): string => `2026-05-01T00:${minute}:30Z`;
      const question = { table: 'public.people', pk: `{"id": "${id}"}`, related: true };
      return noChange(from_source, { ...question, from: at(minutes[0]), to: at(minutes[1]) });
    };
    const told = ({ related }: NoChange): readonly string[] =>
      (related ?? [])
        .map(({ row, outcome, refusals }) =>
          [row?.table_pk ?? '-', outcome, ...refusals.map(({ code }) => code)].join(' '),
        )
        .toSorted();
    const sourceOf = async (role: string, grants: string): Promise<AuditSource> => {
      const { database } = world;
      const user = `${role}_${database.name}`;
      roles.push(user);
      await database.execute(`CREATE ROLE ${user} LOGIN PASSWORD 'p'; GRANT SELECT ON ${grants} TO ${user}`);
      return openAuditSource({ ...database.endpoint, user }, 'p');
    };

    it('states it of each that was not changed, and not of the one that was', async () => {
      const quiet = await ask(1, ['07', '08']);
      expect(quiet).toMatchObject({ outcome: 'stated', related_truncated: false });
      expect(told(quiet)).toEqual(['{"id": "10"} stated', '{"id": "11"} stated', '{"id": "12"} stated']);
      expect(told(await ask(1, ['13', '15']))).toEqual([
        ...['{"id": "10"} stated', '{"id": "11"} changed', '{"id": "12"} stated'],
      ]);
    });

    it('refuses it of a related row that has a finding, and of no other', async () => {
      await world.behind(
        `SET LOCAL session_replication_role = replica; UPDATE orders SET v = 'unseen' WHERE id = 12`,
      );
      await world.pass(3);
      const answer = await ask(1, ['07', '08']);
      expect(answer).toMatchObject({ outcome: 'stated', refusals: [] });
      expect(told(answer)).toEqual([
        ...['{"id": "10"} stated', '{"id": "11"} stated', '{"id": "12"} refused contradicted'],
      ]);
    });

    it('refuses it of related rows without a key that capture could tell them by', async () => {
      await world.database.execute(`INSERT INTO logs VALUES (2, 'x')`);
      const answer = await ask(2, ['07', '08']);
      expect(told(answer)).toEqual(['- refused unresolved_keys', '{"id": "13"} stated']);
      expect(answer.related?.find(({ row }) => row === null)?.refusals[0]?.reason).toContain('public.logs');
      await world.database.execute('DELETE FROM logs');
    });

    it('refuses it of tables that the role may not read, instead of leaving them out', async () => {
      const reader = await sourceOf('noorders', 'audit_changes, audit_transactions, people');
      const answer = await ask(2, ['07', '08'], reader);
      expect(answer).toMatchObject({ outcome: 'stated', refusals: [] });
      expect(told(answer)).toEqual([
        '- refused live_unreadable',
        '- refused live_unreadable',
        '{"id": "13"} refused live_unreadable no_bracket',
      ]);
      const reasons = answer.related?.flatMap(({ refusals }) => refusals.map(({ reason }) => reason));
      expect(reasons).toContain('public.orders: this role may not read public.orders');
      await reader.session.close();
    });

    it('refuses it of a row in a table that the role may not read', async () => {
      const reader = await sourceOf('nopeople', 'audit_changes, audit_transactions');
      const answer = await ask(1, ['07', '08'], reader);
      expect(answer.outcome).toBe('refused');
      expect(answer.refusals).toContainEqual({
        ...{ code: 'live_unreadable', reason: 'not permitted: this role may not read the table' },
      });
      expect(answer.statement).toBeNull();
      await reader.session.close();
    });

    it('is not told at all by a trail that the role may not read', async () => {
      const reader = await sourceOf('notrail', 'audit_changes, people');
      await expect(ask(1, ['07', '08'], reader)).rejects.toMatchObject({ code: 'permission_denied' });
      await reader.session.close();
    });
  });
}
