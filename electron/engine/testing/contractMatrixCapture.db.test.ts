import { afterAll, expect, it } from 'vitest';
import { diffChange } from '@shared/domain/diff.ts';
import { encodeCursor } from '@shared/domain/cursor.ts';
import { deployedPolicy } from '../capture/deployedPolicy.ts';
import { find } from '../find/find.ts';
import { rowAsOf } from '../rows/asOf.ts';
import { rowHistory } from '../rows/history.ts';
import { countChanges } from '../timeline/count.ts';
import { timelinePage } from '../timeline/page.ts';
import { auditTablesSql, uuidOf } from './auditTables.ts';
import { closeMatrix, entriesOf, matrixDatabase, openSource } from './contractMatrix.ts';
import { createTestDatabase, describeOn } from './database.ts';
import { testedVersions } from './servers.ts';

/**
 * CONTRACT §13, the rows about what capture writes and how it is looked up; each test is named after its row. What
 * capture itself stores is asserted in engine/capture; the cutoff belongs to retention, which does not exist yet.
 */

const baseline = { storageSchema: 'public', era: 'baseline' } as const;
const current = { storageSchema: 'threadline', era: 'current' } as const;
const newest = { cursor: null, direction: 'older', limit: 50 } as const;

afterAll(closeMatrix);

