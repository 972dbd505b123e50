import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  rowAsOfSchema,
  rowBlameSchema,
  rowComparisonSchema,
  type RowBlame,
  type RowComparison,
} from '@shared/domain/rowStates.ts';
import { captureInstallSql } from '../capture/install.ts';
import { captureTriggerSql } from '../capture/triggers.ts';
import { openAuditSource } from '../catalog/openAuditSource.ts';
import type { AuditSource } from '../db/session.ts';
import { createTestDatabase, describeOn, type TestDatabase } from '../testing/database.ts';
import { testedVersions } from '../testing/servers.ts';
import { rowAsOf } from './asOf.ts';
import { blameRow } from './blame.ts';
import { compareRow } from './compare.ts';

const WRITES = [
  `INSERT INTO users VALUES (1, 'a', 12.50, '123', 'h', '{"n": 1.0}', 'x')`,
  `UPDATE users SET name = 'b', ssn = '456' WHERE id = 1`,
  `UPDATE users SET name = 'a', amount = 12.5000 WHERE id = 1`,
  `UPDATE users SET touched = 'y' WHERE id = 1`,
  `DELETE FROM users WHERE id = 1`,
  `INSERT INTO users VALUES (1, 'new', 12, '123', 'h2', NULL, 'x')`,
];
/** Microsecond neighbours: change n is captured at 00:00:00.00000n. */
const at = (n: number): string => `2026-03-01T00:00:00.00000${n}Z`;

