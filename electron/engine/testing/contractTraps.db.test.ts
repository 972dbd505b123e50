import { afterAll, expect, it } from 'vitest';
import type { AuditSource } from '../db/session.ts';
import { actorTransactions } from '../actors/transactions.ts';
import { actionContext } from '../correlations/action.ts';
import { readCoverage } from '../health/coverage.ts';
import { countChanges } from '../timeline/count.ts';
import { auditTablesSql, uuidOf } from './auditTables.ts';
import { closeMatrix, entriesOf, matrixDatabase, openSource } from './contractMatrix.ts';
import { createTestDatabase, describeOn } from './database.ts';
import { testedVersions } from './servers.ts';

/** CONTRACT §12, the traps that no test of one capability is about; docs/PARITY.md names the test of every trap. */

afterAll(closeMatrix);

for (const version of testedVersions) {
  describeOn(version, 'traps §12', () => {
    it('trap 12: an actor is listed by the first write of a transaction, the timeline by each write', async () => {
      const source = await trail(`
        ${transaction(1, '2026-06-01T00:00:00.000001Z')};
        ${change(1, '2026-06-01T00:00:00.000001Z')};
        ${change(2, '2026-06-01T00:10:00Z')}`);
      const later = { from: '2026-06-01T00:05:00Z' };
      expect(await ids(source, later)).toEqual([uuidOf(2)]);
      const listed = async (from: string | null, to: string | null) => {
        const ask = { actor: 'user:1', cursor: null, direction: 'older', limit: 9 } as const;
        return (await actorTransactions(source, { ...ask, from, to })).entries.length;
      };
      expect(await listed(later.from, null)).toBe(0);
      expect(await listed('2026-06-01T00:00:00.000001Z', '2026-06-01T00:00:00.000001Z')).toBe(1);
    });

    it('trap 22: a correlation stored with blanks, or over 256 bytes, is reached by its action alone', async () => {
      const long = 'ü'.repeat(129);
      const source = await trail(`
        INSERT INTO audit_actions (id, name, actor_ref, status, correlation_id) VALUES
          ('${uuidOf(1)}', 'a', '{"type": "user", "id": "1"}', 'ok', ' c '),
          ('${uuidOf(2)}', 'a', '{"type": "user", "id": "1"}', 'ok', '${long}');
        ${transaction(1, '2026-06-01T00:00:00Z', uuidOf(1))};
        ${change(1, '2026-06-01T00:00:00Z')}`);
      for (const id of ['c', ' c '])
        expect(await countChanges(source, { filters: { correlation_id: [id] }, cap: null })).toMatchObject({
          count: 0,
        });
      await expect(
        countChanges(source, { filters: { correlation_id: [long] }, cap: null }),
      ).rejects.toMatchObject({ code: 'invalid_filter' });
      expect(await ids(source, { action_name: ['a'] })).toEqual([uuidOf(1)]);
      const answer = await actionContext(source, { id: uuidOf(1), limit: 9 });
      expect(answer.changes?.map((one) => one.id)).toEqual([uuidOf(1)]);
    });

    it('trap 29: coverage takes _ in the name of a trigger for any character, the list of triggers does not', async () => {
      const { db, open } = await matrixDatabase(version, {
        storageSchema: 'threadline',
        era: 'current',
        tables: 'CREATE TABLE users (id int PRIMARY KEY); CREATE TABLE other (id int PRIMARY KEY)',
        capture: [{ table: 'users' }],
      });
      await db.execute(`CREATE FUNCTION nothing() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
        CREATE TRIGGER threadlinexauditxother AFTER INSERT ON other FOR EACH ROW EXECUTE FUNCTION nothing()`);
      const source = await open();
      const [schema] = (await readCoverage(source)).schemas.filter((one) => one.schema === 'public');
      expect(schema?.covered).toEqual(['other', 'users']);
      expect(source.capability.triggers.map(({ table_name }) => table_name)).toEqual(['users']);
    });
  });

  async function trail(sql: string): Promise<AuditSource> {
    const db = await createTestDatabase({ version });
    await db.execute(auditTablesSql());
    await db.execute(sql);
    return openSource(db);
  }
}

async function ids(source: AuditSource, filters: object): Promise<readonly string[]> {
  return (await entriesOf(source, filters)).map(({ audit_change }) => audit_change.id);
}

function transaction(n: number, at: string, actionId: string | null = null): string {
  return `INSERT INTO audit_transactions (id, txid, occurred_at, actor_ref, action_id) VALUES
    ('${uuidOf(n)}', ${n}, '${at}', '{"type": "user", "id": "1"}', ${actionId === null ? 'NULL' : `'${actionId}'`})`;
}

/** An insert of its own row, in the first transaction. */
function change(n: number, at: string): string {
  return `INSERT INTO audit_changes (id, transaction_id, table_schema, table_name, table_pk, op, data_after, captured_at)
    VALUES ('${uuidOf(n)}', '${uuidOf(1)}', 'public', 't', '{"id": "${n}"}', 'insert', '{"id": ${n}}', '${at}')`;
}
