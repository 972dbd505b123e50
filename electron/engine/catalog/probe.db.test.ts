import { afterEach, describe, expect, it } from 'vitest';
import { capabilitySchema, type Capability } from '@shared/domain/capability.ts';
import { timelinePage } from '../timeline/page.ts';
import { suggestValues } from '../timeline/suggest.ts';
import { transactionContext } from '../transactions/context.ts';
import type { AuditSource } from '../db/session.ts';
import { captureInstallSql } from '../capture/install.ts';
import { captureTriggerSql } from '../capture/triggers.ts';
import { auditTablesSql, oneChangeSql, uuidOf, type AuditTablesOptions } from '../testing/auditTables.ts';
import { createTestDatabase, describeOn, type TestDatabase } from '../testing/database.ts';
import { openAuditSource } from './openAuditSource.ts';

const opened: AuditSource[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map(({ session }) => session.close()));
});

async function open(
  database: TestDatabase,
  changed: Partial<TestDatabase['endpoint']> = {},
  password: string | null = database.password,
): Promise<AuditSource> {
  const source = await openAuditSource({ ...database.endpoint, ...changed }, password);
  opened.push(source);
  expect(capabilitySchema.parse(source.capability)).toEqual(source.capability);
  return source;
}

async function databaseWith(...installs: readonly AuditTablesOptions[]): Promise<TestDatabase> {
  const database = await createTestDatabase();
  for (const install of installs) await database.execute(auditTablesSql(install));
  return database;
}

function codes({ warnings }: Capability): readonly string[] {
  return warnings.map(({ code }) => code);
}

describe('the upstream fixture', () => {
  it('is described as it is', async () => {
    const { capability } = await open(await createTestDatabase({ from: 'seed' }));
    expect(capability).toMatchObject({
      storage_schema: 'public',
      other_storage_schemas: [],
      has_changed_from: true,
      has_actor: true,
      has_action_link: true,
      has_actions: true,
      row_history_index: 'none',
      actor_gin_index: false,
      actor_time_index: false,
      partitioned: false,
      window: { oldest: '2026-05-01T00:00:07.919777Z', newest: '2026-07-29T02:27:21.657467Z' },
      estimates: { changes: 6936, transactions: 2986, actions: 1394 },
      server: { replica: false, pooled: false, tls: false },
      privileges: { superuser: true, may_write: true, may_read: true, dangerous_roles: [] },
    });
    expect(capability.triggers).toHaveLength(13);
    expect(capability.triggers.filter(({ clone }) => clone).map(({ table_name }) => table_name)).toEqual([
      'measurements_2026',
    ]);
    expect(capability.triggers.map(({ trigger }) => trigger)).not.toContain('threadlineXauditXlookalike');
    expect(codes(capability)).toEqual(['superuser', 'unresolved_keys', 'disabled_triggers']);
  });
});

describe('where the tables are', () => {
  it('finds the dedicated schema, and odd ones', async () => {
    expect((await open(await databaseWith({ schema: 'threadline' }))).capability.storage_schema).toBe(
      'threadline',
    );
    const odd = await databaseWith({ schema: 'Odd "name' });
    await odd.execute(oneChangeSql('Odd "name'));
    const source = await open(odd);
    expect(source.capability.storage_schema).toBe('Odd "name');
    const page = await timelinePage(source, { filters: {}, cursor: null, direction: 'older', limit: 5 });
    expect(page.entries).toHaveLength(1);
  });

  it('never chooses between two installs, even when one is empty', async () => {
    const database = await databaseWith({ schema: 'public' }, { schema: 'threadline' });
    await database.execute(oneChangeSql());
    await expect(open(database)).rejects.toMatchObject({
      code: 'ambiguous_storage_schema',
      message: expect.stringContaining('public, threadline') as string,
    });
    const { capability } = await open(database, { storage_schema: 'threadline' });
    expect(capability).toMatchObject({
      storage_schema: 'threadline',
      other_storage_schemas: ['public'],
      window: { oldest: null, newest: null },
    });
    expect(codes(capability)).toContain('other_storage_schemas');
  });

  it('tells only the triggers that write the trail it reads', async () => {
    const database = await createTestDatabase();
    for (const [storageSchema, table] of [
      ['here', 'people'],
      ['there', 'notes'],
    ] as const) {
      const options = { storageSchema, era: 'current' } as const;
      await database.execute(captureInstallSql(options));
      await database.execute(`CREATE TABLE ${table} (id int PRIMARY KEY)`);
      await database.execute(captureTriggerSql({ ...options, tables: [{ table }] }));
    }
    await database.execute('CREATE TABLE bare (id int PRIMARY KEY)');
    const { capability } = await open(database, { storage_schema: 'here' });
    expect(capability.triggers.map(({ table_name }) => table_name)).toEqual(['people']);
    // Covered is what any trigger captures: the table of the other install is no gap.
    expect(capability.uncovered_tables.map(({ table_name }) => table_name)).toEqual(['bare']);
  });

  it('says what it looked for when there is none', async () => {
    const database = await createTestDatabase();
    await expect(open(database)).rejects.toMatchObject({
      code: 'not_threadline',
      detail: expect.stringContaining('audit_changes (id, transaction_id') as string,
    });
    await database.execute('CREATE TABLE audit_changes (id int); CREATE TABLE audit_transactions (id int)');
    await expect(open(database)).rejects.toMatchObject({ code: 'not_threadline' });
    await expect(open(database, { storage_schema: 'nowhere' })).rejects.toMatchObject({
      code: 'not_threadline',
      message: expect.stringContaining('"nowhere"') as string,
    });
  });
});

