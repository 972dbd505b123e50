import { afterAll, beforeAll, expect, it } from 'vitest';
import { relatedRowsSchema, type RelatedRows } from '@shared/domain/relatedRows.ts';
import { captureInstallSql } from '../capture/install.ts';
import { captureTriggerSql } from '../capture/triggers.ts';
import { openAuditSource } from '../catalog/openAuditSource.ts';
import type { AuditSource } from '../db/session.ts';
import { createTestDatabase, describeOn, type TestDatabase } from '../testing/database.ts';
import { testedVersions } from '../testing/servers.ts';
import { relatedRows } from './related.ts';

const TABLES = `
CREATE TABLE users (id int PRIMARY KEY, boss int REFERENCES users, name text);
CREATE TABLE orders (id bigint PRIMARY KEY, user_id int NOT NULL REFERENCES users ON DELETE CASCADE);
CREATE INDEX ON orders (user_id);
CREATE TABLE lines (order_id bigint REFERENCES orders ON DELETE CASCADE, line int, PRIMARY KEY (order_id, line));
CREATE TABLE notes (id int PRIMARY KEY, order_id bigint, line int, FOREIGN KEY (order_id, line) REFERENCES lines);
CREATE TABLE plain (id int PRIMARY KEY, user_id int REFERENCES users);
CREATE TABLE events (id int, day date, user_id int REFERENCES users, PRIMARY KEY (id, day)) PARTITION BY RANGE (day);
CREATE TABLE events_a PARTITION OF events FOR VALUES FROM ('2026-01-01') TO ('2026-02-01');`;
const WRITES = [
  `INSERT INTO users VALUES (1, NULL, 'boss'), (2, 1, 'a'), (3, 1, 'b')`,
  `INSERT INTO orders SELECT g, 2 FROM generate_series(1, 3) g; INSERT INTO orders SELECT g, 3 FROM generate_series(100, 170) g`,
  `INSERT INTO lines VALUES (1, 1), (1, 2)`,
  `INSERT INTO notes VALUES (5, 1, 2)`,
  `INSERT INTO plain VALUES (9, 2)`,
  `INSERT INTO events VALUES (7, '2026-01-05', 2)`,
  `DELETE FROM orders WHERE id = 3`,
];

for (const era of ['baseline', 'current'] as const) {
  for (const version of testedVersions) {
    describeOn(version, `related rows, ${era} capture`, () => {
      let db: TestDatabase;
      let source: AuditSource;
      beforeAll(async () => {
        db = await createTestDatabase({ version });
        const options = { storageSchema: 'public', era } as const;
        await db.execute(captureInstallSql(options));
        await db.execute(TABLES);
        const tables = ['users', 'orders', 'lines', 'notes', 'events'].map((table) => ({ table }));
        await db.execute(captureTriggerSql({ ...options, tables }));
        for (const statement of WRITES) await db.execute(statement);
        source = await openAuditSource(db.endpoint, db.password);
      });
      afterAll(() => source.session.close());

      const ask = async (table: string, pk: string, from = source): Promise<RelatedRows> =>
        relatedRowsSchema.parse(await relatedRows(from, { table, pk }));
      /** `direction table` → keys with how each was found and its last op. */
      const told = (answer: RelatedRows) =>
        Object.fromEntries(
          answer.relations.map(({ direction, table_name, rows }) => [
            `${direction} ${table_name}`,
            rows
              .map((row) => `${row.table_name} ${row.table_pk} ${row.found_by} ${row.last_change?.op ?? '-'}`)
              .sort(),
          ]),
        );

      it('both ways, with their last captured change, those deleted since among them', async () => {
        const answer = await ask('users', '2');
        expect(answer).toMatchObject({ values_from: 'live', truncated: false, searched: null });
        const lines = era === 'current';
        expect(told(answer)).toEqual({
          'references users': ['users {"id": "1"} live insert'],
          'referenced_by users': [],
          'referenced_by events': [
            lines
              ? 'events_a {"id": "7", "day": "2026-01-05"} live insert'
              : 'events_a {"id": "7", "day": "2026-01-05"} live -',
          ],
          'referenced_by orders': [
            'orders {"id": "1"} live insert',
            'orders {"id": "2"} live insert',
            'orders {"id": "3"} captured delete',
          ],
          'referenced_by plain': ['plain {"id": "9"} live -'],
        });
      });

      it('the columns of a key of several go together', async () => {
        expect(told(await ask('notes', '5'))['references lines']).toEqual([
          `lines {"line": "2", "order_id": "1"} live ${era === 'current' ? 'insert' : '-'}`,
        ]);
        const lines = await ask('lines', '{"order_id":1,"line":2}');
        expect(told(lines)['referenced_by notes']).toEqual(['notes {"id": "5"} live insert']);
      });

      it('lists are bounded and say so', async () => {
        const answer = await ask('users', '3');
        const orders = answer.relations.find(({ table_name }) => table_name === 'orders');
        expect(orders).toMatchObject({
          live: true,
          truncated: true,
          own_columns: ['id'],
          other_columns: ['user_id'],
        });
        expect(orders?.rows).toHaveLength(50);
      });

      it('a deleted row is followed from its last captured image', async () => {
        const answer = await ask('orders', '3');
        expect(answer).toMatchObject({
          values_from: 'captured',
          message: 'there is no live row with this key',
        });
        expect(told(answer)['references users']).toEqual(['users {"id": "2"} live insert']);
      });

      it('a row never seen has no relations to follow', async () => {
        const answer = await ask('users', '99');
        expect(answer).toMatchObject({ values_from: 'nowhere' });
        expect(answer.relations.every(({ rows }) => rows.length === 0)).toBe(true);
      });

      it('without the right to read the live tables the captured images lead on', async () => {
        await db.execute(`
          CREATE ROLE reader_${db.name} LOGIN PASSWORD 'r';
          GRANT SELECT ON audit_changes, audit_transactions TO reader_${db.name}`);
        const reader = await openAuditSource({ ...db.endpoint, user: `reader_${db.name}` }, 'r');
        try {
          const answer = await ask('users', '2', reader);
          expect(answer).toMatchObject({
            values_from: 'captured',
            message: 'this role may not read public.users',
          });
          expect(told(answer)).toMatchObject({
            'references users': ['users {"id": "1"} key insert'],
            'referenced_by orders': [
              'orders {"id": "1"} captured insert',
              'orders {"id": "2"} captured insert',
              'orders {"id": "3"} captured delete',
            ],
          });
          expect(answer.relations.map(({ live }) => live)).toEqual([false, false, false, false, false]);
        } finally {
          await reader.session.close();
          await db.execute(`DROP OWNED BY reader_${db.name}; DROP ROLE reader_${db.name}`);
        }
      });
    });
  }
}
