import { describe, expect, it } from 'vitest';
import { continuitySchema, type Continuity } from '@shared/domain/continuity.ts';
import { captureInstallSql } from '../../capture/install.ts';
import { captureTriggerSql } from '../../capture/triggers.ts';
import { openAuditSource } from '../../catalog/openAuditSource.ts';
import { createTestDatabase, describeOn, type TestDatabase } from '../../testing/database.ts';
import { testedVersions } from '../../testing/servers.ts';
import { continuity } from './continuity.ts';

const capture = { storageSchema: 'threadline', era: 'current' } as const;

async function report(database: TestDatabase, table: string | null = null): Promise<Continuity> {
  const source = await openAuditSource(database.endpoint, database.password);
  try {
    return continuitySchema.parse(await continuity(source, table));
  } finally {
    await source.session.close();
  }
}

/** `early` is captured before `late` is; both are written afterwards. */
async function twoTables(version: 18 | 14): Promise<TestDatabase> {
  const db = await createTestDatabase({ version });
  await db.execute(captureInstallSql(capture));
  await db.execute('CREATE TABLE early (id int PRIMARY KEY); CREATE TABLE late (id int PRIMARY KEY)');
  await db.execute(
    'CREATE TABLE bare (id int PRIMARY KEY); CREATE SCHEMA app; CREATE TABLE app.early (id int)',
  );
  await db.execute(captureTriggerSql({ ...capture, tables: [{ table: 'early' }] }));
  await db.execute('INSERT INTO early VALUES (1)');
  await db.execute(captureTriggerSql({ ...capture, tables: [{ table: 'late' }] }));
  await db.execute('INSERT INTO late VALUES (1)');
  return db;
}

interface Times {
  readonly occurred: readonly string[];
  readonly captured: readonly string[];
}

