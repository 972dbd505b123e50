import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, describeOn } from '@engine/testing/database.ts';
import type { TestDatabase } from '@engine/testing/database.ts';
import { testedVersions } from '@engine/testing/servers.ts';
import { captureInstallSql } from './install.ts';
import type { CaptureEra, TableCapture } from './policy.ts';
import { captureTriggerSql } from './triggers.ts';

/**
 * Every statement of docs/CONTRACT.md that is marked "(checked)" and concerns capture, checked again on the
 * generated SQL: both eras, the oldest and the newest server.
 */
const eras: readonly CaptureEra[] = ['baseline', 'current'];

const captured: readonly TableCapture[] = [
  { table: 'plain' },
  { table: 'kept', store_changed_from: true },
  {
    table: 'members',
    exclude: ['digest'],
    mask: ['ssn'],
    except_columns: ['seen_at'],
    store_changed_from: true,
  },
  { table: 'vast' },
];

const tables = `
  CREATE TABLE plain (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), a text, b int);
  CREATE TABLE kept (id bigint PRIMARY KEY, a text, b int);
  CREATE TABLE members (id bigint PRIMARY KEY, email text, ssn text, digest text, seen_at date);
  CREATE TABLE vast (id bigint, at date, v text, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
  CREATE TABLE vast_2026 PARTITION OF vast FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
  CREATE TABLE vast_2027 PARTITION OF vast FOR VALUES FROM ('2027-01-01') TO ('2028-01-01');
`;

