import { describe, expect, it } from 'vitest';
import { openAuditSource } from '../catalog/openAuditSource.ts';
import { draftReversal } from '../reversal/draft.ts';
import { auditTablesSql, oneChangeSql, uuidOf } from '../testing/auditTables.ts';
import { createTestDatabase } from '../testing/database.ts';
import { transactionBeforeAfter } from './beforeAfter.ts';
import { damage } from './damage.ts';
import { scopeGrowth } from './growth.ts';

describe('an old install', () => {
  it('answers what it can: no actors, no actions, no prior values, no live table', async () => {
    const old = await createTestDatabase();
    await old.execute(
      `${auditTablesSql({ changedFrom: false, actor: false, actionLink: false, actions: false, partitioned: true })} ${oneChangeSql()}`,
    );
    const ancient = await openAuditSource(old.endpoint, old.password);
    try {
      const filters = { table: ['users'] };
      expect(await transactionBeforeAfter(ancient, { id: uuidOf(1) })).toMatchObject({
        rows: [{ before: { status: 'no_row' } }],
      });
      expect(await damage(ancient, { filters })).toMatchObject({ changes: 1, entries: [] });
      expect(await scopeGrowth(ancient, { filters })).toMatchObject({ changes: 1, proposals: [] });
      expect(await draftReversal(ancient, { of: { filters } })).toMatchObject({
        statements: [{ kind: 'none', cannot_restore: [{ field: null, reason: 'no_table' }] }],
      });
    } finally {
      await ancient.session.close();
    }
  });

  it('takes prior values for absent where there is no column for them, and goes by images', async () => {
    const old = await createTestDatabase();
    const change = (n: number, t: number, op: string, image: string, fields: string): string => `
      INSERT INTO audit_changes (id, transaction_id, table_schema, table_name, table_pk, op, data_after, changed_fields, captured_at)
      VALUES ('${uuidOf(100 + n)}', '${uuidOf(t)}', 'public', 'notes', '{"id": "1"}', '${op}', '${image}',
              ${fields}, timestamptz '2026-06-01Z' + interval '${n} minutes');`;
    await old.execute(`${auditTablesSql({ changedFrom: false })}
      CREATE TABLE notes (id int PRIMARY KEY, v text, w text);
      INSERT INTO notes VALUES (1, 'b', 'y');
      INSERT INTO audit_transactions (id, txid, actor_ref) VALUES
        ('${uuidOf(11)}', 11, '{"type":"user","id":"1"}'), ('${uuidOf(12)}', 12, '{"type":"user","id":"thief"}');
      ${change(1, 11, 'update', '{"id": 1, "v": "a", "w": "x"}', `'{w}'`)}
      ${change(2, 12, 'update', '{"id": 1, "v": "b", "w": "y"}', `'{v,w}'`)}`);
    const ancient = await openAuditSource(old.endpoint, old.password);
    try {
      expect(ancient.capability.has_changed_from).toBe(false);
      const [row] = (await transactionBeforeAfter(ancient, { id: uuidOf(12) })).rows;
      expect(
        row?.fields.map(({ name, before, after }) => [name, before.value, before.source, after.value]),
      ).toEqual([
        ['id', '1', 'unchanged', '1'],
        ['v', '"a"', 'previous_image', '"b"'],
        ['w', '"x"', 'previous_image', '"y"'],
      ]);
      const [first] = (await transactionBeforeAfter(ancient, { id: uuidOf(11) })).rows;
      expect(first?.before).toMatchObject({ status: 'unknown', reason: 'before_horizon' });
      const filters = { actor: ['user:thief'] };
      expect((await damage(ancient, { filters })).entries).toMatchObject(
        ['v', 'w'].map((field) => ({ field, state: 'no_later_captured_change', live: 'agrees' })),
      );
      const draft = await draftReversal(ancient, { of: { filters } });
      expect(draft.statements).toMatchObject([{ restores: ['v', 'w'], from_previous_image: ['v', 'w'] }]);
      await old.execute(draft.sql.replace(/ROLLBACK;\n$/, 'COMMIT;'));
      expect(await old.query('SELECT v, w FROM notes')).toEqual([{ v: 'a', w: 'x' }]);
    } finally {
      await ancient.session.close();
    }
  });
});
