import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { beforeAfterSchema, type BeforeAfter } from '@shared/domain/beforeAfter.ts';
import { damageSchema, type Damage } from '@shared/domain/damage.ts';
import { growthSchema } from '@shared/domain/growth.ts';
import { captureInstallSql } from '../capture/install.ts';
import { captureTriggerSql } from '../capture/triggers.ts';
import { openAuditSource } from '../catalog/openAuditSource.ts';
import type { AuditSource } from '../db/session.ts';
import { uuidOf } from '../testing/auditTables.ts';
import { createTestDatabase, type TestDatabase } from '../testing/database.ts';
import { transactionBeforeAfter } from './beforeAfter.ts';
import { damage } from './damage.ts';
import { scopeGrowth } from './growth.ts';

let database: TestDatabase;
let source: AuditSource;
beforeAll(async () => {
  database = await createTestDatabase();
  const options = { storageSchema: 'threadline', era: 'current' } as const;
  await database.execute(`${captureInstallSql(options)}
    CREATE TABLE users (id int PRIMARY KEY, name text, phone text, digest text, seen date, at timestamptz);
    CREATE TABLE plain (id int PRIMARY KEY, v text, w int);
    CREATE TABLE notes (id int PRIMARY KEY, user_id int REFERENCES users, note text);
    CREATE TABLE keyless (v text);`);
  await database.execute(
    captureTriggerSql({
      ...options,
      tables: [
        {
          table: 'users',
          store_changed_from: true,
          mask: ['phone'],
          exclude: ['digest'],
          except_columns: ['seen'],
        },
        { table: 'plain' },
        { table: 'notes' },
      ],
    }),
  );
  await database.execute(
    'CREATE TRIGGER threadline_audit_keyless AFTER INSERT OR UPDATE OR DELETE ON keyless' +
      ' FOR EACH ROW EXECUTE FUNCTION threadline.threadline_capture_changes()',
  );
  source = await openAuditSource(database.endpoint, database.password);
});
afterAll(() => source.session.close());
beforeEach(() =>
  database.execute(
    'TRUNCATE threadline.audit_changes, threadline.audit_transactions, threadline.audit_actions, users, plain, notes, keyless',
  ),
);

/** One transaction of an actor. */
async function by(actor: string, sql: string, zone = 'UTC'): Promise<string> {
  const [type, id] = actor.split(':');
  await database.execute(
    `BEGIN; SET LOCAL TimeZone = '${zone}';
     SELECT set_config('threadline.actor_ref', '${JSON.stringify({ type, id })}', true); ${sql}; COMMIT`,
  );
  const [row] = await database.query(
    'SELECT id FROM threadline.audit_transactions ORDER BY txid DESC LIMIT 1',
  );
  return row?.['id'] ?? '';
}

async function uncaptured(sql: string): Promise<void> {
  await database.execute(`BEGIN; SET LOCAL session_replication_role = replica; ${sql}; COMMIT`);
}

const thief = { filters: { actor: ['user:thief'] } };

