import { afterAll, expect, it } from 'vitest';
import { diffChange } from '@shared/domain/diff.ts';
import { captureInstallSql } from '../capture/install.ts';
import { captureTriggerSql } from '../capture/triggers.ts';
import { parseCsv } from '../exports/testing/csv.ts';
import { find } from '../find/find.ts';
import { continuity } from '../health/continuity/continuity.ts';
import { reviewIndexes } from '../health/indexes/review.ts';
import { readEvidence } from '../hostRecords/evidence.ts';
import { exportJobs, retentionRuns, savedViews } from '../hostRecords/lists.ts';
import { countChanges } from '../timeline/count.ts';
import { transactionContext } from '../transactions/context.ts';
import { incidentDocument } from '../transactions/incident.ts';
import { closeMatrix, entriesOf, exported, matrixDatabase } from './contractMatrix.ts';
import { describeOn } from './database.ts';
import { testedVersions } from './servers.ts';

/** CONTRACT §13, the rows about actors, links, installs and outputs; each test is named after its row. */

const current = { storageSchema: 'threadline', era: 'current' } as const;
const users = 'CREATE TABLE users (id bigint PRIMARY KEY, n numeric)';
const everything = {
  subject: null,
  subject_ref: null,
  mode: 'latest',
  from: null,
  to: null,
  limit: null,
} as const;

const as = (actor: string | null, sql: string): string =>
  `BEGIN; ${actor === null ? '' : `SELECT set_config('threadline.actor_ref', '${actor}', true);`} ${sql}; COMMIT`;

afterAll(closeMatrix);

