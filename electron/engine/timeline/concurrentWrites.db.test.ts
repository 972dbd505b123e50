import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TimelinePage } from '@shared/domain/audit.ts';
import { encodeCursor } from '@shared/domain/cursor.ts';
import { openAuditSource } from '../catalog/openAuditSource.ts';
import type { AuditSource } from '../db/session.ts';
import { auditTablesSql, uuidOf } from '../testing/auditTables.ts';
import { createTestDatabase, type TestDatabase } from '../testing/database.ts';
import { timelinePage } from './page.ts';

const ROWS = 20_000;
/** A place before every row: what a walk upwards starts from. */
const OLDEST = encodeCursor({ at: '2026-05-01T00:00:00.000000Z', id: uuidOf(0) });

let database: TestDatabase;
let source: AuditSource;
beforeAll(async () => {
  database = await createTestDatabase();
  // Three rows share each instant, and ids are in no order of time.
  await database.execute(`${auditTablesSql()}
    INSERT INTO audit_transactions (id, txid) VALUES ('${uuidOf(1)}', 1);
    INSERT INTO audit_changes (id, transaction_id, table_schema, table_name, table_pk, op, captured_at)
    SELECT gen_random_uuid(), '${uuidOf(1)}', 'public', CASE WHEN n % 2 = 0 THEN 'kept' ELSE 'passing' END, '{}', 'insert',
           timestamptz '2026-06-01Z' + (n / 3) * interval '1 microsecond' FROM generate_series(1, ${ROWS}) n`);
  source = await openAuditSource(database.endpoint, database.password);
});
afterAll(() => source.session.close());

/** Deletes rows that may go and writes new ones among, before and behind the others, until told to stop. */
async function disturb(signal: AbortSignal): Promise<number> {
  let rounds = 0;
  while (!signal.aborted) {
    rounds += 1;
    await database.execute(`
      DELETE FROM audit_changes WHERE id IN
        (SELECT id FROM audit_changes WHERE table_name = 'passing' ORDER BY random() LIMIT 50);
      INSERT INTO audit_changes (id, transaction_id, table_schema, table_name, table_pk, op, captured_at)
      SELECT gen_random_uuid(), '${uuidOf(1)}', 'public', 'passing', '{}', 'insert',
             timestamptz '2026-06-01Z' + (random() * ${ROWS / 3} - 100) * interval '1 microsecond'
        FROM generate_series(1, 40)`);
  }
  return rounds;
}

describe('a walk while others write and delete', () => {
  it.each(['older', 'newer'] as const)(
    'visits what exists throughout exactly once, going %s',
    async (direction) => {
      const kept = await database.query(`SELECT id::text AS id FROM audit_changes WHERE table_name = 'kept'`);
      const stopper = new AbortController();
      const disturbing = disturb(stopper.signal);
      const seen: string[] = [];
      let cursor: string | null = direction === 'older' ? null : OLDEST;
      do {
        const page: TimelinePage = await timelinePage(source, { filters: {}, cursor, direction, limit: 100 });
        const ids = page.entries.map(({ audit_change }) => audit_change.id);
        seen.push(...(direction === 'older' ? ids : ids.toReversed()));
        cursor = page.cursor;
      } while (cursor !== null);
      stopper.abort();
      expect(await disturbing).toBeGreaterThan(10);
      const visits = new Map<string, number>();
      for (const id of seen) visits.set(id, (visits.get(id) ?? 0) + 1);
      expect([...visits.values()].filter((times) => times > 1)).toEqual([]);
      expect(kept.filter((row) => !visits.has(row['id'] ?? ''))).toEqual([]);
    },
    60_000,
  );
});