describe('damage', () => {
  const states = ({ entries }: Damage): readonly unknown[] =>
    entries.map(({ field, state, live, later, later_changes }) => [
      field,
      state,
      live,
      later?.actor_ref ?? null,
      later_changes,
    ]);

  it('says of each field who overwrote it first, and what the live row holds', async () => {
    await by('user:1', `INSERT INTO plain VALUES (1, 'a', 1), (2, 'a', 1), (3, 'a', 1)`);
    await by('user:thief', `UPDATE plain SET v = 'b', w = 2`);
    await by('user:2', `UPDATE plain SET v = 'c' WHERE id = 1`);
    await by('user:3', `UPDATE plain SET v = 'b' WHERE id = 1`);
    await by('user:4', `DELETE FROM plain WHERE id = 2`);
    await uncaptured(`UPDATE plain SET w = 9 WHERE id = 3`);
    const answer = await damage(source, thief);
    expect(damageSchema.parse(answer)).toEqual(answer);
    expect(states(answer)).toEqual([
      ['v', 'overwritten', 'agrees', '{"id": "2", "type": "user"}', 2],
      ['w', 'no_later_captured_change', 'agrees', null, 0],
      ['v', 'row_gone', 'missing', '{"id": "4", "type": "user"}', 1],
      ['w', 'row_gone', 'missing', '{"id": "4", "type": "user"}', 1],
      ['v', 'no_later_captured_change', 'agrees', null, 0],
      ['w', 'no_later_captured_change', 'differs', null, 0],
    ]);
    expect(answer.summary.map(({ field, set }) => [field, set])).toEqual([
      ['v', 3],
      ['w', 3],
    ]);
    expect(await damage(source, { ...thief, limit: 1, max_changes: 2 })).toMatchObject({
      changes: 2,
      truncated: true,
      has_more: true,
    });
    expect(await damage(source, { ...thief, limit: 6, max_changes: 3 })).toMatchObject({
      truncated: false,
      has_more: false,
    });
  });

  it('counts what the scope set by its last change, inserts whole and deletions as such', async () => {
    await by('user:1', `INSERT INTO plain VALUES (1, 'a', 1), (2, 'a', 1)`);
    await by('user:thief', `UPDATE plain SET v = 'b' WHERE id = 1; UPDATE plain SET v = 'c' WHERE id = 1`);
    await by('user:thief', `UPDATE plain SET v = 'b' WHERE id = 2; DELETE FROM plain WHERE id = 2`);
    await by('user:thief', `INSERT INTO plain VALUES (3, 'x', NULL)`);
    await uncaptured(`DELETE FROM plain WHERE id = 3`);
    expect(states(await damage(source, thief))).toEqual([
      ['v', 'no_later_captured_change', 'agrees', null, 0],
      [null, 'no_later_captured_change', 'agrees', null, 0],
      ['id', 'row_gone', 'missing', null, 0],
      ['v', 'row_gone', 'missing', null, 0],
      ['w', 'row_gone', 'missing', null, 0],
    ]);
    await by('user:5', `INSERT INTO plain VALUES (2, 'new', 1)`);
    expect(states(await damage(source, thief))[1]).toEqual([
      null,
      'overwritten',
      'differs',
      '{"id": "5", "type": "user"}',
      1,
    ]);
  });

  it('keeps masked values, moments of other zones and unresolved keys apart', async () => {
    await by('user:1', `INSERT INTO users (id, phone, at) VALUES (1, '123', '2026-01-01 00:00+00')`);
    await by('user:thief', `UPDATE users SET phone = '456', at = '2026-01-02 00:00+00'`, 'Asia/Kolkata');
    await by('user:thief', `INSERT INTO keyless VALUES ('x')`);
    const answer = await damage(source, thief);
    expect(states(answer)).toEqual([
      ['v', 'unresolved_key', 'not_readable', null, 0],
      ['at', 'no_later_captured_change', 'agrees', null, 0],
      ['phone', 'no_later_captured_change', 'masked', null, 0],
    ]);
    expect(answer.entries[2]).toMatchObject({ masked: true, value: null, live_value: null });
    expect(answer.not_readable.map(({ table_name, reason }) => [table_name, reason])).toEqual([
      ['keyless', 'unresolved_key'],
    ]);
  });

  it('takes a row that came to stand under the key for another one', async () => {
    await by('user:1', `INSERT INTO users (id, name) VALUES (1, 'a'), (2, 'b')`);
    await by('user:thief', `UPDATE users SET name = 'x' WHERE id = 1`);
    await by('user:2', `UPDATE users SET id = 3 WHERE id = 1`);
    await by('user:2', `UPDATE users SET id = 1 WHERE id = 2`);
    expect(states(await damage(source, thief))).toEqual([
      ['name', 'overwritten', 'differs', '{"id": "2", "type": "user"}', 1],
    ]);
  });
});