describe('older and partial installs', () => {
  it('reads without changed_from, actor, link and actions', async () => {
    const database = await databaseWith({
      changedFrom: false,
      actor: false,
      actionLink: false,
      actions: false,
    });
    await database.execute(oneChangeSql());
    const source = await open(database);
    expect(source.capability).toMatchObject({
      has_changed_from: false,
      has_actor: false,
      has_action_link: false,
      has_actions: false,
    });
    expect(codes(source.capability)).toEqual(
      expect.arrayContaining(['no_actor_column', 'no_action_link', 'no_changed_from_column', 'no_triggers']),
    );
    const page = await timelinePage(source, { filters: {}, cursor: null, direction: 'older', limit: 5 });
    expect(page.entries[0]).toMatchObject({
      audit_change: { changed_from: null },
      transaction: { actor_ref: null, action_id: null },
      action: null,
    });
    const context = await transactionContext(source, uuidOf(1));
    expect(context.changes).toHaveLength(1);
    for (const filters of [{ actor: ['user:1'] }, { not_actor: ['user:1'] }, { no_actor: true }])
      await expect(
        timelinePage(source, { filters, cursor: null, direction: 'older', limit: 5 }),
      ).rejects.toMatchObject({
        code: 'unavailable_filter',
        message: expect.stringContaining('actor_ref') as string,
      });
    await expect(
      timelinePage(source, {
        filters: { correlation_id: ['c'] },
        cursor: null,
        direction: 'older',
        limit: 5,
      }),
    ).rejects.toMatchObject({
      code: 'unavailable_filter',
      message: expect.stringContaining('action_id') as string,
    });
    expect(await suggestValues(source, { key: 'actor', prefix: '' })).toEqual([]);
    expect(await suggestValues(source, { key: 'correlation_id', prefix: '' })).toEqual([]);
    expect(await suggestValues(source, { key: 'table', prefix: 'us' })).toEqual(['public.users']);
  });

  it('names the missing table when the link is there but audit_actions is not', async () => {
    const source = await open(await databaseWith({ actions: false }));
    await expect(
      timelinePage(source, {
        filters: { correlation_id: ['c'] },
        cursor: null,
        direction: 'older',
        limit: 5,
      }),
    ).rejects.toMatchObject({
      code: 'unavailable_filter',
      message: expect.stringContaining('audit_actions') as string,
    });
  });

  it('reads partitioned tables, their size summed over the parts', async () => {
    const database = await databaseWith({ partitioned: true });
    await database.execute(`
      INSERT INTO audit_transactions (id, txid) VALUES ('${uuidOf(1)}', 1);
      INSERT INTO audit_changes (transaction_id, table_schema, table_name, table_pk, op, captured_at, data_after)
      SELECT '${uuidOf(1)}', 'public', 'users', jsonb_build_object('id', g::text), 'insert',
             timestamptz '2026-05-01Z' + g * interval '1 minute', jsonb_build_object('x', repeat(md5(g::text), 4))
        FROM generate_series(1, 80000) g;
      ANALYZE audit_changes`);
    const source = await open(database);
    expect(source.capability.partitioned).toBe(true);
    expect(source.capability.estimates.changes).toBeGreaterThan(70_000);
    expect(source.capability.estimates.changes).toBeLessThan(90_000);
    const page = await timelinePage(source, { filters: {}, cursor: null, direction: 'older', limit: 3 });
    expect(page.entries.map(({ audit_change }) => audit_change.table_pk)).toEqual([
      '{"id": "80000"}',
      '{"id": "79999"}',
      '{"id": "79998"}',
    ]);
    expect(page.entries[0]?.audit_change.xmin).toMatch(/^\d+$/);
  });

  it('tells governance tables, indexes and trigger arguments', async () => {
    const database = await databaseWith({ rowHistoryIndex: true });
    await database.execute(`
      CREATE TABLE threadline_saved_views (id uuid);
      CREATE INDEX audit_transactions_actor_ref_gin ON audit_transactions USING gin (actor_ref);
      CREATE FUNCTION threadline_capture_changes() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
      CREATE TABLE lines (tenant_id int, "nö" int, PRIMARY KEY (tenant_id, "nö"));
      CREATE TRIGGER threadline_audit_lines AFTER INSERT ON lines FOR EACH ROW
        EXECUTE FUNCTION threadline_capture_changes('tenant_id', 'nö');
      ALTER TABLE lines ENABLE REPLICA TRIGGER threadline_audit_lines`);
    const { capability } = await open(database);
    expect(capability).toMatchObject({
      governance: { saved_views: true, export_jobs: false, retention_runs: false, evidence_records: false },
      row_history_index: 'valid',
      actor_gin_index: true,
      actor_time_index: false,
    });
    expect(capability.triggers).toMatchObject([
      { table_name: 'lines', enabled: 'R', key_columns: ['tenant_id', 'nö'] },
    ]);
    await database.execute(
      `UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'audit_changes_row_history_idx'::regclass`,
    );
    const again = await open(database);
    expect(again.capability.row_history_index).toBe('invalid');
    expect(codes(again.capability)).toContain('row_history_index_invalid');
  });

  it('describes the shapes of recent keys', async () => {
    const database = await databaseWith({});
    await database.execute(`
      INSERT INTO audit_transactions (id, txid) VALUES ('${uuidOf(1)}', 1);
      INSERT INTO audit_changes (transaction_id, table_schema, table_name, table_pk, op)
      SELECT '${uuidOf(1)}', 'public', 't', pk, 'insert'
        FROM unnest('{"{\\"id\\":\\"1\\"}","{\\"b\\":\\"1\\",\\"a\\":\\"2\\"}","{}","{\\"id\\":null}","[1]"}'::jsonb[]) pk`);
    const { capability } = await open(database);
    expect(capability.key_shapes.map(({ keys, resolved }) => [keys, resolved])).toEqual([
      [[], false],
      [[], true],
      [['id'], false],
      [['id'], true],
      [['a', 'b'], true],
    ]);
  });
});