for (const version of testedVersions) {
  describe.each(eras)('capture, %s era', (era) => {
    describeOn(version, era, () => {
      let db: TestDatabase;

      const changes = (columns: string) =>
        db.query(`SELECT ${columns} FROM audit_changes ORDER BY captured_at, op`);

      beforeAll(async () => {
        db = await createTestDatabase({ version });
        await db.execute(tables);
        await db.execute(captureInstallSql({ storageSchema: 'public', era }));
        await db.execute(captureTriggerSql({ storageSchema: 'public', era, tables: captured }));
      });

      beforeEach(async () => {
        await db.execute(
          'TRUNCATE plain, kept, members, vast; DELETE FROM audit_changes; DELETE FROM audit_transactions',
        );
      });

      it('§2.3 records an insert, an update and a delete of the global function', async () => {
        await db.execute(`INSERT INTO plain VALUES ('00000000-0000-4000-8000-0000000000AB', 'x', 1)`);
        await db.execute(`UPDATE plain SET b = 2, a = 'y'`);
        await db.execute('DELETE FROM plain');
        const id = '00000000-0000-4000-8000-0000000000ab';
        const common = { table_schema: 'public', table_name: 'plain', table_pk: `{"id": "${id}"}` };
        expect(
          await changes(
            'table_schema, table_name, table_pk, op, data_after, changed_fields::text, changed_from',
          ),
        ).toEqual([
          {
            ...common,
            op: 'insert',
            data_after: `{"a": "x", "b": 1, "id": "${id}"}`,
            changed_fields: null,
            changed_from: null,
          },
          {
            ...common,
            op: 'update',
            data_after: `{"a": "y", "b": 2, "id": "${id}"}`,
            changed_fields: '{a,b}',
            changed_from: null,
          },
          { ...common, op: 'delete', data_after: null, changed_fields: null, changed_from: null },
        ]);
      });

      it('§2.1 (checked): TRUNCATE is not captured; COPY counts as insert', async () => {
        await db.execute(`INSERT INTO kept VALUES (1)`);
        await db.execute('TRUNCATE kept');
        await db.execute(`COPY kept (id) FROM PROGRAM 'echo 7'`);
        expect(await changes('op, table_pk')).toEqual([
          { op: 'insert', table_pk: '{"id": "1"}' },
          { op: 'insert', table_pk: '{"id": "7"}' },
        ]);
      });

      it('§2.1: writes under session_replication_role = replica are not captured', async () => {
        await db.execute(
          `BEGIN; SET LOCAL session_replication_role = replica; INSERT INTO kept VALUES (1); COMMIT`,
        );
        expect(await changes('op')).toEqual([]);
      });

      it('§2.1 (checked): partitions get clones of the trigger under the same name, with a parent (on 14 marked internal, later not)', async () => {
        const rows = await db.query(
          `SELECT c.relname AS table, t.tgname AS name, t.tgparentid <> 0 AS clone, t.tgisinternal AS internal
           FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid WHERE c.relname LIKE 'vast%' ORDER BY 1`,
        );
        const name = 'threadline_audit_vast';
        const internal = version === 14 ? 't' : 'f';
        expect(rows).toEqual([
          { table: 'vast', name, clone: 'f', internal: 'f' },
          { table: 'vast_2026', name, clone: 't', internal },
          { table: 'vast_2027', name, clone: 't', internal },
        ]);
      });

      it("§2.1 (checked), trap 27 (checked): table_name is the leaf's; the parent's name finds nothing", async () => {
        await db.execute(`INSERT INTO vast VALUES (1, '2026-06-01', 'a'), (1, '2027-06-01', 'b')`);
        expect(await changes('table_name')).toEqual([
          { table_name: 'vast_2026' },
          { table_name: 'vast_2027' },
        ]);
        expect(await db.query(`SELECT FROM audit_changes WHERE table_name = 'vast'`)).toEqual([]);
      });

      it('a row that moves to another partition is a delete there and an insert here', async () => {
        await db.execute(`INSERT INTO vast VALUES (1, '2026-06-01', 'a')`);
        await db.execute(`UPDATE vast SET at = '2027-06-01'`);
        expect((await changes('table_name, op')).slice(1)).toEqual(
          expect.arrayContaining([
            { table_name: 'vast_2026', op: 'delete' },
            { table_name: 'vast_2027', op: 'insert' },
          ]),
        );
      });

      it('§2.3 (checked), trap 14 (checked): an update that changes nothing is stored, changed_fields and prior values NULL', async () => {
        await db.execute(`INSERT INTO kept VALUES (1, 'x', 1)`);
        await db.execute(`UPDATE kept SET a = a`);
        expect((await changes('op, data_after, changed_fields, changed_from'))[1]).toEqual({
          op: 'update',
          data_after: '{"a": "x", "b": 1, "id": 1}',
          changed_fields: null,
          changed_from: null,
        });
      });

      it('§2.3 (checked), trap 15 (checked): updates of only excluded or except columns look like no-ops', async () => {
        await db.execute(`INSERT INTO members VALUES (1, 'e', 's', 'd', '2026-01-01')`);
        await db.execute(`UPDATE members SET digest = 'd2', seen_at = '2026-02-02'`);
        expect((await changes('op, data_after, changed_fields, changed_from'))[1]).toEqual({
          op: 'update',
          data_after: '{"id": 1, "ssn": "[REDACTED]", "email": "e", "seen_at": "2026-02-02"}',
          changed_fields: null,
          changed_from: null,
        });
      });

      it('§2.3 (checked), trap 16: a masked column is named when its hidden value changed, both values the placeholder', async () => {
        await db.execute(`INSERT INTO members VALUES (1, 'e', 's', 'd', '2026-01-01')`);
        await db.execute(`UPDATE members SET ssn = 't', email = 'f', digest = 'x', seen_at = '2026-02-02'`);
        expect((await changes('data_after, changed_fields::text, changed_from'))[1]).toEqual({
          data_after: '{"id": 1, "ssn": "[REDACTED]", "email": "f", "seen_at": "2026-02-02"}',
          changed_fields: '{email,ssn}',
          changed_from: '{"ssn": "[REDACTED]", "email": "e"}',
        });
      });

      it('§2.3: prior values hold exactly the changed fields, NULL among them', async () => {
        await db.execute(`INSERT INTO kept VALUES (1, NULL, 5)`);
        await db.execute(`UPDATE kept SET a = 'x', b = NULL`);
        expect((await changes('changed_fields::text, changed_from'))[1]).toEqual({
          changed_fields: '{a,b}',
          changed_from: '{"a": null, "b": 5}',
        });
      });

      it('§2.3 (checked), trap 17 (checked): a key change is stored once, under the new key, naming the key column', async () => {
        await db.execute(`INSERT INTO kept VALUES (1, 'x', 1)`);
        await db.execute(`UPDATE kept SET id = 2`);
        expect(await changes('op, table_pk, changed_fields::text')).toEqual([
          { op: 'insert', table_pk: '{"id": "1"}', changed_fields: null },
          { op: 'update', table_pk: '{"id": "2"}', changed_fields: '{id}' },
        ]);
      });

      it('§2.5 (checked): all writes of a transaction share one row, savepoints included; rolled-back ones vanish', async () => {
        await db.execute(`
          BEGIN;
          INSERT INTO kept VALUES (1);
          SAVEPOINT one; INSERT INTO kept VALUES (2); RELEASE one;
          SAVEPOINT two; INSERT INTO kept VALUES (3); ROLLBACK TO two;
          INSERT INTO plain (b) VALUES (4);
          COMMIT`);
        expect(
          await db.query(
            `SELECT count(*) AS changes, count(DISTINCT transaction_id) AS transactions FROM audit_changes`,
          ),
        ).toEqual([{ changes: '3', transactions: '1' }]);
        expect(await db.query(`SELECT FROM audit_changes WHERE table_pk = '{"id": "3"}'`)).toEqual([]);
      });

      it('§2.5: a transaction whose only audited write was rolled back leaves no row', async () => {
        await db.execute(`BEGIN; SAVEPOINT one; INSERT INTO kept VALUES (3); ROLLBACK TO one; COMMIT`);
        expect(await db.query('SELECT FROM audit_transactions')).toEqual([]);
      });

      it('§2.5 (checked), trap 13 (checked): the actor is the one of the first audited write', async () => {
        await db.execute(`
          BEGIN;
          SELECT set_config('threadline.actor_ref', '{"type": "user", "id": "1"}', true);
          INSERT INTO kept VALUES (1);
          SELECT set_config('threadline.actor_ref', '{"type": "user", "id": "2"}', true);
          INSERT INTO kept VALUES (2);
          COMMIT`);
        expect(await db.query('SELECT actor_ref FROM audit_transactions')).toEqual([
          { actor_ref: '{"id": "1", "type": "user"}' },
        ]);
      });

      it('§2.5 (checked): after the transaction the setting reads as empty text, and empty means no actor', async () => {
        await db.execute(`BEGIN; SELECT set_config('threadline.actor_ref', '{"type": "anonymous"}', true);
          INSERT INTO kept VALUES (1); COMMIT`);
        expect(await db.query(`SELECT current_setting('threadline.actor_ref', true) AS value`)).toEqual([
          { value: '' },
        ]);
        await db.execute(`INSERT INTO kept VALUES (2)`);
        expect(await db.query('SELECT actor_ref FROM audit_transactions ORDER BY occurred_at')).toEqual([
          { actor_ref: '{"type": "anonymous"}' },
          { actor_ref: null },
        ]);
      });

      it('§2.5: an actor that is not JSON fails the write', async () => {
        await expect(
          db.execute(
            `BEGIN; SELECT set_config('threadline.actor_ref', 'Mara', true); INSERT INTO kept VALUES (1); COMMIT`,
          ),
        ).rejects.toThrow('invalid input syntax for type json');
        await db.execute('ROLLBACK');
      });

      it('§3 (checked): containment finds anonymous with or without extra keys, and never a NULL actor', async () => {
        for (const actor of ['{"type": "anonymous"}', '{"type": "anonymous", "ip": "::1"}', '']) {
          await db.execute(`BEGIN; SELECT set_config('threadline.actor_ref', '${actor}', true);
            INSERT INTO plain (a) VALUES ('x'); COMMIT`);
        }
        expect(
          await db.query(
            `SELECT count(*) AS all_of_them, count(*) FILTER (WHERE actor_ref @> '{"type": "anonymous"}') AS found
             FROM audit_transactions`,
          ),
        ).toEqual([{ all_of_them: '3', found: '2' }]);
      });

      it('§4.3 (checked), trap 2 (checked): key values are text; the number finds nothing, contained or equal', async () => {
        await db.execute(`INSERT INTO kept VALUES (42)`);
        expect(
          await db.query(
            `SELECT table_pk @> '{"id": 42}' AS n_contained, table_pk = '{"id": 42}' AS n_equal,
               table_pk @> '{"id": "42"}' AS t_contained, table_pk = '{"id": "42"}' AS t_equal FROM audit_changes`,
          ),
        ).toEqual([{ n_contained: 'f', n_equal: 'f', t_contained: 't', t_equal: 't' }]);
      });

      it('trap 11 (checked): a reused txid attaches its changes to the old transaction row', async () => {
        await db.execute(`
          BEGIN;
          INSERT INTO audit_transactions (txid, occurred_at, actor_ref)
            VALUES (txid_current(), '2020-01-01', '{"type": "user", "id": "old"}');
          SELECT set_config('threadline.actor_ref', '{"type": "user", "id": "new"}', true);
          INSERT INTO kept VALUES (1);
          COMMIT`);
        expect(
          await db.query(
            `SELECT t.actor_ref ->> 'id' AS actor, c.captured_at - t.occurred_at > interval '1 year' AS far_apart
             FROM audit_changes c JOIN audit_transactions t ON t.id = c.transaction_id`,
          ),
        ).toEqual([{ actor: 'old', far_apart: 't' }]);
      });

      it('§1.2: times are those of the write, not of the transaction; the transaction has that of its first', async () => {
        await db.execute(`
          BEGIN; SELECT pg_sleep(0.05); INSERT INTO kept VALUES (1); SELECT pg_sleep(0.05); INSERT INTO kept VALUES (2);
          SELECT set_config('test.began', now()::text, false); COMMIT`);
        expect(
          await db.query(
            `SELECT min(c.captured_at) - t.occurred_at < interval '30 ms' AS first, max(c.captured_at) - t.occurred_at
               > interval '40 ms' AS second, t.occurred_at - current_setting('test.began')::timestamptz
               > interval '40 ms' AS after_begin
             FROM audit_changes c JOIN audit_transactions t ON t.id = c.transaction_id GROUP BY t.id, t.occurred_at`,
          ),
        ).toEqual([{ first: 't', second: 't', after_begin: 't' }]);
      });
    });
  });
}
