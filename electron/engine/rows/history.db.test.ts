import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rowBesidesSchema, rowHistoryPageSchema, type RowHistory } from '@shared/domain/rowHistory.ts';
import { captureInstallSql } from '../capture/install.ts';
import { captureTriggerSql } from '../capture/triggers.ts';
import { openAuditSource } from '../catalog/openAuditSource.ts';
import type { AuditSource } from '../db/session.ts';
import { auditTablesSql, oneChangeSql } from '../testing/auditTables.ts';
import { createTestDatabase, describeOn, type TestDatabase } from '../testing/database.ts';
import { testedVersions } from '../testing/servers.ts';
import { rowBesides, rowHistory, rowHistoryPage, type HistoryQuestion } from './history.ts';

const asked = { cursor: null, direction: 'older', limit: 200 } as const;

async function ask(source: AuditSource, question: Partial<HistoryQuestion>): Promise<RowHistory> {
  const whole = { table: 'users', pk: '1', ...asked, ...question };
  const answer = await rowHistory(source, whole);
  const page = await rowHistoryPage(source, whole);
  const besides = await rowBesides(source, whole);
  // What a screen asks in two steps is what the command line prints in one.
  expect({ ...page, ...besides }).toEqual(answer);
  rowHistoryPageSchema.parse(page);
  rowBesidesSchema.parse(besides);
  return answer;
}

const ops = (history: RowHistory): readonly string[] =>
  history.entries.map(({ audit_change }) => audit_change.op);

const TABLES = `
CREATE TABLE users (id int PRIMARY KEY, name text, email text);
CREATE TABLE lines (order_id int, line int, what text, PRIMARY KEY (order_id, line));
CREATE TABLE rooms (tenant int, id int, name text, PRIMARY KEY (tenant, id));`;

