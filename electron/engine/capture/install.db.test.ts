import { beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, describeOn } from '@engine/testing/database.ts';
import type { TestDatabase } from '@engine/testing/database.ts';
import { testedVersions } from '@engine/testing/servers.ts';
import { captureDrift } from './drift.ts';
import { deployedStatement } from './deployedStatement.ts';
import { captureInstallSql } from './install.ts';
import type { CaptureEra, TableCapture } from './policy.ts';
import { captureFunctions, captureTriggerSql } from './triggers.ts';
import { captureUninstallSql } from './uninstall.ts';

const auditTables = ['audit_actions', 'audit_changes', 'audit_transactions'];

/** Everything the catalogue says about the audit tables, as text. */
async function shapeOf(db: TestDatabase, schema = 'public') {
  const of = (sql: string) => db.query(sql, [schema, auditTables.join(',')]);
  return {
    columns: await of(
      `SELECT c.relname AS table, a.attname AS column, format_type(a.atttypid, a.atttypmod) AS type, a.attnotnull,
         pg_get_expr(d.adbin, d.adrelid) AS default_value
       FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
       LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
       WHERE n.nspname = $1 AND c.relname = ANY (string_to_array($2, ',')) AND a.attnum > 0 AND NOT a.attisdropped
       ORDER BY c.relname, a.attnum`,
    ),
    indexes: await of(
      `SELECT indexname, replace(indexdef, schemaname || '.', '') AS definition FROM pg_indexes
       WHERE schemaname = $1 AND tablename = ANY (string_to_array($2, ',')) ORDER BY indexname`,
    ),
    constraints: await of(
      `SELECT o.conname, replace(pg_get_constraintdef(o.oid), n.nspname || '.', '') AS definition
       FROM pg_constraint o JOIN pg_class c ON c.oid = o.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE n.nspname = $1 AND c.relname = ANY (string_to_array($2, ',')) AND o.contype <> 'n' ORDER BY o.conname`,
    ),
  };
}

describe('the baseline install', () => {
  it('is, to the last column, index and constraint, what the upstream library itself made', async () => {
    const seed = await createTestDatabase({ from: 'seed' });
    const ours = await createTestDatabase();
    await ours.execute(captureInstallSql({ storageSchema: 'public', era: 'baseline' }));
    const shape = await shapeOf(ours);
    expect(shape.columns).toHaveLength(29);
    expect(shape).toEqual(await shapeOf(seed));
  });

  it('triggers are those the upstream library made, in other schemas too', async () => {
    const seed = await createTestDatabase({ from: 'seed' });
    const ours = await createTestDatabase();
    await ours.execute(`CREATE TABLE users (id bigint); CREATE TABLE customers (id bigint, password_hash text);
      CREATE SCHEMA billing; CREATE TABLE billing.tickets (id bigint)`);
    const options = { storageSchema: 'public', era: 'baseline' } as const;
    await ours.execute(captureInstallSql(options));
    const tables = [{ table: 'users' }, { table: 'customers', exclude: ['password_hash'] }];
    await ours.execute(captureTriggerSql({ ...options, tables: [...tables, { table: 'billing.tickets' }] }));
    const definitions = (db: TestDatabase) =>
      db.query(
        `SELECT pg_get_triggerdef(oid) AS definition FROM pg_trigger WHERE NOT tgisinternal
         AND tgrelid IN ('users'::regclass, 'customers'::regclass, 'billing.tickets'::regclass) ORDER BY 1`,
      );
    const found = await definitions(ours);
    expect(found).toHaveLength(3);
    expect(found).toEqual(await definitions(seed));
  });
});