describe('what the role may do', () => {
  const role = `reader_${Math.random().toString(36).slice(2, 10)}`;

  it('sees a least-privilege reader, and one that may not read everything', async () => {
    const database = await databaseWith({});
    await database.execute(`
      ${oneChangeSql()}
      CREATE ROLE ${role} LOGIN PASSWORD 'p@:/%ü';
      REVOKE ALL ON SCHEMA public FROM PUBLIC; GRANT USAGE ON SCHEMA public TO ${role};
      GRANT SELECT ON audit_changes, audit_transactions TO ${role}`);
    try {
      const reader = await open(database, { user: role }, 'p@:/%ü');
      expect(reader.capability.privileges).toEqual({
        superuser: false,
        dangerous_roles: [],
        may_write: false,
        may_read: true,
      });
      expect(reader.capability.has_actions).toBe(false);
      expect(codes(reader.capability)).toEqual(['actions_unreadable', 'no_triggers']);
      const page = await timelinePage(reader, { filters: {}, cursor: null, direction: 'older', limit: 5 });
      expect(page.entries).toHaveLength(1);

      await database.execute(`REVOKE SELECT ON audit_changes FROM ${role};
        GRANT pg_write_server_files TO ${role}; GRANT DELETE ON audit_transactions TO ${role}`);
      const blind = await open(database, { user: role }, 'p@:/%ü');
      expect(blind.capability.privileges).toEqual({
        superuser: false,
        dangerous_roles: ['pg_write_server_files'],
        may_write: true,
        may_read: false,
      });
      expect(codes(blind.capability)).toEqual(
        expect.arrayContaining(['no_read_privilege', 'dangerous_roles', 'may_write']),
      );
      await expect(
        timelinePage(blind, { filters: {}, cursor: null, direction: 'older', limit: 5 }),
      ).rejects.toMatchObject({ code: 'permission_denied' });
    } finally {
      await Promise.all(opened.splice(0).map(({ session }) => session.close()));
      await database.execute(`DROP OWNED BY ${role}; DROP ROLE ${role}`);
    }
  });
});

describeOn(14, 'the oldest server', () => {
  it('is probed and read like the newest', async () => {
    const database = await createTestDatabase({ version: 14 });
    await database.execute(auditTablesSql() + oneChangeSql());
    const source = await open(database);
    expect(source.capability.server.version_num).toBeGreaterThanOrEqual(140_000);
    expect(source.capability.server.version_num).toBeLessThan(150_000);
    const page = await timelinePage(source, { filters: {}, cursor: null, direction: 'older', limit: 5 });
    expect(page.entries).toHaveLength(1);
  });
});