for (const era of ['baseline', 'current'] as const) {
  for (const version of testedVersions) {
    describeOn(version, `states of a row, ${era} capture`, () => {
      let db: TestDatabase;
      let source: AuditSource;
      beforeAll(async () => {
        db = await createTestDatabase({ version });
        const options = { storageSchema: 'public', era } as const;
        await db.execute(captureInstallSql(options));
        await db.execute(`
          CREATE TABLE users (id int PRIMARY KEY, name text, amount numeric, ssn text, hash text, meta jsonb, touched text)`);
        const settings = { mask: ['ssn'], exclude: ['hash'], except_columns: ['touched'] };
        await db.execute(captureTriggerSql({ ...options, tables: [{ table: 'users', ...settings }] }));
        for (const statement of WRITES) await db.execute(statement);
        await db.execute(`
          UPDATE audit_changes c SET captured_at = timestamptz '2026-03-01Z' + o.n * interval '1 microsecond'
          FROM (SELECT id, row_number() OVER (ORDER BY captured_at) n FROM audit_changes) o WHERE o.id = c.id`);
        source = await openAuditSource(db.endpoint, db.password);
      });
      afterAll(() => source.session.close());

      const row = { table: 'users', pk: '1' };
      const asOf = async (when: string) => rowAsOfSchema.parse(await rowAsOf(source, { ...row, at: when }));
      const compare = async (a: string, b: string): Promise<RowComparison> =>
        rowComparisonSchema.parse(await compareRow(source, { ...row, at: a, and: b }));
      const states = ({ fields }: RowComparison) =>
        Object.fromEntries(fields.map(({ name, state }) => [name, state]));

      it('as-of: a change counts from its very microsecond on', async () => {
        expect(await asOf(at(0))).toMatchObject({
          status: 'before_audit_horizon',
          data: null,
          change_id: null,
          captured_at: null,
        });
        expect(await asOf(at(1))).toMatchObject({ status: 'present', captured_at: at(1) });
        expect((await asOf(at(2))).data).toContain('"name": "b"');
        expect((await asOf('2026-03-01T01:00:00.000001+01:00')).captured_at).toBe(at(1));
        expect((await asOf(at(9))).captured_at).toBe(at(6));
      });

      it('as-of: a deleted row has no data, only a last known image, labelled (trap 18)', async () => {
        expect(await asOf(at(5))).toMatchObject({
          status: 'deleted_record',
          data: null,
          captured_at: at(5),
          last_known: { captured_at: at(4), data: expect.stringContaining('"touched": "y"') as string },
        });
      });

      it('as-of: of two changes at one instant the greater id wins', async () => {
        await db.execute(`UPDATE audit_changes SET captured_at = '${at(2)}' WHERE captured_at = '${at(3)}'`);
        const [expected] = await db.query(
          `SELECT id::text AS id FROM audit_changes WHERE captured_at = '${at(2)}' ORDER BY id DESC LIMIT 1`,
        );
        expect((await asOf(at(2))).change_id).toBe(expected?.['id']);
        await db.execute(
          `UPDATE audit_changes SET captured_at = '${at(3)}' WHERE data_after ->> 'amount' = '12.5000' AND changed_fields IS NOT NULL`,
        );
        expect((await asOf(at(2))).data).toContain('"name": "b"');
      });

      // CONTRACT §12, trap 16.
      it('compare: same, changed, there and back, numbers by every digit, masked is not unchanged', async () => {
        const answer = await compare(at(1), at(4));
        expect(states(answer)).toEqual({
          amount: 'changed',
          id: 'same',
          meta: 'same',
          name: 'same',
          ssn: 'masked',
          touched: 'changed',
        });
        const field = (name: string) => answer.fields.find((each) => each.name === name);
        expect(field('amount')).toMatchObject({
          before: '12.50',
          after: '12.5000',
          numerically_equal: true,
        });
        expect(field('name')).toMatchObject({ before: '"a"', after: '"a"', updates_between: 2 });
        expect(field('ssn')).toMatchObject({ updates_between: 1 });
        expect(answer).toMatchObject({ changes_between: 3, deletes_between: 0, not_captured: ['hash'] });
      });

      it('compare: either order, deleted, absent and null apart, unknown before the horizon', async () => {
        expect(await compare(at(4), at(1))).toMatchObject({ changes_between: 3 });
        expect(new Set(Object.values(states(await compare(at(4), at(5)))))).toEqual(new Set(['removed']));
        expect(new Set(Object.values(states(await compare(at(5), at(6)))))).toEqual(new Set(['added']));
        expect(new Set(Object.values(states(await compare(at(0), at(6)))))).toEqual(new Set(['unknown']));
        const reborn = await compare(at(1), at(6));
        expect(reborn.fields.find(({ name }) => name === 'meta')).toMatchObject({
          after: 'null',
          state: 'changed',
        });
        expect(reborn.deletes_between).toBe(1);
        expect((await compare(at(0), at(5))).fields).toEqual([]);
      });

      it('blame: the last life of the row, its insert sets all', async () => {
        const answer = await blame();
        expect(answer).toMatchObject({ status: 'present', arrived: false, not_captured: ['hash'] });
        expect(answer.setters.map(({ audit_change }) => audit_change.captured_at)).toEqual([at(6)]);
        expect(answer.fields.every(({ state }) => state === 'set')).toBe(true);
      });

      it('blame: of a deleted row the image before; what no change names has appeared; masked is said', async () => {
        await db.execute(`DELETE FROM audit_changes WHERE captured_at = '${at(6)}'`);
        const answer = await blame();
        expect(answer).toMatchObject({ status: 'deleted_record', image: { captured_at: at(4) } });
        const instants = new Map(
          answer.setters.map(({ audit_change: c }) => [c.id, c.captured_at.slice(-3, -1)]),
        );
        const by = Object.fromEntries(
          answer.fields.map(({ name, state, masked, change_id }) => [
            name,
            [state, instants.get(change_id ?? ''), masked],
          ]),
        );
        expect(by).toEqual({
          amount: ['set', '01', false],
          id: ['set', '01', false],
          meta: ['set', '01', false],
          name: ['set', '03', false],
          ssn: ['set', '02', true],
          touched: ['appeared', '04', false],
        });
        expect(instants.get(answer.deleted_by ?? '')).toBe('05');
      });

      it('blame: what was set before the first captured change is unknown', async () => {
        await db.execute(`DELETE FROM audit_changes WHERE captured_at = '${at(1)}'`);
        const unknown = (await blame()).fields.filter(({ state }) => state === 'unknown');
        expect(unknown.map(({ name, change_id }) => [name, change_id])).toEqual([
          ['amount', null],
          ['id', null],
          ['meta', null],
        ]);
      });

      async function blame(): Promise<RowBlame> {
        return rowBlameSchema.parse(await blameRow(source, row));
      }
    });
  }
}