for (const version of testedVersions) {
  describeOn(version, 'the current install', () => {
    let db: TestDatabase;
    beforeAll(async () => {
      db = await createTestDatabase({ version });
      await db.execute(captureInstallSql({ storageSchema: 'threadline', era: 'current' }));
    });

    it('§13: lives in its storage schema beside another install in public, and neither mixes with the other', async () => {
      await db.execute(captureInstallSql({ storageSchema: 'public', era: 'current', governance: false }));
      await db.execute('CREATE TABLE a (id int PRIMARY KEY); CREATE TABLE b (id int PRIMARY KEY)');
      const era: CaptureEra = 'current';
      await db.execute(captureTriggerSql({ storageSchema: 'threadline', era, tables: [{ table: 'a' }] }));
      await db.execute(captureTriggerSql({ storageSchema: 'public', era, tables: [{ table: 'b' }] }));
      await db.execute('INSERT INTO a VALUES (1); INSERT INTO b VALUES (1)');
      expect(
        await db.query(
          `SELECT 'threadline' AS place, table_name FROM threadline.audit_changes
           UNION ALL SELECT 'public', table_name FROM public.audit_changes ORDER BY 1`,
        ),
      ).toEqual([
        { place: 'public', table_name: 'b' },
        { place: 'threadline', table_name: 'a' },
      ]);
    });

    it('adds the row-history index to the tables of the baseline; it serves a whole key, newest first', async () => {
      const other = await createTestDatabase({ version });
      await other.execute(captureInstallSql({ storageSchema: 'public', era: 'baseline' }));
      const baseline = await shapeOf(other);
      const current = await shapeOf(db, 'threadline');
      const added = 'audit_changes_row_history_idx';
      expect(current.columns).toEqual(baseline.columns);
      expect(current.indexes.filter((row) => row['indexname'] !== added)).toEqual(baseline.indexes);
      expect(current.indexes.find((row) => row['indexname'] === added)?.['definition']).toContain(
        '(table_schema, table_name, table_pk, captured_at DESC, id DESC)',
      );
      await db.execute('SET enable_seqscan = off');
      const plan = await db.query(
        `EXPLAIN SELECT FROM threadline.audit_changes WHERE table_schema = 'public' AND table_name = 'a'
         AND table_pk = '{"id": "1"}' ORDER BY captured_at DESC, id DESC`,
      );
      await db.execute('RESET enable_seqscan');
      const text = plan.map((row) => row['QUERY PLAN']).join('\n');
      expect(text).toContain(added);
      expect(text).not.toContain('Sort');
    });

    it('§13: has the governance tables of §1.5, which governance: false leaves out', async () => {
      const governance = async (schema: string) => {
        const rows = await db.query(
          `SELECT c.relname AS name, string_agg(concat_ws(' ', a.attname, format_type(a.atttypid, NULL),
             CASE WHEN a.attnotnull THEN 'not null' END), ', ' ORDER BY a.attnum) AS columns
           FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
           WHERE c.relnamespace = $1::regnamespace AND c.relname LIKE 'threadline%' AND c.relkind = 'r'
             AND a.attnum > 0 GROUP BY 1 ORDER BY 1`,
          [schema],
        );
        return rows.map((row) =>
          `${row['name'] ?? ''}: ${row['columns'] ?? ''}`
            .replaceAll('timestamp with time zone', 'timestamptz')
            .replaceAll('not null', '!'),
        );
      };
      expect(await governance('threadline')).toEqual([
        'threadline_evidence_records: id uuid !, subject text !, subject_ref jsonb !, summary_status text !, ' +
          'recorded_at timestamptz !, actor_ref jsonb, provenance jsonb !, detail jsonb !, ' +
          'schema_version integer !, inserted_at timestamptz !',
        'threadline_export_jobs: id uuid !, status text !, query_params jsonb !, actor_ref jsonb, file_path text, ' +
          'error_message text, started_at timestamptz, completed_at timestamptz, expires_at timestamptz, ' +
          'inserted_at timestamptz !, updated_at timestamptz !',
        'threadline_retention_runs: id uuid !, status text !, deleted_count integer, duration_ms integer, ' +
          'error_message text, started_at timestamptz, completed_at timestamptz, inserted_at timestamptz !, ' +
          'updated_at timestamptz !',
        'threadline_saved_views: id uuid !, name text !, actor_ref jsonb !, filters jsonb !, ' +
          'inserted_at timestamptz !, updated_at timestamptz !',
      ]);
      expect(await governance('public')).toEqual([]);
    });

    it('needs nothing of the search_path; the baseline does', async () => {
      await db.execute(`SET search_path = ''; INSERT INTO public.a VALUES (2); RESET search_path`);
      expect(
        await db.query(`SELECT FROM threadline.audit_changes WHERE table_pk = '{"id": "2"}'`),
      ).toHaveLength(1);
      const other = await createTestDatabase({ version });
      await other.execute(captureInstallSql({ storageSchema: 'public', era: 'baseline' }));
      await other.execute('CREATE TABLE a (id int)');
      await other.execute(
        captureTriggerSql({ storageSchema: 'public', era: 'baseline', tables: [{ table: 'a' }] }),
      );
      await expect(other.execute(`SET search_path = ''; INSERT INTO public.a VALUES (2)`)).rejects.toThrow(
        'relation "audit_transactions" does not exist',
      );
    });

    it('where it is installed already it fails and changes nothing', async () => {
      const options = {
        storageSchema: 'threadline',
        era: 'current',
        clock: `now() - '1 day'::interval`,
      } as const;
      await expect(db.execute(captureInstallSql(options))).rejects.toThrow('already exists');
      const [row] = await db.query(
        `SELECT prosrc FROM pg_proc WHERE oid = 'threadline.threadline_capture_changes()'::regprocedure`,
      );
      expect(row?.['prosrc']).toContain('clock_timestamp()');
      expect(row?.['prosrc']).not.toContain('1 day');
    });

    it('the clock given decides both times', async () => {
      const other = await createTestDatabase({ version });
      const options = {
        storageSchema: 'public',
        era: 'current',
        clock: `current_setting('story.clock')::timestamptz`,
      } as const;
      await other.execute(captureInstallSql(options));
      await other.execute('CREATE TABLE a (id int PRIMARY KEY)');
      await other.execute(captureTriggerSql({ ...options, tables: [{ table: 'a' }] }));
      await other.execute(
        `BEGIN; SET LOCAL story.clock = '2020-01-02T03:04:05.123456Z'; INSERT INTO a VALUES (1); COMMIT`,
      );
      expect(
        await other.query(
          `SELECT captured_at = occurred_at AS same, captured_at = '2020-01-02T03:04:05.123456Z' AS told
           FROM audit_changes c JOIN audit_transactions t ON t.id = c.transaction_id`,
        ),
      ).toEqual([{ same: 't', told: 't' }]);
    });
  });

  describeOn(version, 'deployed functions', () => {
    const storageSchema = 'threadline';
    const era = 'current';
    const tables: readonly TableCapture[] = [
      {
        table: 'users',
        exclude: ['a', 'b'],
        mask: ['c'],
        mask_placeholder: "it's, gone",
        store_changed_from: true,
      },
      { table: 'posts' },
    ];
    const functions = captureFunctions({ storageSchema, era, tables });
    let db: TestDatabase;

    const drift = async () => {
      const { text, values } = deployedStatement(functions);
      const rows = await db.query(text, values);
      const bodies = rows.map(
        (row) => [`${row['schema'] ?? ''}.${row['name'] ?? ''}`, row['body'] ?? ''] as const,
      );
      return captureDrift(functions, new Map(bodies));
    };

    beforeAll(async () => {
      db = await createTestDatabase({ version });
      await db.execute(
        'CREATE TABLE users (id int PRIMARY KEY, a text, b text, c text); CREATE TABLE posts (id int PRIMARY KEY)',
      );
    });

    it('are missing, then the same letter for letter, then differ when somebody replaces one', async () => {
      expect((await drift()).map((entry) => entry.state)).toEqual(['missing', 'missing']);
      await db.execute(captureInstallSql({ storageSchema, era }));
      await db.execute(captureTriggerSql({ storageSchema, era, tables }));
      expect((await drift()).map((entry) => entry.state)).toEqual(['same', 'same']);
      await db.execute(
        captureTriggerSql({ storageSchema, era, tables: [{ table: 'users', exclude: ['a'] }] }),
      );
      const [global, own] = await drift();
      expect(global?.state).toBe('same');
      expect(own).toMatchObject({ name: 'threadline.threadline_capture_changes_users', state: 'differs' });
      expect(own?.diff).toContain("+    v_data_after := v_data_after - 'b';");
    });

    it('uninstall ends capture and keeps what was captured', async () => {
      await db.execute('INSERT INTO users VALUES (1)');
      await db.execute(captureUninstallSql({ storageSchema, era, tables: ['users', 'posts'] }));
      await db.execute('INSERT INTO users VALUES (2); INSERT INTO posts VALUES (2)');
      expect(await db.query('SELECT table_pk FROM threadline.audit_changes')).toEqual([
        { table_pk: '{"id": "1"}' },
      ]);
      expect((await drift()).map((entry) => entry.state)).toEqual(['same', 'missing']);
      await db.execute(captureUninstallSql({ storageSchema, era, tables: ['users'] }));
    });
  });
}
