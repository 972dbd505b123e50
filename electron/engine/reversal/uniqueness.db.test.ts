import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Reversal } from '@shared/domain/reversal.ts';
import { captureInstallSql } from '../capture/install.ts';
import { captureTriggerSql } from '../capture/triggers.ts';
import { openAuditSource } from '../catalog/openAuditSource.ts';
import type { AuditSource } from '../db/session.ts';
import { createTestDatabase, type TestDatabase } from '../testing/database.ts';
import { draftReversal } from './draft.ts';

const capture = { storageSchema: 'threadline', era: 'current' } as const;
let database: TestDatabase;
let source: AuditSource;

beforeAll(async () => {
  database = await createTestDatabase();
  await database.execute(captureInstallSql(capture));
  await database.execute(`
    CREATE TABLE people (id int PRIMARY KEY, email text, handle text, org int, seat int, gone date, rank numeric,
                         UNIQUE (email), UNIQUE (org, seat));
    CREATE UNIQUE INDEX people_handle ON people (lower(handle)) WHERE gone IS NULL;
    CREATE FUNCTION public.mine(numeric) RETURNS numeric IMMUTABLE LANGUAGE plpgsql AS
      $$ BEGIN IF current_setting('transaction_read_only') = 'on' THEN RAISE EXCEPTION 'run by a reader'; END IF; RETURN $1; END $$;
    CREATE UNIQUE INDEX people_rank ON people (public.mine(rank));`);
  await database.execute(
    captureTriggerSql({ ...capture, tables: [{ table: 'people', store_changed_from: true }] }),
  );
  source = await openAuditSource(database.endpoint, database.password);
});
afterAll(() => source.session.close());
beforeEach(() =>
  database.execute('TRUNCATE people, threadline.audit_changes, threadline.audit_transactions'),
);

const by = (actor: string, sql: string): Promise<void> =>
  database.execute(
    `BEGIN; SELECT set_config('threadline.actor_ref', '{"type":"user","id":"${actor}"}', true); ${sql}; COMMIT`,
  );
const draft = (): Promise<Reversal> => draftReversal(source, { of: { filters: { actor: ['user:thief'] } } });
/** The draft as somebody runs it who wants to keep it. */
const keep = async ({ sql }: Reversal): Promise<void> =>
  database.execute(sql.replace(/ROLLBACK;\n$/, 'COMMIT;'));
const people = async (columns = 'id, email'): Promise<readonly string[]> =>
  (await database.query(`SELECT ROW(${columns})::text AS r FROM people ORDER BY id`)).map(({ r }) => r ?? '');

