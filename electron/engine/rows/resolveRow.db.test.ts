import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ResolvedRow } from '@shared/domain/row.ts';
import { captureInstallSql } from '../capture/install.ts';
import { captureTriggerSql } from '../capture/triggers.ts';
import { openAuditSource } from '../catalog/openAuditSource.ts';
import type { AuditSource } from '../db/session.ts';
import { createTestDatabase, describeOn, type TestDatabase } from '../testing/database.ts';
import { testedVersions } from '../testing/servers.ts';
import { readLiveRows, type LiveRows } from './liveRows.ts';
import { liveRowsStatement } from './liveRowsStatement.ts';
import { resolveRow } from './resolveRow.ts';
import { readTableFacts } from './tableFacts.ts';

const TABLES = `
CREATE EXTENSION IF NOT EXISTS citext;
CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE DOMAIN code AS varchar(4);
CREATE SCHEMA billing; CREATE SCHEMA archive;
CREATE TABLE users (id bigint PRIMARY KEY, name text);
CREATE TABLE notes (id uuid PRIMARY KEY);
CREATE TABLE lines (order_id int, line char(3), PRIMARY KEY (line, order_id));
CREATE TABLE kinds (c code, m mood, d date, t timestamp(3), PRIMARY KEY (c, m, d, t));
CREATE TABLE mails (mail citext PRIMARY KEY);
CREATE TABLE billing.items (id int PRIMARY KEY); CREATE TABLE archive.items (id int PRIMARY KEY);
CREATE TABLE events (id int, day date, PRIMARY KEY (id, day)) PARTITION BY RANGE (day);
CREATE TABLE events_a PARTITION OF events FOR VALUES FROM ('2026-01-01') TO ('2026-02-01');
CREATE TABLE events_b PARTITION OF events FOR VALUES FROM ('2026-02-01') TO ('2026-03-01');
CREATE TABLE dropped (code text PRIMARY KEY);
CREATE TABLE retyped (id int PRIMARY KEY);
CREATE TABLE uncaptured (n int PRIMARY KEY);
`;
const CAPTURED = [
  'users',
  'notes',
  'lines',
  'kinds',
  'mails',
  'billing.items',
  'archive.items',
  'events',
  'dropped',
  'retyped',
];
const WRITES = `
INSERT INTO users VALUES (42, 'a'); INSERT INTO notes VALUES ('00000000-0000-4000-8000-0000000000AB');
INSERT INTO lines VALUES (7, 'x'); INSERT INTO mails VALUES ('A@b');
INSERT INTO events VALUES (1, '2026-01-05');
INSERT INTO dropped VALUES ('Q'); DROP TABLE dropped;
INSERT INTO retyped VALUES (5); DELETE FROM retyped;
ALTER TABLE retyped ALTER id TYPE uuid USING gen_random_uuid();
`;

