import { Client } from 'pg';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { createTestDatabase, describeOn, hasFailed } from './database.ts';
import type { TestDatabase } from './database.ts';
import { testedVersions } from './servers.ts';

describe('a copy of the seed', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase({ from: 'seed' });
  });

  it('holds every row of the upstream fixture, exactly', async () => {
    const counts = `SELECT (SELECT count(*) FROM audit_changes) AS changes,
      (SELECT count(*) FROM audit_transactions) AS transactions, (SELECT count(*) FROM audit_actions) AS actions`;
    expect(await database.query(counts)).toEqual([
      { changes: '6936', transactions: '2986', actions: '1394' },
    ]);
  });

  it('is independent of other copies', async () => {
    const other = await createTestDatabase({ from: 'seed' });
    await other.execute('DELETE FROM audit_changes');
    expect(await database.query('SELECT count(*) AS n FROM audit_changes')).toEqual([{ n: '6936' }]);
  });
});

it('the seed is refused on a server that is too old for it', async () => {
  await expect(createTestDatabase({ from: 'seed', version: 14 })).rejects.toThrow();
});

for (const version of testedVersions) {
  describeOn(version, 'an empty test database', () => {
    let database: TestDatabase;
    beforeAll(async () => {
      database = await createTestDatabase({ version });
    });

    it('is on the version asked for, in UTF-8, sorted by code point', async () => {
      const [row] = await database.query(
        `SELECT current_setting('server_version_num')::int / 10000 AS major, current_setting('server_encoding') AS encoding,
           (SELECT string_agg(x, '' ORDER BY x) FROM unnest(ARRAY['b','B','é','a','_']) x) AS sorted`,
      );
      expect(row).toEqual({ major: String(version), encoding: 'UTF8', sorted: 'B_abé' });
    });

    it('gives every value as text and runs several statements at once', async () => {
      await database.execute(
        'CREATE TABLE t (n bigint, at timestamptz, doc jsonb); INSERT INTO t DEFAULT VALUES',
      );
      await database.query('UPDATE t SET n = $1, at = $2, doc = $3', [
        '9007199254740993',
        '2026-01-02T03:04:05.123456Z',
        '{"a": 1.50}',
      ]);
      expect(await database.query('SELECT n, at, doc, NULL AS nothing FROM t')).toEqual([
        { n: '9007199254740993', at: '2026-01-02 03:04:05.123456+00', doc: '{"a": 1.50}', nothing: null },
      ]);
    });

    it('keeps one session: settings last, concurrent calls wait for their turn', async () => {
      await database.execute("SET investigator.x = '1'");
      const [a, b] = await Promise.all([
        database.query("SELECT current_setting('investigator.x') AS x, pg_backend_pid() AS pid"),
        database.query("SELECT current_setting('investigator.x') AS x, pg_backend_pid() AS pid"),
      ]);
      expect(a).toEqual(b);
    });

    it('can be reached through its URL', async () => {
      const client = new Client({ connectionString: database.url });
      await client.connect();
      expect((await client.query('SELECT current_database() AS name')).rows).toEqual([
        { name: database.name },
      ]);
      await client.end();
    });
  });
}

describe('whether a file failed', () => {
  it('is seen at any depth', () => {
    const task = { result: { state: 'pass' }, tasks: [{ tasks: [{ result: { state: 'fail' } }] }] };
    expect(hasFailed(task)).toBe(true);
    expect(hasFailed({ tasks: [{ result: { state: 'pass' } }, { result: { state: 'skip' } }, {}] })).toBe(
      false,
    );
  });
});

it('the run has a server of the packaged version', () => {
  expect(inject('testServers')['18'].available).toBe(true);
});