describe('a value that another row has meanwhile', () => {
  it('keeps a deleted row from being inserted, is marked, and the rest of the draft goes on', async () => {
    await by('owner', `INSERT INTO people (id, email) VALUES (1, 'a@x'), (2, 'b@x')`);
    await by('thief', `DELETE FROM people`);
    await by('owner', `INSERT INTO people (id, email) VALUES (7, 'a@x')`);
    const made = await draft();
    const conflict = made.statements.find(({ table_pk }) => table_pk === '{"id": "1"}');
    expect(conflict).toMatchObject({
      kind: 'none',
      sql: null,
      cannot_restore: [
        {
          field: null,
          reason: 'value_taken',
          held_by: { index: 'people_email_key', table_pk: '{"id": "7"}' },
        },
      ],
    });
    expect(made.sql).toContain(
      '-- not restored: CONFLICT: another live row holds the value, and a unique index allows it once: people_email_key, row {"id": "7"}\n',
    );
    expect(made.sql).toContain(
      '-- Summary: 1 statement, expected to touch 1 row; 1 change with nothing to run.\n',
    );
    expect(made.sql).toContain('-- not restored, once: CONFLICT');
    await keep(made);
    expect(await people()).toEqual(['(2,b@x)', '(7,a@x)']);
  });

  it('keeps a field from being put back, the others are', async () => {
    await by(
      'owner',
      `INSERT INTO people (id, email, org, seat, handle) VALUES (1, 'a@x', 1, 1, 'Ann'), (2, 'b@x', 2, 9, 'b')`,
    );
    await by(
      'thief',
      `UPDATE people SET email = 't@x', seat = 5, handle = 'zz', gone = '2026-01-01' WHERE id = 1`,
    );
    await by('owner', `UPDATE people SET email = 'a@x', handle = 'ANN' WHERE id = 2`);
    const made = await draft();
    expect(made.statements[0]).toMatchObject({
      kind: 'update',
      restores: ['seat'],
      cannot_restore: [
        { field: 'email', reason: 'value_taken', held_by: { index: 'people_email_key' } },
        // The index on lower(handle) is about rows that are not gone: gone and handle collide together.
        {
          field: 'gone',
          reason: 'value_taken',
          held_by: { index: 'people_handle', table_pk: '{"id": "2"}' },
        },
        { field: 'handle', reason: 'value_taken', held_by: { index: 'people_handle' } },
      ],
    });
    await keep(made);
    expect(await people('id, email, seat')).toEqual(['(1,t@x,1)', '(2,a@x,9)']);
  });

  it('is seen by columns that the draft does not put: a seat is taken within its organisation', async () => {
    await by('owner', `INSERT INTO people (id, org, seat) VALUES (1, 1, 1), (2, 2, 1)`);
    await by('thief', `UPDATE people SET seat = 2 WHERE id = 1`);
    const free = await draft();
    expect(free.statements[0]).toMatchObject({ kind: 'update', restores: ['seat'], cannot_restore: [] });
    await by('owner', `INSERT INTO people (id, org, seat) VALUES (3, 1, 1)`);
    expect((await draft()).statements[0]).toMatchObject({
      kind: 'none',
      cannot_restore: [{ field: 'seat', reason: 'value_taken' }],
    });
  });

  it('that was taken after the draft was made stops its statement only', async () => {
    await by(
      'owner',
      `INSERT INTO people (id, email, handle, rank) VALUES (1, 'a@x', 'a', 1), (2, 'b@x', 'b', 2), (3, 'c@x', 'c', 3), (4, 'd@x', 'd', 4)`,
    );
    await by('thief', `DELETE FROM people WHERE id <> 4; UPDATE people SET email = 't@x' WHERE id = 4`);
    const made = await draft();
    expect(made.statements.every(({ sql }) => sql !== null)).toBe(true);
    await by(
      'owner',
      `INSERT INTO people (id, email, handle, rank) VALUES (7, 'a@x', 'q', 7), (8, 'd@x', 'B', 8), (9, 'e@x', 'e', 3)`,
    );
    await keep(made);
    expect(await people()).toEqual(['(4,t@x)', '(7,a@x)', '(8,d@x)', '(9,e@x)']);
  });
});

describe('a value that the draft itself makes free', () => {
  it('goes back: the intruder who took it is removed first', async () => {
    await by('owner', `INSERT INTO people (id, email, rank) VALUES (1, 'a@x', 5)`);
    await by('thief', `DELETE FROM people; INSERT INTO people (id, email, rank) VALUES (9, 'a@x', 5)`);
    const made = await draft();
    expect(made.statements.map(({ kind }) => kind)).toEqual(['delete', 'insert']);
    await keep(made);
    expect(await people()).toEqual(['(1,a@x)']);
  });

  it('goes back through an exchange of two rows', async () => {
    await by('owner', `INSERT INTO people (id, email) VALUES (1, 'a@x'), (2, 'b@x')`);
    await by('thief', `UPDATE people SET email = 'tmp' WHERE id = 1`);
    await by('thief', `UPDATE people SET email = 'a@x' WHERE id = 2`);
    await by('thief', `UPDATE people SET email = 'b@x' WHERE id = 1`);
    const made = await draft();
    expect(made.statements.flatMap(({ cannot_restore }) => cannot_restore)).toEqual([]);
    await keep(made);
    expect(await people()).toEqual(['(1,a@x)', '(2,b@x)']);
  });

  it('does not go to two rows', async () => {
    await by('owner', `INSERT INTO people (id, email) VALUES (1, 'a@x')`);
    await by('thief', `DELETE FROM people`);
    await by('owner', `INSERT INTO people (id, email) VALUES (2, 'a@x')`);
    await by('thief', `DELETE FROM people`);
    const made = await draft();
    expect(made.statements.map(({ kind }) => kind)).toEqual(['insert', 'none']);
    expect(made.statements[1]?.cannot_restore).toMatchObject([
      { reason: 'value_taken', held_by: { table_pk: '{"id": "2"}' } },
    ]);
    await keep(made);
    expect(await people()).toEqual(['(2,a@x)']);
  });
});
