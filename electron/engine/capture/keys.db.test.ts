import { beforeAll, expect, it } from 'vitest';
import { createTestDatabase, describeOn } from '@engine/testing/database.ts';
import type { TestDatabase } from '@engine/testing/database.ts';
import { testedVersions } from '@engine/testing/servers.ts';
import { captureInstallSql } from './install.ts';
import type { TableCapture } from './policy.ts';
import { captureTriggerSql } from './triggers.ts';

/** Row keys (CONTRACT §2.4): resolved when the trigger is made, stored as text, all or nothing. */
const types = `
  CREATE TYPE mood AS ENUM ('sad', 'ok');
  CREATE DOMAIN code AS varchar(8);
  CREATE DOMAIN short_code AS code CHECK (length(VALUE) < 5);
`;

for (const version of testedVersions) {
  describeOn(version, 'row keys, current era', () => {
    let db: TestDatabase;

    const capture = (...tables: TableCapture[]) =>
      db.execute(captureTriggerSql({ storageSchema: 'threadline', era: 'current', tables }));
    const lastKey = async () =>
      (
        await db.query('SELECT table_pk FROM threadline.audit_changes ORDER BY captured_at DESC LIMIT 1')
      )[0]?.['table_pk'];
    const triggerArguments = async (table: string) =>
      (
        await db.query(
          `SELECT replace(encode(tgargs, 'escape'), '\\000', ' ') AS args FROM pg_trigger
           WHERE tgrelid = $1::regclass AND NOT tgisinternal`,
          [table],
        )
      ).map((row) => row['args']);

    beforeAll(async () => {
      db = await createTestDatabase({ version });
      await db.execute(captureInstallSql({ storageSchema: 'threadline', era: 'current' }));
      await db.execute(types);
    });

    it('§13: a composite key is stored in full, every value as text; its order is that of the index', async () => {
      await db.execute('CREATE TABLE lines (a int, v text, b text, PRIMARY KEY (b, a))');
      await capture({ table: 'lines' });
      await db.execute(`INSERT INTO lines VALUES (1, 'v', 'x')`);
      expect(await triggerArguments('lines')).toEqual(['b a ']);
      expect(await lastKey()).toBe('{"a": "1", "b": "x"}');
      expect(
        await db.query(`SELECT FROM threadline.audit_changes WHERE table_pk = '{"b": "x", "a": "1"}'::jsonb`),
      ).toHaveLength(1);
    });

    it('columns of INCLUDE are no part of the key', async () => {
      await db.execute('CREATE TABLE included (a int, b int, PRIMARY KEY (a) INCLUDE (b))');
      await capture({ table: 'included' });
      expect(await triggerArguments('included')).toEqual(['a ']);
    });

    it('§13: a key with a NULL or a missing column is stored as {}, never in part', async () => {
      await db.execute('CREATE TABLE loose (a int NOT NULL UNIQUE, b int)');
      await capture({ table: 'loose', primary_key: ['a'] });
      await db.execute('ALTER TABLE loose ALTER a DROP NOT NULL; INSERT INTO loose VALUES (NULL, 1)');
      expect(await lastKey()).toBe('{}');
      await db.execute('ALTER TABLE loose RENAME a TO a2; INSERT INTO loose VALUES (3, 1)');
      expect(await lastKey()).toBe('{}');
    });

    it('a trigger from before 0.11, without arguments, resolves id or nothing', async () => {
      const legacy = (table: string) =>
        db.execute(`CREATE TRIGGER threadline_audit_${table} AFTER INSERT ON ${table} FOR EACH ROW
          EXECUTE FUNCTION threadline.threadline_capture_changes()`);
      await db.execute('CREATE TABLE with_id (id int); CREATE TABLE without_id (n int)');
      await legacy('with_id');
      await legacy('without_id');
      await db.execute('INSERT INTO with_id VALUES (42)');
      expect(await lastKey()).toBe('{"id": "42"}');
      await db.execute('INSERT INTO without_id VALUES (42)');
      expect(await lastKey()).toBe('{}');
    });

    it.each([
      ['smallint', '7', '7'],
      ['integer', '7', '7'],
      ['bigint', '9007199254740993', '9007199254740993'],
      ['text', "'a \"b'", 'a \\"b'],
      ['varchar(9)', "'x'", 'x'],
      ['char(4)', "'x'", 'x   '],
      ['uuid', "'00000000-0000-4000-8000-0000000000AB'", '00000000-0000-4000-8000-0000000000ab'],
      ['date', "'2026-01-02'", '2026-01-02'],
      ['timestamp', "'2026-01-02 03:04:05.123456'", '2026-01-02T03:04:05.123456'],
      ['mood', "'ok'", 'ok'],
      ['short_code', "'AB'", 'AB'],
    ])('a key of type %s is accepted, %s stored as its JSON text', async (type, value, stored) => {
      await db.execute(`DROP TABLE IF EXISTS keyed; CREATE TABLE keyed (k ${type} PRIMARY KEY)`);
      await capture({ table: 'keyed' });
      await db.execute(`INSERT INTO keyed VALUES (${value})`);
      expect(await lastKey()).toBe(`{"k": "${stored}"}`);
    });

    it.each([
      'timestamptz',
      'numeric',
      'real',
      'float8',
      'jsonb',
      'int[]',
      'bytea',
      'interval',
      'boolean',
      'inet',
    ])('a key of type %s is refused', async (type) => {
      await db.execute(`DROP TABLE IF EXISTS keyed; CREATE TABLE keyed (k ${type} PRIMARY KEY)`);
      await expect(capture({ table: 'keyed' })).rejects.toThrow('has a type whose text is not a safe key');
    });

    it('a table without a primary key needs a declared one, in declared order', async () => {
      await db.execute(
        'CREATE TABLE bare (a int NOT NULL, b int NOT NULL, c int); CREATE UNIQUE INDEX ON bare (b, a) INCLUDE (c)',
      );
      await expect(capture({ table: 'bare' })).rejects.toThrow('bare has no primary key');
      await capture({ table: 'bare', primary_key: ['a', 'b'] });
      expect(await triggerArguments('bare')).toEqual(['a b ']);
    });

    it.each([
      ['part of the index', 'CREATE UNIQUE INDEX ON t (a, b)', ['a']],
      ['more than the index', 'CREATE UNIQUE INDEX ON t (a)', ['a', 'b']],
      ['not unique', 'CREATE INDEX ON t (a)', ['a']],
      ['partial', 'CREATE UNIQUE INDEX ON t (a) WHERE a > 0', ['a']],
      ['an expression', 'CREATE UNIQUE INDEX ON t (a, (b + 1))', ['a', 'b']],
      ['nullable', 'CREATE UNIQUE INDEX ON t (n)', ['n']],
      ['deferrable', 'ALTER TABLE t ADD UNIQUE (a) DEFERRABLE', ['a']],
    ])('a declared key whose index is %s is refused', async (_, index, key) => {
      await db.execute(
        `DROP TABLE IF EXISTS t; CREATE TABLE t (a int NOT NULL, b int NOT NULL, n int); ${index}`,
      );
      await expect(capture({ table: 't', primary_key: key })).rejects.toThrow(
        `has no unique index on exactly (${key.join(', ')})`,
      );
    });

    it('a key may not be declared where there is a primary key', async () => {
      await db.execute('CREATE TABLE has_key (id int PRIMARY KEY, a int NOT NULL UNIQUE)');
      await expect(capture({ table: 'has_key', primary_key: ['a'] })).rejects.toThrow('has a primary key');
    });

    it('a key column may be neither masked nor excluded, also when only the database knows the key', async () => {
      await db.execute('CREATE TABLE hidden (ssn text PRIMARY KEY)');
      for (const setting of [{ mask: ['ssn'] }, { exclude: ['ssn'] }]) {
        await expect(capture({ table: 'hidden', ...setting })).rejects.toThrow('key column ssn of hidden');
      }
    });

    it('a setting for a column that does not exist is refused, and nothing is left behind', async () => {
      await db.execute('CREATE TABLE typo (id int PRIMARY KEY, email text)');
      for (const setting of [{ mask: ['emial'] }, { exclude: ['emial'] }]) {
        await expect(capture({ table: 'typo', ...setting })).rejects.toThrow('typo has no column emial');
      }
      expect(await triggerArguments('typo')).toEqual([]);
      expect(await db.query(`SELECT FROM pg_proc WHERE proname = 'threadline_capture_changes_typo'`)).toEqual(
        [],
      );
    });

    it('views, foreign names and missing tables are refused', async () => {
      await db.execute('CREATE VIEW looking AS SELECT 1 AS id');
      for (const table of ['looking', 'nowhere', 'no_schema.nothing']) {
        await expect(capture({ table })).rejects.toThrow('is not an ordinary or partitioned table');
      }
    });

    it('a second capture trigger under another name is refused: also on a partition of a captured table', async () => {
      await db.execute(`
        CREATE SCHEMA billing; CREATE TABLE billing.tickets (id int PRIMARY KEY);
        CREATE TRIGGER threadline_audit_tickets AFTER INSERT ON billing.tickets FOR EACH ROW
          EXECUTE FUNCTION threadline.threadline_capture_changes();
        CREATE TABLE wide (id int PRIMARY KEY) PARTITION BY RANGE (id);
        CREATE TABLE wide_1 PARTITION OF wide FOR VALUES FROM (0) TO (9)`);
      await expect(capture({ table: 'billing.tickets' })).rejects.toThrow(
        'billing.tickets already has the capture trigger threadline_audit_tickets',
      );
      await capture({ table: 'wide' });
      await expect(capture({ table: 'wide_1' })).rejects.toThrow('wide_1 already has the capture trigger');
    });

    it('may be run again: settings change, the trigger stays one', async () => {
      await db.execute('CREATE TABLE again (id int PRIMARY KEY, a text)');
      await capture({ table: 'again' });
      await capture({ table: 'again', mask: ['a'] });
      expect(await triggerArguments('again')).toEqual(['id ']);
      await db.execute(`INSERT INTO again VALUES (1, 'x')`);
      expect(
        await db.query(
          `SELECT data_after ->> 'a' AS a FROM threadline.audit_changes WHERE table_name = 'again'`,
        ),
      ).toEqual([{ a: '[REDACTED]' }]);
      await db.execute('CREATE TABLE parts (id int PRIMARY KEY) PARTITION BY RANGE (id)');
      await capture({ table: 'parts' });
      await capture({ table: 'parts', store_changed_from: true });
    });
  });

  describeOn(version, 'row keys, baseline era', () => {
    let db: TestDatabase;

    beforeAll(async () => {
      db = await createTestDatabase({ version });
      const options = { storageSchema: 'public', era: 'baseline' } as const;
      await db.execute(captureInstallSql(options));
      await db.execute(
        'CREATE TABLE numbered (id bigint PRIMARY KEY, email text); CREATE TABLE lines (a int, b text, PRIMARY KEY (a, b))',
      );
      const tables = [{ table: 'numbered', mask: ['emial'], exclude: ['nothing'] }, { table: 'lines' }];
      await db.execute(captureTriggerSql({ ...options, tables }));
    });

    it('§2.4 (checked), §13: the key is the text of id, or JSON null where there is no id', async () => {
      await db.execute(`INSERT INTO numbered VALUES (42, 'e'); INSERT INTO lines VALUES (1, 'x')`);
      expect(await db.query('SELECT table_name, table_pk FROM audit_changes ORDER BY captured_at')).toEqual([
        { table_name: 'numbered', table_pk: '{"id": "42"}' },
        { table_name: 'lines', table_pk: '{"id": null}' },
      ]);
    });

    it('§2.4 (checked): masking a column that does not exist adds it to data_after', async () => {
      await db.execute(`DELETE FROM audit_changes; INSERT INTO numbered VALUES (43, 'e')`);
      expect(await db.query('SELECT data_after FROM audit_changes')).toEqual([
        { data_after: '{"id": 43, "email": "e", "emial": "[REDACTED]"}' },
      ]);
    });
  });
}