for (const version of testedVersions) {
  describeOn(version, 'the address of a row', () => {
    let db: TestDatabase;
    let source: AuditSource;
    beforeAll(async () => {
      db = await createTestDatabase({ version });
      await db.execute(captureInstallSql({ storageSchema: 'threadline', era: 'current' }));
      await db.execute(TABLES);
      const tables = CAPTURED.map((table) => ({ table }));
      await db.execute(captureTriggerSql({ storageSchema: 'threadline', era: 'current', tables }));
      for (const statement of WRITES.split(';')) await db.execute(statement);
      source = await openAuditSource(db.endpoint, db.password);
    });
    afterAll(() => source.session.close());

    const resolve = (table: string, pk: string): Promise<ResolvedRow> =>
      source.session.read({}, (tx) => resolveRow(tx, source.capability, { table, pk }));
    const live = (table: string, pks: readonly string[], from = source): Promise<LiveRows> =>
      from.session.read({}, (tx) =>
        readLiveRows(tx, from.capability, { table_schema: 'public', table_name: table }, pks),
      );

    it.each([
      ['a text', 'users', '{"id":"42"}', '{"id": "42"}'],
      ['a number', 'users', '{"id":42}', '{"id": "42"}'],
      ['a bare number', 'public.users', '42', '{"id": "42"}'],
      ['leading zeros, as the type writes it', 'users', '007', '{"id": "7"}'],
      ['beyond double precision', 'users', '9007199254740993', '{"id": "9007199254740993"}'],
      [
        'a bare uuid in upper case',
        'notes',
        '00000000-0000-4000-8000-0000000000AB',
        '{"id": "00000000-0000-4000-8000-0000000000ab"}',
      ],
      [
        'a composite key in any order, padded',
        'lines',
        '{"order_id":7,"line":"x"}',
        '{"line": "x  ", "order_id": "7"}',
      ],
      [
        'a domain, an enum, a date, a timestamp',
        'kinds',
        '{"c":"AB","m":"ok","d":"2026-1-2","t":"2026-01-02 03:04:05.120"}',
        '{"c": "AB", "d": "2026-01-02", "m": "ok", "t": "2026-01-02T03:04:05.12"}',
      ],
      ['citext as given', 'mails', '"A@b"', '{"mail": "A@b"}'],
      ['a table that is gone, by its recorded shape', 'dropped', 'Q', '{"code": "Q"}'],
      // CONTRACT §12, trap 49.
      ['a key of before the column changed its type', 'retyped', '5', '{"id": "5"}'],
      ['a table nobody captures', 'uncaptured', '3', '{"n": "3"}'],
      ['a partition', 'events_a', '{"id":1,"day":"2026-01-05"}', '{"id": "1", "day": "2026-01-05"}'],
    ])('%s', async (_, table, pk, expected) => {
      expect((await resolve(table, pk)).table_pk).toBe(expected);
    });

    it('says by what it knows the key, in key order', async () => {
      expect(await resolve('lines', '{"order_id":7,"line":"x"}')).toMatchObject({
        table_schema: 'public',
        key_columns: ['line', 'order_id'],
        key_source: 'trigger',
      });
      expect(await resolve('uncaptured', '3')).toMatchObject({ key_source: 'primary_key' });
      expect(await resolve('dropped', 'Q')).toMatchObject({ key_source: 'recorded' });
    });

    it.each([
      ['a missing name', 'lines', '{"line":"x"}', /lacks "order_id"/],
      ['one name too many', 'users', '{"id":1,"name":"a"}', /"name" is no key column/],
      ['a wrong name', 'users', '{"ID":1}', /lacks "id"; "ID" is no key column/],
      ['a name given twice', 'users', '{"id":1,"id":2}', /names "id" twice/],
      ['null', 'users', '{"id":null}', /is null/],
      ['a bare null', 'users', 'null', /is null/],
      ['nothing', 'users', ' ', /is empty/],
      ['the unresolved key', 'users', '{}', /says no row/],
      ['a scalar for a composite key', 'lines', '7', /the key has 2 columns/],
      ['an object inside', 'users', '{"id":{"a":1}}', /must be a single value/],
      ['an array', 'users', '[1]', /must be a single value/],
      ['broken JSON', 'users', '{"id":', /not JSON/],
      ['a NUL', 'users', '{"id":"\\u0000"}', /no key can hold/],
      ['half a character', 'users', '{"id":"\\ud800"}', /no key can hold/],
      ['a value of another type', 'users', '{"id":"abc"}', /cannot be the key of public.users \(id bigint\)/],
      ['a fraction', 'users', '1.5', /cannot be the key/],
      ['what a length would cut', 'lines', '{"order_id":7,"line":"abcd"}', /the type would change it/],
      [
        'what a precision would round',
        'kinds',
        '{"c":"A","m":"ok","d":"2026-01-02","t":"2026-01-02 03:04:05.1234"}',
        /would change it/,
      ],
      [
        'what the length of a domain would cut',
        'kinds',
        '{"c":"ABCDE","m":"ok","d":"2026-01-02","t":"2026-01-02"}',
        /would change it/,
      ],
    ])('refuses %s, naming the key columns', async (_, table, pk, message) => {
      const error: unknown = await resolve(table, pk).catch((reason: unknown) => reason);
      expect(error).toMatchObject({
        code: 'invalid_key',
        message: expect.stringMatching(message) as string,
        hint: expect.stringMatching(/Key columns: (?:id|line, order_id|c, m, d, t)\./) as string,
      });
    });

    it('asks for the schema where several audited ones have the table', async () => {
      await expect(resolve('items', '1')).rejects.toMatchObject({
        code: 'ambiguous_table',
        hint: 'Write one of: archive.items, billing.items.',
      });
      expect(await resolve('billing.items', '1')).toMatchObject({ table_schema: 'billing' });
    });

    it('says that a partitioned table is recorded under its leaves (trap 27)', async () => {
      await expect(resolve('events', '{"id":1,"day":"2026-01-05"}')).rejects.toMatchObject({
        code: 'partitioned_table',
        hint: 'Ask for the partition that held the row: public.events_a, public.events_b.',
      });
    });

    it('a mistyped table does not pass for a row without history', async () => {
      await expect(resolve('usres', '1')).rejects.toMatchObject({
        code: 'not_found',
        hint: 'Did you mean users?',
      });
      await expect(resolve('nowhere.users', '1')).rejects.toMatchObject({ code: 'not_found' });
    });

    it('reads live rows of one snapshot: there, gone, and what no row can have', async () => {
      expect(await live('users', ['{"id": "42"}', '{"id": "43"}', '{"id": "abc"}', '{}'])).toEqual({
        available: true,
        rows: new Map([
          ['{"id": "42"}', '{"id": 42, "name": "a"}'],
          ['{"id": "43"}', null],
        ]),
      });
      const padded = await live('lines', ['{"line": "x  ", "order_id": "7"}']);
      expect(padded).toMatchObject({ available: true });
      expect(padded.available && [...padded.rows.values()]).toEqual(['{"line": "x  ", "order_id": 7}']);
    });

    it('a citext key is the spelling that was recorded', async () => {
      expect(await live('mails', ['{"mail": "A@b"}', '{"mail": "a@b"}'])).toEqual({
        available: true,
        rows: new Map([
          ['{"mail": "A@b"}', '{"mail": "A@b"}'],
          ['{"mail": "a@b"}', null],
        ]),
      });
    });

    it.each([
      ['dropped', ['{"code": "Q"}'], 'no_table'],
      ['users', ['{}', '{"id": null}'], 'unresolved_key'],
      ['users', ['{"id": "abc"}'], 'key_type'],
      ['users', ['{"nope": "1"}'], 'key_type'],
    ])('%s %j cannot be read: %s', async (table, pks, reason) => {
      expect(await live(table, pks)).toMatchObject({ available: false, reason });
    });

    it('says so where the role may not read, or policies may hide rows', async () => {
      await db.execute(`
        CREATE ROLE reader_${db.name} LOGIN PASSWORD 'r';
        GRANT USAGE ON SCHEMA threadline TO reader_${db.name};
        GRANT SELECT ON ALL TABLES IN SCHEMA threadline TO reader_${db.name};
        GRANT SELECT ON notes TO reader_${db.name}; ALTER TABLE notes ENABLE ROW LEVEL SECURITY`);
      const reader = await openAuditSource({ ...db.endpoint, user: `reader_${db.name}` }, 'r');
      try {
        expect(await live('users', ['{"id": "42"}'], reader)).toMatchObject({ reason: 'not_permitted' });
        expect(await live('notes', ['{"id": "1"}'], reader)).toMatchObject({ reason: 'row_security' });
      } finally {
        await reader.session.close();
        await db.execute(`DROP OWNED BY reader_${db.name}; DROP ROLE reader_${db.name}`);
      }
    });

    it('a key is looked up by the table’s own index', async () => {
      await db.execute(`INSERT INTO lines SELECT g, 'y' FROM generate_series(1, 20000) g; ANALYZE lines`);
      const plan = await source.session.read({}, async (tx) => {
        const facts = await readTableFacts(tx, 'public', 'lines');
        const columns = facts?.columns ?? [];
        const { text, values } = liveRowsStatement('public', 'lines', columns, [
          '{"line":"y","order_id":"9"}',
        ]);
        return tx.rows({ text: `EXPLAIN ${text}`, values });
      });
      expect(plan.map((row) => row['QUERY PLAN']).join('\n')).toMatch(
        /lines_pkey[\s\S]*Index Cond: .*order_id/,
      );
    });
  });
}