for (const version of testedVersions) {
  describeOn(version, 'history of a row, current capture', () => {
    let db: TestDatabase;
    let source: AuditSource;
    beforeAll(async () => {
      db = await createTestDatabase({ version });
      await db.execute(captureInstallSql({ storageSchema: 'threadline', era: 'current' }));
      await db.execute(TABLES);
      const tables = [
        { table: 'users', store_changed_from: true },
        { table: 'lines' },
        { table: 'rooms', store_changed_from: true },
      ];
      await db.execute(captureTriggerSql({ storageSchema: 'threadline', era: 'current', tables }));
      for (const statement of [
        `INSERT INTO users VALUES (1, 'a', 'e1'), (2, 'b', 'e2'), (12, 'l', 'e12')`,
        `UPDATE users SET name = 'a2' WHERE id = 1`,
        `UPDATE users SET id = 7, name = 'a3' WHERE id = 1`,
        `INSERT INTO users VALUES (1, 'again', 'e1')`,
        `UPDATE users SET id = 8 WHERE id = 7`,
        `DELETE FROM users WHERE id = 2`,
        `INSERT INTO lines VALUES (1, 1, 'one'), (1, 2, 'two'), (3, 3, 'three'), (5, 1, 'twin'), (5, 2, 'twin')`,
        `UPDATE lines SET line = 9 WHERE order_id = 1 AND line = 2`,
        `UPDATE lines SET order_id = 6 WHERE line = 2`,
        `INSERT INTO rooms VALUES (1, 5, 'x'), (2, 5, 'y')`,
        `UPDATE rooms SET tenant = 3 WHERE tenant = 1`,
      ])
        await db.execute(statement);
      source = await openAuditSource(db.endpoint, db.password);
    });
    afterAll(() => source.session.close());

    it('lists exactly the row, newest first, with the address it was found by', async () => {
      const history = await ask(source, { pk: '{"id":2}' });
      expect(history.row).toEqual({
        table_schema: 'public',
        table_name: 'users',
        table_pk: '{"id": "2"}',
        key_columns: ['id'],
        key_source: 'trigger',
      });
      expect(ops(history)).toEqual(['delete', 'insert']);
      expect(history).toMatchObject({ has_more: false, cursor: null });
      expect(history.key_changes).toEqual({ entries: [], complete: true });
      expect(history.unresolved).toEqual({ entries: [], truncated: false, unattributable_deletes: 0 });
    });

    it('is equality on the whole key: no part of a composite key, no prefix', async () => {
      expect(ops(await ask(source, { table: 'lines', pk: '{"line":3,"order_id":3}' }))).toEqual(['insert']);
      expect(ops(await ask(source, { table: 'lines', pk: '{"line":1,"order_id":3}' }))).toEqual([]);
      await expect(ask(source, { table: 'lines', pk: '{"order_id":1}' })).rejects.toMatchObject({
        code: 'invalid_key',
      });
    });

    it('links both ends of a changed key by the prior value (trap 17)', async () => {
      const first = await ask(source, { pk: '1' });
      expect(ops(first)).toEqual(['insert', 'update', 'insert']);
      const moved = await ask(source, { pk: '7' });
      const [arrival] = moved.entries.slice(-1);
      const change_id = arrival?.audit_change.id;
      expect(first.key_changes).toMatchObject({
        complete: true,
        entries: [{ direction: 'left', other_key: '{"id": "7"}', told_by: 'prior_value', change_id }],
      });
      expect(moved.key_changes.entries.map(({ direction, other_key }) => [direction, other_key])).toEqual([
        ['left', '{"id": "8"}'],
        ['arrived', '{"id": "1"}'],
      ]);
      expect((await ask(source, { pk: '8' })).key_changes.entries).toMatchObject([
        { direction: 'arrived', other_key: '{"id": "7"}', told_by: 'prior_value' },
      ]);
    });

    it('links composite keys of which one column changed', async () => {
      const left = await ask(source, { table: 'rooms', pk: '{"tenant":1,"id":5}' });
      expect(left.key_changes.entries).toMatchObject([
        { direction: 'left', other_key: '{"id": "5", "tenant": "3"}', told_by: 'prior_value' },
      ]);
      const arrived = await ask(source, { table: 'rooms', pk: '{"tenant":3,"id":5}' });
      expect(arrived.key_changes.entries).toMatchObject([
        { direction: 'arrived', other_key: '{"id": "5", "tenant": "1"}' },
      ]);
    });

    it('without prior values the image links them, where just one fits', async () => {
      const arrived = await ask(source, { table: 'lines', pk: '{"order_id":1,"line":9}' });
      expect(arrived.key_changes.entries).toMatchObject([
        { direction: 'arrived', other_key: '{"line": "2", "order_id": "1"}', told_by: 'image' },
      ]);
      const left = await ask(source, { table: 'lines', pk: '{"order_id":1,"line":2}' });
      expect(left.key_changes).toMatchObject({
        complete: true,
        entries: [{ direction: 'left', other_key: '{"line": "9", "order_id": "1"}', told_by: 'image' }],
      });
    });

    it('a row that is still there is not looked for elsewhere', async () => {
      expect((await ask(source, { pk: '12' })).key_changes.entries).toEqual([]);
    });

    it('a history of nothing is empty, not an error', async () => {
      expect(await ask(source, { pk: '99' })).toMatchObject({ entries: [], has_more: false, cursor: null });
    });
  });

  describeOn(version, 'history of a row, first capture', () => {
    let db: TestDatabase;
    let source: AuditSource;
    beforeAll(async () => {
      db = await createTestDatabase({ version });
      await db.execute(captureInstallSql({ storageSchema: 'public', era: 'baseline' }));
      await db.execute(TABLES);
      const tables = [{ table: 'users' }, { table: 'lines' }, { table: 'rooms' }];
      await db.execute(captureTriggerSql({ storageSchema: 'public', era: 'baseline', tables }));
      for (const statement of [
        `INSERT INTO users VALUES (1, 'a', 'e1')`,
        `UPDATE users SET name = 'b'`,
        `INSERT INTO lines VALUES (1, 1, 'one'), (1, 2, 'two')`,
        `UPDATE lines SET what = 'uno' WHERE line = 1`,
        `DELETE FROM lines WHERE line = 2`,
        `INSERT INTO rooms VALUES (1, 5, 'x'), (2, 5, 'y')`,
        `UPDATE rooms SET name = 'x2' WHERE tenant = 1`,
        `DELETE FROM rooms WHERE tenant = 2`,
      ])
        await db.execute(statement);
      source = await openAuditSource(db.endpoint, db.password);
    });
    afterAll(() => source.session.close());

    it('finds {"id": …} by text, number and bare value', async () => {
      for (const pk of ['{"id":"1"}', '{"id":1}', '1'])
        expect(ops(await ask(source, { pk }))).toEqual(['update', 'insert']);
      expect((await ask(source, {})).row.key_source).toBe('primary_key');
    });

    it('keeps changes with an unresolved key apart, found by their images, and counts deletes without', async () => {
      const history = await ask(source, { table: 'lines', pk: '{"order_id":1,"line":1}' });
      expect(history.entries).toEqual([]);
      expect(history.unresolved.entries.map(({ audit_change: c }) => [c.op, c.table_pk])).toEqual([
        ['update', '{"id": null}'],
        ['insert', '{"id": null}'],
      ]);
      expect(history.unresolved.unattributable_deletes).toBe(1);
    });

    it('the id of a composite key, which was all that was recorded, names no row by itself', async () => {
      const history = await ask(source, { table: 'rooms', pk: '{"tenant":1,"id":5}' });
      expect(history.entries).toEqual([]);
      expect(history.unresolved.entries.map(({ audit_change: c }) => [c.op, c.table_pk])).toEqual([
        ['update', '{"id": "5"}'],
        ['insert', '{"id": "5"}'],
      ]);
      expect(history.unresolved.unattributable_deletes).toBe(1);
      // As the timeline shows it, it can be followed all the same.
      const recorded = await ask(source, { table: 'rooms', pk: '{"id":"5"}' });
      expect(recorded.row.key_source).toBe('recorded');
      expect(ops(recorded)).toEqual(['delete', 'update', 'insert', 'insert']);
    });

    // CONTRACT §12, traps 8 and 34.
    it('bounds are inclusive to the microsecond; ties are paged by id', async () => {
      const at = (us: number): string => `2026-03-01T00:00:00.00000${us}Z`;
      await db.execute(`UPDATE audit_changes SET captured_at = '${at(5)}' WHERE table_pk = '{"id": "5"}'`);
      const question = { table: 'rooms', pk: '{"id":"5"}' };
      for (const [window, count] of [
        [{ from: at(5), to: at(5) }, 4],
        [{ from: at(6) }, 0],
        [{ to: at(4) }, 0],
        [{ from: at(4), to: at(6) }, 4],
        [{ from: '2026-03-01T01:00:00.000005+01:00' }, 4],
      ] as const)
        expect((await ask(source, { ...question, ...window })).entries).toHaveLength(count);
      const whole = (await ask(source, question)).entries.map(({ audit_change }) => audit_change.id);
      expect(whole).toEqual([...whole].sort().reverse());
      for (const direction of ['older', 'newer'] as const) {
        const seen: string[] = [];
        const start = direction === 'older' ? null : await lastCursor(question);
        let page = await ask(source, { ...question, limit: 1, direction, cursor: start });
        for (;;) {
          const ids = page.entries.map(({ audit_change }) => audit_change.id);
          if (direction === 'older') seen.push(...ids);
          else seen.unshift(...ids);
          expect(page.has_more).toBe(page.cursor !== null);
          if (page.cursor === null) break;
          page = await ask(source, { ...question, limit: 1, direction, cursor: page.cursor });
        }
        expect(seen).toEqual(direction === 'older' ? whole : whole.slice(0, 2));
      }
    });

    /** A cursor in the middle: behind the third change. */
    async function lastCursor(question: Partial<HistoryQuestion>): Promise<string> {
      return (await ask(source, { ...question, limit: 3 })).cursor ?? '';
    }

    it.each([0, 1001, 1.5])('refuses a limit of %s', async (limit) => {
      await expect(ask(source, { limit })).rejects.toMatchObject({ code: 'invalid_request' });
    });
  });
}

describe('without the parts that are optional', () => {
  it('works on tables without changed_from, actor, actions, and where audit_changes is partitioned', async () => {
    for (const partitioned of [false, true]) {
      const db = await createTestDatabase();
      const parts = { changedFrom: false, actor: false, actionLink: false, actions: false, partitioned };
      await db.execute(auditTablesSql({ schema: 'odd', ...parts }));
      await db.execute(oneChangeSql('odd'));
      const source = await openAuditSource(db.endpoint, db.password);
      const history = await ask(source, { pk: '1' });
      expect(ops(history)).toEqual(['insert']);
      expect(history.row.key_source).toBe('recorded');
      expect(history.entries[0]?.transaction.actor_ref).toBeNull();
      await source.session.close();
    }
  });
});