async function times(db: TestDatabase): Promise<Times> {
  const text = (column: string): string =>
    `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
  const rows = await db.query(
    `SELECT ${text('t.occurred_at')} AS occurred, ${text('c.captured_at')} AS captured
       FROM threadline.audit_transactions t JOIN threadline.audit_changes c ON c.transaction_id = t.id ORDER BY txid`,
  );
  const of = (name: string): readonly string[] => rows.map((row) => row[name] ?? '');
  return { occurred: of('occurred'), captured: of('captured') };
}

for (const version of testedVersions) {
  describeOn(version, 'continuity', () => {
    it('dates a trigger by the audited transactions around it', async () => {
      const db = await twoTables(version);
      const { occurred, captured } = await times(db);
      const [first, second] = occurred;
      const { clock, tables } = await report(db);
      expect(clock.applies).toBe(true);
      expect(tables.map(({ table_name, t0 }) => ({ table_name, t0 }))).toEqual([
        { table_name: 'early', t0: { basis: 'trigger', not_before: null, not_after: first } },
        { table_name: 'late', t0: { basis: 'trigger', not_before: first, not_after: second } },
      ]);
      expect(tables[1]).toMatchObject({ covered: true, earliest_change: captured[1], enabled: 'O' });
      expect(tables[1]?.meaning).toContain(`between ${first} and ${second}`);
    });

    it('takes the oldest change as an upper bound where the trigger was switched since', async () => {
      const db = await twoTables(version);
      await db.execute('ALTER TABLE early DISABLE TRIGGER threadline_audit_early');
      await db.execute('ALTER TABLE early ENABLE TRIGGER threadline_audit_early');
      const { occurred, captured } = await times(db);
      const second = occurred[1];
      const { tables } = await report(db, 'early');
      expect(tables).toHaveLength(1);
      expect(tables[0]).toMatchObject({
        t0: { basis: 'earliest_change', not_before: null, not_after: captured[0] },
        trigger_written: { after: second, before: null },
      });
      expect(tables[0]?.meaning).toContain(`switched since, after ${second}`);
    });

    it('dates nothing by a clock that does not apply', async () => {
      const db = await twoTables(version);
      // As a restore leaves it: every row written by one other transaction.
      await db.execute('UPDATE threadline.audit_transactions SET txid = txid + 100000');
      const { clock, tables } = await report(db);
      expect(clock).toMatchObject({ applies: false, reason: expect.stringContaining('restore') as string });
      expect(tables.map(({ t0, trigger_written }) => [t0.basis, trigger_written])).toEqual([
        ['earliest_change', null],
        ['earliest_change', null],
      ]);
      await db.execute('TRUNCATE threadline.audit_transactions CASCADE');
      const empty = await report(db, 'public.late');
      expect(empty.clock.applies).toBe(false);
      expect(empty.tables[0]).toMatchObject({ t0: { basis: 'unknown' }, earliest_change: null });
    });

    it('with a table asserts that it exists and is covered, and names it', async () => {
      const db = await twoTables(version);
      await expect(report(db, 'nosuch')).rejects.toMatchObject({
        code: 'not_found',
        message: 'the database has no table public.nosuch',
      });
      await expect(report(db, 'app.late')).rejects.toMatchObject({
        code: 'not_found',
        hint: 'There is: public.late.',
      });
      await expect(report(db, 'bare')).rejects.toMatchObject({
        code: 'not_covered',
        message: 'table public.bare has no capture trigger',
      });
      await expect(report(db, 'app.early')).rejects.toMatchObject({ code: 'not_covered' });
      await db.execute('ALTER TABLE late DISABLE TRIGGER threadline_audit_late');
      await expect(report(db, 'public.late')).rejects.toMatchObject({
        code: 'not_covered',
        message: expect.stringContaining('does not fire for ordinary writes') as string,
      });
      const { tables } = await report(db);
      expect(tables.find(({ table_name }) => table_name === 'late')).toMatchObject({
        covered: false,
        enabled: 'D',
      });
    });

    it('lists the partitions of a partitioned table, and tables whose trigger is gone', async () => {
      const db = await twoTables(version);
      await db.execute(`CREATE TABLE parts (id int, PRIMARY KEY (id)) PARTITION BY RANGE (id);
        CREATE TABLE parts_low PARTITION OF parts FOR VALUES FROM (0) TO (10)`);
      await db.execute(captureTriggerSql({ ...capture, tables: [{ table: 'parts' }] }));
      await db.execute('INSERT INTO parts VALUES (1); DROP TRIGGER threadline_audit_early ON early');
      const { tables } = await report(db, 'parts');
      expect(tables).toMatchObject([
        { table_name: 'parts', partitioned: true, earliest_change: null },
        { table_name: 'parts_low', partition_of: 'public.parts', t0: { basis: 'trigger' } },
      ]);
      const gone = (await report(db)).tables.find(({ table_name }) => table_name === 'early');
      expect(gone).toMatchObject({ trigger: null, covered: false, t0: { basis: 'earliest_change' } });
      expect(gone?.meaning).toContain('no capture trigger now');
    });

    it('reads an install without actors and actions, in any schema', async () => {
      const db = await createTestDatabase({ version });
      await db.execute(captureInstallSql({ storageSchema: 'public', era: 'baseline' }));
      await db.execute('CREATE TABLE old (id int PRIMARY KEY)');
      await db.execute(
        captureTriggerSql({ storageSchema: 'public', era: 'baseline', tables: [{ table: 'old' }] }),
      );
      await db.execute('INSERT INTO old VALUES (1)');
      expect((await report(db, 'old')).tables[0]?.t0.basis).toBe('trigger');
    });
  });
}

describe('continuity of the upstream fixture', () => {
  it('says that the clock does not apply there, and takes the oldest changes', async () => {
    const db = await createTestDatabase({ from: 'seed' });
    const { clock, tables } = await report(db);
    expect(clock.applies).toBe(false);
    expect(tables.find(({ table_name }) => table_name === 'users')?.t0.basis).toBe('earliest_change');
  });
});
