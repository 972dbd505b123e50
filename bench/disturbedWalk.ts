import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { openAuditSource } from '@engine/catalog/openAuditSource.ts';
import { parsePostgresUrl } from '@engine/db/url.ts';
import { timelinePage } from '@engine/timeline/page.ts';
import type { TimelinePage } from '@shared/domain/audit.ts';
import { bareClient } from './support/bareClient.ts';
import { psql, type BenchDatabase } from './support/database.ts';
import type { ReadResult } from './support/read.ts';
import { spreadOf } from './support/stats.ts';

/** Rows of one table come and go while the walk runs; all others exist throughout. */
const PASSING = 'sessions';
const DISTURB = `
DELETE FROM audit_changes WHERE id IN (SELECT id FROM audit_changes WHERE table_name = '${PASSING}' ORDER BY random() LIMIT 200);
INSERT INTO audit_changes (transaction_id, table_schema, table_name, table_pk, op, captured_at)
SELECT transaction_id, 'public', '${PASSING}', '{"id":"0"}', 'insert', captured_at
  FROM audit_changes TABLESAMPLE SYSTEM (0.05) LIMIT 200 \\watch 0.05
`;

/**
 * Everything by pages of 200 in a copy of the database, while another process writes and deletes at the very
 * instants of other rows: how many of the rows that stayed were lost or came twice.
 */
export async function benchDisturbedWalk({ url }: BenchDatabase): Promise<readonly ReadResult[]> {
  const { endpoint, password } = parsePostgresUrl(url);
  const copy = `${endpoint.database}_walked`;
  const admin = await bareClient(url.replace(endpoint.database, 'postgres'));
  await admin.query(`DROP DATABASE IF EXISTS ${copy}`);
  await admin.query(`CREATE DATABASE ${copy} TEMPLATE ${endpoint.database}`);
  const there = url.replace(endpoint.database, copy);
  const writer = spawn(psql(), ['-X', '-q', '-d', there], { stdio: ['pipe', 'ignore', 'inherit'] });
  writer.stdin.write(DISTURB);
  const source = await openAuditSource({ ...endpoint, database: copy }, password);
  const client = await bareClient(there);
  const disturbances = async (): Promise<number> => {
    const counted = `SELECT n_tup_ins + n_tup_del AS n FROM pg_stat_user_tables WHERE relname = 'audit_changes'`;
    return Number((await client.query<{ n: string }>(counted)).rows[0]?.n);
  };
  try {
    const stayed = `SELECT id FROM audit_changes WHERE table_name <> '${PASSING}'`;
    const expected = (await client.query<{ id: string }>(stayed)).rows;
    const before = await disturbances();
    const started = performance.now();
    const visits = new Map<string, number>();
    let cursor: string | null = null;
    do {
      const page: TimelinePage = await timelinePage(source, {
        ...{ filters: {}, cursor, direction: 'older' },
        limit: 200,
      });
      for (const { audit_change } of page.entries)
        visits.set(audit_change.id, (visits.get(audit_change.id) ?? 0) + 1);
      cursor = page.cursor;
    } while (cursor !== null);
    const ms = performance.now() - started;
    const written = (await disturbances()) - before;
    if (written < 1000) throw new Error(`only ${written} rows were written or deleted during the walk`);
    const wrong = expected.filter(({ id }) => visits.get(id) !== 1).length;
    return [
      {
        work: `walk of everything (${expected.length.toLocaleString('en')} rows that stay) under writes and deletes`,
        ...{ reference: '', oursMs: spreadOf([ms]), referenceMs: null },
        ...{ figure: 'rows lost or repeated', value: spreadOf([wrong]), goal: 0 },
      },
    ];
  } finally {
    const gone = once(writer, 'exit');
    writer.kill('SIGTERM');
    await gone;
    await client.end();
    await source.session.close();
    await admin.query(`DROP DATABASE ${copy} WITH (FORCE)`);
    await admin.end();
  }
}