for (const version of testedVersions) {
  describeOn(version, 'test matrix §13, installs and outputs', () => {
    // CONTRACT §12, trap 5.
    it('actor NULL / anonymous / user: three buckets', async () => {
      const { open } = await matrixDatabase(version, {
        ...current,
        tables: users,
        capture: [{ table: 'users' }],
        writes: [
          as(null, 'INSERT INTO users VALUES (1)'),
          as('{"type":"anonymous"}', 'INSERT INTO users VALUES (2)'),
          as('{"type":"user","id":"7"}', 'INSERT INTO users VALUES (3)'),
        ],
      });
      const source = await open();
      const keys = async (filters: object) =>
        (await entriesOf(source, filters)).map(({ audit_change }) => audit_change.table_pk);
      expect(await keys({ no_actor: true })).toEqual(['{"id": "1"}']);
      expect(await keys({ actor: ['anonymous'] })).toEqual(['{"id": "2"}']);
      expect(await keys({ actor: ['user:7'] })).toEqual(['{"id": "3"}']);
      // NULL-safe: what nobody recorded is not excluded with the others.
      expect(await keys({ not_actor: ['anonymous', 'user:7'] })).toEqual(['{"id": "1"}']);
      expect((await find(source, { text: '7', deep: true })).hits[0]).toMatchObject({
        kind: 'actor',
        count: 1,
      });
    });

    // CONTRACT §12, trap 21.
    it('linked and unlinked action, deleted action: correlation strictness, presence of the action key', async () => {
      const action = '0a0b0c0d-0000-4000-8000-00000000000a';
      const { db, open } = await matrixDatabase(version, {
        ...current,
        tables: users,
        capture: [{ table: 'users' }],
        writes: [
          as(
            null,
            `INSERT INTO users VALUES (1); INSERT INTO threadline.audit_actions (id, name, actor_ref, status, correlation_id)
             VALUES ('${action}', 'user.made', '{"type":"system","id":"s"}', 'ok', 'c');
             UPDATE threadline.audit_transactions SET action_id = '${action}' WHERE txid = txid_current()`,
          ),
          'INSERT INTO users VALUES (2)',
        ],
      });
      const source = await open();
      const linked = { correlation_id: ['c'] };
      expect(await entriesOf(source, linked)).toMatchObject([{ action: { id: action } }]);
      const lines = (await exported(source, 'ndjson')).trimEnd().split('\n');
      expect(lines.map((line) => line.includes('"action":'))).toEqual([false, true]);
      await db.execute('DELETE FROM threadline.audit_actions');
      // The link is lost silently: nothing tells such a transaction from one that never had an action.
      expect(await entriesOf(source, linked)).toEqual([]);
      expect(await countChanges(source, { filters: {}, cap: null })).toEqual({ count: 2, capped: false });
      expect(await exported(source, 'ndjson')).not.toContain('"action":');
    });

    it('governance tables all / none / some: "not installed" is told apart from empty', async () => {
      const options = { ...current, tables: users, capture: [{ table: 'users' }] };
      const none = await (await matrixDatabase(version, { ...options, governance: false })).open();
      expect(Object.values(none.capability.governance)).toEqual([false, false, false, false]);
      expect(await savedViews(none, 10)).toEqual({ installed: false });
      await expect(readEvidence(none, everything)).rejects.toMatchObject({ code: 'not_found' });
      const all = await matrixDatabase(version, options);
      const whole = await all.open();
      const empty = { installed: true, records: [], more: false };
      expect([await savedViews(whole, 9), await exportJobs(whole, 9), await retentionRuns(whole, 9)]).toEqual(
        [empty, empty, empty],
      );
      expect((await readEvidence(whole, everything)).records).toEqual([]);
      await all.db.execute('DROP TABLE threadline.threadline_evidence_records');
      const some = await all.open();
      expect(some.capability.governance).toMatchObject({ saved_views: true, evidence_records: false });
      expect(await savedViews(some, 9)).toEqual(empty);
      await expect(readEvidence(some, everything)).rejects.toMatchObject({ code: 'not_found' });
    });

    it('§0: an install of the first migration alone degrades by its missing parts, everywhere', async () => {
      const { db, open } = await matrixDatabase(version, {
        storageSchema: 'public',
        era: 'baseline',
        tables: users,
        capture: [{ table: 'users' }],
        writes: ['INSERT INTO users VALUES (4711, 1)', 'UPDATE users SET n = 2'],
      });
      // What the second migration added, and prior values, which the very first lacked.
      await db.execute(`ALTER TABLE audit_transactions DROP COLUMN actor_ref, DROP COLUMN action_id;
        ALTER TABLE audit_changes DROP COLUMN changed_from; DROP TABLE audit_actions`);
      const source = await open();
      const entries = await entriesOf(source);
      expect(entries).toMatchObject([
        {
          transaction: { actor_ref: null, action_id: null },
          action: null,
          audit_change: { changed_from: null },
        },
        { audit_change: { op: 'insert' } },
      ]);
      expect(await countChanges(source, { filters: {}, cap: null })).toMatchObject({ count: 2 });
      for (const filters of [{ actor: ['user:1'] }, { correlation_id: ['c'] }])
        await expect(countChanges(source, { filters, cap: null })).rejects.toMatchObject({
          code: 'unavailable_filter',
        });
      const transaction = await transactionContext(source, entries[0]?.transaction.id ?? '');
      expect(incidentDocument(transaction)).toContain('"actor_ref":null},"action":null');
      expect(parseCsv(await exported(source, 'csv'))).toHaveLength(3);
      expect(await exported(source, 'ndjson')).toMatch(/"actor_ref": ?null/);
      const found = await find(source, { text: '4711', deep: true });
      expect(found.hits.map(({ kind }) => kind)).toEqual(['row_key', 'recorded_value']);
      expect(found.not_searched.map(({ kind }) => kind)).toEqual([
        'correlation',
        'request',
        'job',
        'action_name',
        'actor',
        'action_text',
      ]);
      expect(
        (await reviewIndexes(source)).classes.filter(({ served }) => served === 'unavailable'),
      ).toHaveLength(6);
      expect((await continuity(source, 'users')).tables[0]?.t0.basis).toBe('trigger');
      expect(await savedViews(source, 9)).toEqual({ installed: false });
    });

    // CONTRACT §12, trap 48.
    it('storage schema public / threadline / both: probed, asked for separately, never merged', async () => {
      const { db, open } = await matrixDatabase(version, {
        ...current,
        tables: `${users}; CREATE TABLE other (id int PRIMARY KEY)`,
        capture: [{ table: 'users' }],
        writes: ['INSERT INTO users VALUES (4711)'],
      });
      expect((await open()).capability.storage_schema).toBe('threadline');
      await db.execute(captureInstallSql({ storageSchema: 'public', era: 'baseline' }));
      await db.execute(
        captureTriggerSql({ storageSchema: 'public', era: 'baseline', tables: [{ table: 'other' }] }),
      );
      await db.execute('INSERT INTO other VALUES (4711)');
      await expect(open()).rejects.toMatchObject({ code: 'ambiguous_storage_schema' });
      for (const [schema, table] of [
        ['threadline', 'users'],
        ['public', 'other'],
      ] as const) {
        const source = await open(schema);
        expect(source.capability.other_storage_schemas).toEqual([
          schema === 'public' ? 'threadline' : 'public',
        ]);
        expect((await entriesOf(source)).map(({ audit_change }) => audit_change.table_name)).toEqual([table]);
        expect(await countChanges(source, { filters: {}, cap: null })).toMatchObject({ count: 1 });
        const { hits } = await find(source, { text: '4711', deep: true });
        expect([...new Set(hits.map(({ where }) => where.table_name))]).toEqual([table]);
        expect(parseCsv(await exported(source, 'csv'))).toHaveLength(2);
      }
    });

    // CONTRACT §12, trap 23.
    it('bigint and numeric beyond double precision: lossless display, export and search', async () => {
      const { open } = await matrixDatabase(version, {
        ...current,
        tables: users,
        capture: [{ table: 'users' }],
        writes: ['INSERT INTO users VALUES (9007199254740993, 12345678901234567890.123400)'],
      });
      const source = await open();
      const image = '{"n": 12345678901234567890.123400, "id": 9007199254740993}';
      const [entry] = await entriesOf(source);
      expect(entry?.audit_change.data_after).toBe(image);
      expect(
        diffChange(entry?.audit_change ?? never(), { expandInsertFields: true }).field_changes,
      ).toMatchObject([
        { name: 'id', after: '9007199254740993' },
        { name: 'n', after: '12345678901234567890.123400' },
      ]);
      for (const format of ['json', 'ndjson'] as const) {
        const text = await exported(source, format);
        expect(text).toContain('9007199254740993');
        expect(text).toContain('12345678901234567890.123400');
      }
      expect(parseCsv(await exported(source, 'csv'))[1]?.[7]).toContain('12345678901234567890.123400');
      const kinds = async (text: string) =>
        (await find(source, { text, deep: true })).hits.map(({ kind }) => kind);
      expect(await kinds('9007199254740993')).toEqual(['row_key', 'recorded_value']);
      expect(await kinds('9007199254740992')).toEqual([]);
      expect(await kinds('12345678901234567890.1234')).toEqual(['recorded_value']);
    });

    // CONTRACT §12, traps 19 and 20.
    it('delete row in CSV, JSON, diff, incident: null mapping table', async () => {
      const { open } = await matrixDatabase(version, {
        ...current,
        tables: users,
        capture: [{ table: 'users', store_changed_from: true }],
        writes: ['INSERT INTO users VALUES (1, 2)', 'DELETE FROM users'],
      });
      const source = await open();
      const only = { op: ['delete'] };
      const [entry] = await entriesOf(source, only);
      const change = entry?.audit_change ?? never();
      expect(change).toMatchObject({ data_after: null, changed_fields: null, changed_from: null });
      const [, record] = parseCsv(await exported(source, 'csv', only));
      expect(record?.slice(4, 5)).toEqual(['delete']);
      // Stored jsonb keeps PostgreSQL's blanks (docs/PARITY.md).
      const fields = record?.slice(6, 10).map((field) => field.replaceAll(' ', ''));
      expect(fields).toEqual(['{"id":"1"}', '{}', '[]', '{}']);
      const line = await exported(source, 'ndjson', only);
      expect(line).toMatch(/"data_after": ?null/);
      expect(line).toMatch(/"changed_fields": ?\[\]/);
      expect(line).toMatch(/"changed_from": ?\{\}/);
      expect(diffChange(change)).toMatchObject({
        op: 'DELETE',
        before_values: 'none',
        data_after: null,
        field_changes: [],
      });
      const incident = incidentDocument(await transactionContext(source, change.transaction_id));
      expect(incident).toMatch(/"data_after":null,"changed_fields":null,"changed_from":null/);
      expect(incident).toContain('"op":"delete"');
      expect(incident).toContain('"op":"DELETE"');
    });
  });
}

function never(): never {
  throw new Error('there is no such change');
}