describe('before and after', () => {
  const fields = (answer: BeforeAfter, row = 0): Readonly<Record<string, unknown>> =>
    Object.fromEntries(
      (answer.rows[row]?.fields ?? []).map(({ name, changed, before, after }) => [
        name,
        [changed, before.value ?? before.state, before.source, after.value ?? after.state],
      ]),
    );

  it('knows prior values, previous images, masked, excluded and unnamed columns', async () => {
    await by('user:1', `INSERT INTO users VALUES (1, 'a', '123', 'd', '2026-01-01', NULL)`);
    const id = await by(
      'user:thief',
      `UPDATE users SET name = 'b', phone = '456', seen = '2026-01-02' WHERE id = 1; UPDATE users SET name = 'c'`,
    );
    const answer = await transactionBeforeAfter(source, { id });
    expect(beforeAfterSchema.parse(answer)).toEqual(answer);
    expect(answer.rows).toHaveLength(1);
    expect(answer.rows[0]?.changes.map(({ op }) => op)).toEqual(['update', 'update']);
    expect(answer.rows[0]?.before.status).toBe('row');
    expect(fields(answer)).toEqual({
      at: [false, 'null', 'unchanged', 'null'],
      digest: [null, 'excluded', null, 'excluded'],
      id: [false, '1', 'unchanged', '1'],
      name: [true, '"a"', 'prior_value', '"c"'],
      phone: [true, 'masked', 'prior_value', 'masked'],
      seen: [true, '"2026-01-01"', 'previous_image', '"2026-01-02"'],
    });
  });

  it('tells before the horizon from no prior value, and no row from either', async () => {
    await uncaptured(`INSERT INTO plain VALUES (1, 'a', 1), (2, 'a', 1)`);
    const id = await by(
      'user:thief',
      `UPDATE plain SET v = 'b' WHERE id = 1; DELETE FROM plain WHERE id = 2`,
    );
    const answer = await transactionBeforeAfter(source, { id });
    expect(answer.rows.map(({ before }) => before.reason)).toEqual(['before_horizon', 'before_horizon']);
    expect(fields(answer)).toEqual({
      id: [false, '1', 'unchanged', '1'],
      v: [true, 'before_horizon', null, '"b"'],
      w: [false, '1', 'unchanged', '1'],
    });
    expect(answer.rows[1]?.after.status).toBe('no_row');
    const again = await by(
      'user:thief',
      `INSERT INTO plain VALUES (2, 'z', 1); DELETE FROM plain WHERE id = 2`,
    );
    expect(await transactionBeforeAfter(source, { id: again })).toMatchObject({
      rows: [{ before: { status: 'no_row' }, after: { status: 'no_row' } }],
    });
  });

  it('notices a write between that was not captured, and follows a recorded change of the key', async () => {
    await by('user:1', `INSERT INTO users (id, name) VALUES (1, 'a')`);
    await uncaptured(`UPDATE users SET name = 'gap'`);
    const id = await by('user:thief', `UPDATE users SET name = 'b'; UPDATE users SET id = 2`);
    const { rows } = await transactionBeforeAfter(source, { id });
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ table_pk: '{"id": "2"}', before: { status: 'row' } });
    expect(rows[0]?.fields.filter(({ contradicts_previous }) => contradicts_previous)).toMatchObject([
      { name: 'name', before: { value: '"gap"' } },
    ]);
    await by('user:1', `INSERT INTO plain VALUES (1, 'a', 1)`);
    const moved = await by('user:thief', `UPDATE plain SET id = 2`);
    expect((await transactionBeforeAfter(source, { id: moved })).rows[0]?.before).toMatchObject({
      status: 'unknown',
      reason: 'key_changed',
    });
  });

  it('is refused for what is no transaction', async () => {
    await expect(transactionBeforeAfter(source, { id: '42' })).rejects.toMatchObject({
      code: 'invalid_uuid',
    });
    await expect(transactionBeforeAfter(source, { id: uuidOf(9) })).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});

describe('growth', () => {
  it('proposes what the scope made and what hangs on it, and nothing that is in it', async () => {
    await by('user:5', `INSERT INTO plain VALUES (77, 'before', 1)`);
    await by('user:thief', `INSERT INTO users (id, name) VALUES (70, 'mine')`);
    await by(
      'user:70',
      `INSERT INTO notes VALUES (1, 70, 'x'); UPDATE users SET name = 'renamed' WHERE id = 70`,
    );
    await by('user:thief', `UPDATE plain SET v = 'thief'`);
    await by('user:6', `UPDATE plain SET v = 'mended'`);
    const answer = await scopeGrowth(source, thief);
    expect(growthSchema.parse(answer)).toEqual(answer);
    expect(answer.proposals.map(({ kind, member, changes }) => [kind, member, changes])).toEqual([
      ['actor_created', { actor: ['user:70'] }, 2],
      ['created_row', { table: ['public.users'], pk: ['{"id": "70"}'] }, 1],
      ['references_created', { table: ['public.notes'], value: ['user_id=70'] }, 1],
      ['next_touched', expect.objectContaining({ table: ['public.plain'], actor: ['user:6'] }), 1],
    ]);
    expect(await scopeGrowth(source, { ...thief, limit: 1 })).toMatchObject({ has_more: true });
    expect(await scopeGrowth(source, { filters: { actor: ['user:nobody'] } })).toMatchObject({
      changes: 0,
      proposals: [],
    });
  });
});
