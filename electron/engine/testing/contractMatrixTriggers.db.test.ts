import { afterAll, expect, it } from 'vitest';
import { continuity } from '../health/continuity/continuity.ts';
import { readCoverage } from '../health/coverage.ts';
import { rowHistory } from '../rows/history.ts';
import { closeMatrix, entriesOf, matrixDatabase } from './contractMatrix.ts';
import { describeOn } from './database.ts';
import { testedVersions } from './servers.ts';

/**
 * CONTRACT §13, the rows about triggers; each test is named after its row. The findings of CONTRACT §7.3 do not exist
 * here yet.
 */

const current = { storageSchema: 'threadline', era: 'current' } as const;
const users = 'CREATE TABLE users (id bigint PRIMARY KEY, n numeric)';

afterAll(closeMatrix);

for (const version of testedVersions) {
  describeOn(version, 'test matrix §13, triggers', () => {
    it('partitioned table: leaf names, coverage, clones', async () => {
      const { open } = await matrixDatabase(version, {
        ...current,
        tables: `CREATE TABLE parts (id int PRIMARY KEY) PARTITION BY RANGE (id);
          CREATE TABLE parts_low PARTITION OF parts FOR VALUES FROM (0) TO (10)`,
        capture: [{ table: 'parts' }],
        writes: ['INSERT INTO parts VALUES (1)'],
      });
      const source = await open();
      expect(await entriesOf(source, { table: ['parts'] })).toEqual([]);
      expect(await entriesOf(source, { table: ['parts_low'] })).toHaveLength(1);
      expect(source.capability.triggers.map(({ table_name, clone }) => ({ table_name, clone }))).toEqual([
        { table_name: 'parts', clone: false },
        { table_name: 'parts_low', clone: true },
      ]);
      const [schema] = (await readCoverage(source)).schemas.filter((one) => one.schema === 'public');
      expect(schema?.covered).toEqual(['parts', 'parts_low']);
    });

    // CONTRACT §12, trap 31.
    it('disabled trigger, replica-only trigger, two triggers, shared function, changed primary key: the first two are not covered, and said', async () => {
      const { db, open } = await matrixDatabase(version, {
        ...current,
        tables: `${users}; CREATE TABLE other (id int PRIMARY KEY)`,
        capture: [{ table: 'users' }, { table: 'other' }],
      });
      await db.execute('ALTER TABLE users DISABLE TRIGGER threadline_audit_users');
      await db.execute('ALTER TABLE other ENABLE REPLICA TRIGGER threadline_audit_other');
      const source = await open();
      expect(source.capability.warnings.map(({ code }) => code)).toContain('disabled_triggers');
      const [schema] = (await readCoverage(source)).schemas.filter((one) => one.schema === 'public');
      expect(schema).toMatchObject({ covered: [], uncovered: ['other', 'users'] });
      for (const table of ['users', 'other'])
        await expect(continuity(source, table)).rejects.toMatchObject({ code: 'not_covered' });
    });

    it('disabled trigger, replica-only trigger, two triggers, shared function, changed primary key: the others are read as they are', async () => {
      const { db, open } = await matrixDatabase(version, {
        ...current,
        tables: `${users}; CREATE TABLE kept (id bigint PRIMARY KEY, n numeric); CREATE TABLE other (id int PRIMARY KEY, n int, code text)`,
        capture: [{ table: 'users' }, { table: 'kept', mask: ['n'] }, { table: 'other' }],
        writes: ["INSERT INTO other VALUES (1, 1, 'a')"],
      });
      await db.execute(`CREATE TRIGGER threadline_audit_twice AFTER INSERT ON users FOR EACH ROW
          EXECUTE FUNCTION threadline.threadline_capture_changes('id');
        CREATE OR REPLACE TRIGGER threadline_audit_other AFTER INSERT OR UPDATE ON other FOR EACH ROW
          EXECUTE FUNCTION threadline.threadline_capture_changes_kept('id');
        ALTER TABLE other DROP CONSTRAINT other_pkey; ALTER TABLE other ADD PRIMARY KEY (code)`);
      await db.execute("INSERT INTO users VALUES (1, 1); UPDATE other SET n = 2, code = 'b'");
      const source = await open();
      expect(
        source.capability.triggers.map((one) => `${one.table_name} ${one.trigger} ${one.function}`),
      ).toEqual([
        'kept threadline_audit_kept threadline_capture_changes_kept',
        'other threadline_audit_other threadline_capture_changes_kept',
        'users threadline_audit_twice threadline_capture_changes',
        'users threadline_audit_users threadline_capture_changes',
      ]);
      const [schema] = (await readCoverage(source)).schemas.filter((one) => one.schema === 'public');
      expect(schema).toMatchObject({ covered: ['kept', 'other', 'users'], uncovered: [] });
      // One write, captured twice, is two changes of one row and one transaction.
      const twice = await entriesOf(source, { table: ['users'] });
      expect(twice.map(({ audit_change }) => audit_change.table_pk)).toEqual(['{"id": "1"}', '{"id": "1"}']);
      expect(new Set(twice.map(({ transaction }) => transaction.id)).size).toBe(1);
      // The recorded key is that of the trigger, whatever the primary key is by now.
      const ask = { cursor: null, direction: 'older', limit: 9, table: 'other' } as const;
      const { entries } = await rowHistory(source, { ...ask, pk: '{"id":1}' });
      expect(entries.map(({ audit_change: c }) => [c.op, c.data_after])).toEqual([
        ['update', '{"n": "[REDACTED]", "id": 1, "code": "b"}'],
        ['insert', '{"n": 1, "id": 1, "code": "a"}'],
      ]);
      await expect(rowHistory(source, { ...ask, pk: '{"code":"b"}' })).rejects.toMatchObject({
        code: 'invalid_key',
      });
    });
  });
}
