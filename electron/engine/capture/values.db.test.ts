import { beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, describeOn } from '@engine/testing/database.ts';
import type { TestDatabase } from '@engine/testing/database.ts';
import { testedVersions } from '@engine/testing/servers.ts';
import { captureInstallSql } from './install.ts';
import { captureTriggerSql } from './triggers.ts';

/** How values are stored (CONTRACT §2.3): the text PostgreSQL gives them, to the last digit. */
for (const version of testedVersions) {
  describe.each(['baseline', 'current'] as const)('values, %s era', (era) => {
    describeOn(version, era, () => {
      let db: TestDatabase;
      beforeAll(async () => {
        db = await createTestDatabase({ version });
        const options = { storageSchema: 'public', era } as const;
        await db.execute(captureInstallSql(options));
        await db.execute(`CREATE TABLE v (id bigint PRIMARY KEY, n numeric, t timestamptz, l timestamp, b bytea, a int[],
          j json, jb jsonb, d date, u uuid, f boolean, txt text)`);
        await db.execute(
          captureTriggerSql({ ...options, tables: [{ table: 'v', store_changed_from: true }] }),
        );
      });

      const image = async (key: string) =>
        (
          await db.query(
            'SELECT data_after -> $1 AS value FROM audit_changes ORDER BY captured_at DESC LIMIT 1',
            [key],
          )
        )[0]?.['value'];

      it.each([
        ['a bigint beyond double precision', 'id', '9007199254740993', '9007199254740993'],
        ['a numeric with its scale', 'n', '12345678901234567890.12300', '12345678901234567890.12300'],
        ['NaN as a string', 'n', "'NaN'", '"NaN"'],
        [
          'timestamptz with the offset of the session',
          't',
          "'2026-01-02 03:04:05.5+00'",
          '"2026-01-02T08:34:05.5+05:30"',
        ],
        ['timestamp without zone', 'l', "'2026-01-02 03:04:05.123456'", '"2026-01-02T03:04:05.123456"'],
        ['bytea', 'b', "'\\x00ff'", '"\\\\x00ff"'],
        ['an array', 'a', "'{1,NULL,3}'", '[1, null, 3]'],
        ['json, embedded', 'j', `'{"b": 1, "a": [1.10]}'`, '{"a": [1.10], "b": 1}'],
        ['jsonb, embedded', 'jb', `'{"b": 1, "a": [1.10]}'`, '{"a": [1.10], "b": 1}'],
        ['a date', 'd', "'2026-01-02'", '"2026-01-02"'],
        ['a boolean', 'f', 'true', 'true'],
        ['text with quotes and line ends', 'txt', `E'a"b\\nc'`, '"a\\"b\\nc"'],
      ])('§2.3 (checked): to_jsonb renders %s', async (_, column, value, expected) => {
        await db.execute(`SET TimeZone = 'Asia/Kolkata'; DELETE FROM v`);
        await db.execute(
          column === 'id'
            ? `INSERT INTO v (id) VALUES (${value})`
            : `INSERT INTO v (id, ${column}) VALUES (1, ${value})`,
        );
        expect(await image(column)).toBe(expected);
      });

      it('§2.3: changed_fields are in the order of the database, and compare values, not their spelling', async () => {
        await db.execute(
          `DELETE FROM v; INSERT INTO v (id, n, jb, u) VALUES (1, 1.0, '{"a":1}', gen_random_uuid())`,
        );
        await db.execute(`UPDATE v SET n = 1.00, jb = '{"a": 1}', txt = 'x', d = '2026-01-01', b = '\\x01'`);
        const [row] = await db.query(
          'SELECT changed_fields::text AS fields, changed_from FROM audit_changes ORDER BY captured_at DESC LIMIT 1',
        );
        expect(row).toEqual({ fields: '{b,d,txt}', changed_from: '{"b": null, "d": null, "txt": null}' });
      });
    });
  });
}