for (const version of testedVersions) {
  describeOn(version, 'test matrix §13, capture', () => {
    it('[A] schema, id uuid table, global function: rows of §2.3, history by text key, as-of three outcomes', async () => {
      const id = '0a0b0c0d-0000-4000-8000-00000000000a';
      const { open } = await matrixDatabase(version, {
        ...baseline,
        tables: 'CREATE TABLE notes (id uuid PRIMARY KEY, body text)',
        capture: [{ table: 'notes' }],
        writes: [
          `INSERT INTO notes VALUES ('${id}', 'a')`,
          `UPDATE notes SET body = 'b'`,
          'DELETE FROM notes',
        ],
      });
      const source = await open();
      expect(source.capability).toMatchObject({ storage_schema: 'public', row_history_index: 'none' });
      const row = { table: 'public.notes', pk: JSON.stringify({ id: id.toUpperCase() }) };
      const { entries } = await rowHistory(source, { ...newest, ...row });
      const changes = entries.map(({ audit_change }) => audit_change);
      expect(changes).toMatchObject([
        {
          op: 'delete',
          table_pk: `{"id": "${id}"}`,
          data_after: null,
          changed_fields: null,
          changed_from: null,
        },
        {
          op: 'update',
          data_after: `{"id": "${id}", "body": "b"}`,
          changed_fields: ['body'],
          changed_from: null,
        },
        {
          op: 'insert',
          data_after: `{"id": "${id}", "body": "a"}`,
          changed_fields: null,
          changed_from: null,
        },
      ]);
      const asOf = async (at: string) => (await rowAsOf(source, { ...row, at })).status;
      expect(await asOf(changes[0]?.captured_at ?? '')).toBe('deleted_record');
      expect(await asOf(changes[1]?.captured_at ?? '')).toBe('present');
      expect(await asOf('2020-01-01T00:00:00Z')).toBe('before_audit_horizon');
    });

    it('[A] schema, table without id: {"id": null}, labelled unresolved', async () => {
      const { open } = await matrixDatabase(version, {
        ...baseline,
        tables: 'CREATE TABLE pairs (a int, b int, PRIMARY KEY (a, b))',
        capture: [{ table: 'pairs' }],
        writes: ['INSERT INTO pairs VALUES (1, 2)'],
      });
      const source = await open();
      expect(source.capability.key_shapes).toEqual([
        { table_schema: 'public', table_name: 'pairs', keys: ['id'], resolved: false },
      ]);
      expect(await entriesOf(source, { pk: ['{"id":null}'] })).toMatchObject([
        { audit_change: { table_pk: '{"id": null}' } },
      ]);
      // Its value is found all the same, through the image.
      const { hits } = await find(source, { text: '2', deep: true });
      expect(hits).toMatchObject([
        { kind: 'recorded_value', where: { column: 'b', table_pk: '{"id": null}' } },
      ]);
    });

    // CONTRACT §12, traps 3 and 4.
    it('[B 0.11] composite key table with arguments: the whole key as text, equality lookup, null key → {}', async () => {
      const { db, open } = await matrixDatabase(version, {
        ...current,
        tables: `CREATE TABLE pairs (a bigint, b text, n int, PRIMARY KEY (a, b));
          CREATE TABLE loose (a bigint, n int)`,
        capture: [{ table: 'pairs' }],
        writes: ["INSERT INTO pairs VALUES (1, 'x', 1), (1, 'y', 1)", "UPDATE pairs SET n = 2 WHERE b = 'x'"],
      });
      const source = await open();
      const pk = '{"b":"x","a":1}';
      const { entries } = await rowHistory(source, { ...newest, table: 'pairs', pk });
      expect(entries.map(({ audit_change: c }) => [c.op, c.table_pk])).toEqual([
        ['update', '{"a": "1", "b": "x"}'],
        ['insert', '{"a": "1", "b": "x"}'],
      ]);
      // Containment, as filters have it, takes a part of the key; equality does not.
      expect(await countChanges(source, { filters: { pk: ['{"a":1}'] }, cap: null })).toMatchObject({
        count: 3,
      });
      await expect(rowHistory(source, { ...newest, table: 'pairs', pk: '{"a":1}' })).rejects.toMatchObject({
        code: expect.stringMatching(/^invalid_|^usage/) as string,
      });
      await db.execute(`CREATE TRIGGER threadline_audit_loose AFTER INSERT ON loose FOR EACH ROW
        EXECUTE FUNCTION threadline.threadline_capture_changes('a')`);
      await db.execute('INSERT INTO loose VALUES (NULL, 1)');
      expect(await entriesOf(source, { table: ['loose'] })).toMatchObject([
        { audit_change: { table_pk: '{}' } },
      ]);
    });

    it('per-table function, exclude 1 / exclude 2 / mask 1 / mask 2 / placeholder with comma: deployed policy parsed', async () => {
      const columns = 'id int PRIMARY KEY, a text, b text';
      const { db } = await matrixDatabase(version, {
        ...current,
        tables: `CREATE TABLE e1 (${columns}); CREATE TABLE e2 (${columns}); CREATE TABLE m1 (${columns}); CREATE TABLE m2 (${columns})`,
        capture: [
          { table: 'e1', exclude: ['a'] },
          { table: 'e2', exclude: ['a', 'b'] },
          { table: 'm1', mask: ['a'], mask_placeholder: "it's, hidden" },
          { table: 'm2', mask: ['a', 'b'] },
        ],
        writes: ["INSERT INTO m1 VALUES (1, 'secret', 'x')"],
      });
      const rows = await db.query(`SELECT proname AS name, prosrc AS body FROM pg_proc
        WHERE proname LIKE 'threadline_capture_changes_%' ORDER BY proname`);
      const policies = rows.map((row) => deployedPolicy(row['body'] ?? ''));
      // Upstream cannot read the second (trap 45); we can.
      expect(policies).toMatchObject([
        { exclude: ['a'], mask: [] },
        { exclude: ['a', 'b'], mask: [] },
        { exclude: [], mask: ['a'], placeholder: "it's, hidden" },
        { exclude: [], mask: ['a', 'b'], placeholder: '[REDACTED]' },
      ]);
    });

    it('store prior values with and without except columns: diff vectors of §4.7', async () => {
      const { open } = await matrixDatabase(version, {
        ...current,
        tables: `CREATE TABLE kept (id int PRIMARY KEY, email text, name text, seen int);
          CREATE TABLE none (id int PRIMARY KEY, b text, a text)`,
        capture: [{ table: 'kept', store_changed_from: true, except_columns: ['seen'] }, { table: 'none' }],
        writes: [
          "INSERT INTO kept VALUES (1, NULL, 'n', 1); INSERT INTO none VALUES (1, 'b', 'a')",
          "UPDATE kept SET email = 'new', seen = 2",
          'UPDATE kept SET seen = 3',
          "UPDATE none SET b = 'b2', a = 'a2'",
        ],
      });
      const updates = (await entriesOf(await open(), { op: ['update'] })).map(({ audit_change }) =>
        diffChange(audit_change),
      );
      expect(updates).toMatchObject([
        {
          before_values: 'none',
          field_changes: [
            { name: 'a', after: '"a2"' },
            { name: 'b', after: '"b2"' },
          ],
        },
        { before_values: 'none', field_changes: [] },
        { before_values: 'sparse', field_changes: [{ name: 'email', before: 'null', after: '"new"' }] },
      ]);
      expect(updates[0]?.field_changes[0]).not.toHaveProperty('prior_state');
    });

    it('two rows with identical captured_at: stable paging at page size 1', async () => {
      const source = await tied(version, ['2026-06-01T00:00:00.000001Z', '2026-06-01T00:00:00.000001Z']);
      const seen: string[] = [];
      let cursor: string | null = null;
      do {
        const page = await timelinePage(source, { filters: {}, cursor, direction: 'older', limit: 1 });
        seen.push(...page.entries.map(({ audit_change }) => audit_change.id));
        cursor = page.cursor;
      } while (cursor !== null);
      expect(seen).toEqual([uuidOf(1), uuidOf(0)]);
    });

    // CONTRACT §12, traps 6 and 7.
    it('rows 1 µs apart around a cursor, from, to, as-of, cutoff: inclusive and exclusive rules', async () => {
      const at = (n: number): string => `2026-06-01T00:00:00.00000${n}Z`;
      const source = await tied(version, [at(1), at(2), at(3)]);
      const found = async (filters: object) =>
        (await entriesOf(source, filters)).map(({ audit_change }) => audit_change.captured_at);
      expect(await found({ from: at(2) })).toEqual([at(3), at(2)]);
      expect(await found({ to: at(2) })).toEqual([at(2), at(1)]);
      expect(await found({ from: at(2), to: at(2) })).toEqual([at(2)]);
      const cursor = encodeCursor({ at: at(2), id: uuidOf(1) });
      for (const [direction, wanted] of [
        ['older', at(1)],
        ['newer', at(3)],
      ] as const) {
        const { entries } = await timelinePage(source, { filters: {}, cursor, direction, limit: 9 });
        expect(entries.map(({ audit_change }) => audit_change.captured_at)).toEqual([wanted]);
      }
      const row = { table: 'public.t', pk: '{"id":"1"}' };
      expect((await rowAsOf(source, { ...row, at: at(2) })).captured_at).toBe(at(2));
      expect((await rowAsOf(source, { ...row, at: '2026-06-01T00:00:00Z' })).status).toBe(
        'before_audit_horizon',
      );
    });
  });
}

/** Changes of one row at these moments, ids in their order. */
async function tied(version: 18 | 14, moments: readonly string[]) {
  const db = await createTestDatabase({ version });
  await db.execute(auditTablesSql());
  await db.execute(`INSERT INTO audit_transactions (id, txid) VALUES ('${uuidOf(1)}', 1)`);
  for (const [place, at] of moments.entries())
    await db.execute(`INSERT INTO audit_changes (id, transaction_id, table_schema, table_name, table_pk, op, data_after, captured_at)
      VALUES ('${uuidOf(place)}', '${uuidOf(1)}', 'public', 't', '{"id": "1"}', 'update', '{"id": 1}', '${at}')`);
  return openSource(db);
}
