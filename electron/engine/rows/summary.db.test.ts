import { afterAll, beforeAll, expect, it } from 'vitest';
import { rowSummarySchema, type RowSummary } from '@shared/domain/rowSummary.ts';
import { captureInstallSql } from '../capture/install.ts';
import { captureTriggerSql } from '../capture/triggers.ts';
import { openAuditSource } from '../catalog/openAuditSource.ts';
import type { AuditSource } from '../db/session.ts';
import { createTestDatabase, describeOn, type TestDatabase } from '../testing/database.ts';
import { testedVersions } from '../testing/servers.ts';
import { rowSummary } from './summary.ts';

const WRITES = [
  `SET TIME ZONE 'Asia/Tokyo'`,
  `BEGIN; SET LOCAL threadline.actor_ref = '{"type":"user","id":"7"}';
   INSERT INTO users SELECT g, 'a', 1.50, '2026-01-01 00:00Z', '{"2026-01-01 00:00Z"}', 'ssn', 'h' FROM generate_series(1, 6) g; COMMIT`,
  `BEGIN; SET LOCAL threadline.actor_ref = '{"type":"anonymous"}'; UPDATE users SET name = 'b'; COMMIT`,
  `UPDATE users SET name = 'c' WHERE id = 1`,
  `DELETE FROM users WHERE id = 2`,
  `DELETE FROM users WHERE id = 5`,
  `ALTER TABLE users DISABLE TRIGGER USER`,
  `DELETE FROM users WHERE id = 3`,
  `UPDATE users SET name = 'forged', hash = 'other' WHERE id = 4`,
  `INSERT INTO users VALUES (5, 'back', 1, now(), NULL, 's', 'h'), (9, 'new', 1, now(), NULL, 's', 'h')`,
  `UPDATE users SET hash = 'unseen', amount = 1.500 WHERE id = 6`,
  `ALTER TABLE users ENABLE TRIGGER USER`,
];

for (const era of ['baseline', 'current'] as const) {
  for (const version of testedVersions) {
    describeOn(version, `summary of a row, ${era} capture`, () => {
      let db: TestDatabase;
      let source: AuditSource;
      beforeAll(async () => {
        db = await createTestDatabase({ version });
        const options = { storageSchema: 'public', era } as const;
        await db.execute(captureInstallSql(options));
        await db.execute(`
          CREATE TABLE users (id int PRIMARY KEY, name text, amount numeric, at timestamptz, times timestamptz[], ssn text, hash text)`);
        const tables = [{ table: 'users', mask: ['ssn'], exclude: ['hash'] }];
        await db.execute(captureTriggerSql({ ...options, tables }));
        for (const statement of WRITES) await db.execute(statement);
        source = await openAuditSource(db.endpoint, db.password);
      });
      afterAll(() => source.session.close());

      const ask = async (pk: string): Promise<RowSummary> =>
        rowSummarySchema.parse(await rowSummary(source, { table: 'users', pk }));

      it('counts versions by op and by actor, the three states of an actor apart', async () => {
        const summary = await ask('1');
        expect(summary).toMatchObject({ changes: 3, ops: { insert: 1, update: 2, delete: 0 } });
        expect((summary.first ?? '') < (summary.last ?? '')).toBe(true);
        expect(summary.actors.map(({ actor_ref, changes }) => [actor_ref, changes])).toEqual([
          [null, 1],
          ['{"type": "anonymous"}', 1],
          ['{"id": "7", "type": "user"}', 1],
        ]);
        expect(summary.actors[0]?.first).toBe(summary.last);
      });

      it.each([
        ['1', 'agrees', []],
        ['2', 'gone_as_captured', []],
        ['3', 'gone', []],
        ['4', 'differs', [{ name: 'name', captured: '"b"', live: '"forged"' }]],
        ['5', 'there_after_delete', []],
        ['6', 'agrees', []],
        ['8', 'nowhere', []],
        ['9', 'never_captured', []],
      ])('row %s: the live row %s, whatever the time zone of the writer', async (pk, state, differing) => {
        expect((await ask(pk)).live).toMatchObject({ state, differing });
      });

      it('says what it could not compare', async () => {
        expect((await ask('1')).live).toMatchObject({ masked: ['ssn'], not_captured: ['hash'] });
      });

      it('an image that no longer fits the table is compared as it is written', async () => {
        await db.execute(
          `ALTER TABLE users DROP COLUMN times, ALTER amount TYPE text, ALTER name TYPE int USING length(name)`,
        );
        const { live } = await ask('1');
        expect(live.state).toBe('differs');
        expect(live.differing.map(({ name, live: now }) => [name, now])).toEqual([
          ['amount', '"1.50"'],
          ['name', '1'],
          ['times', null],
        ]);
        await db.execute('DROP TABLE users');
        expect((await ask('1')).live).toMatchObject({ state: 'unreadable', reason: 'no_table' });
      });
    });
  }
}
