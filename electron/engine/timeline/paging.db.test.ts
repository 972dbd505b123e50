import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeCursor } from '@shared/domain/cursor.ts';
import { openAuditSource } from '../catalog/openAuditSource.ts';
import type { AuditSource } from '../db/session.ts';
import { auditTablesSql, uuidOf } from '../testing/auditTables.ts';
import { createTestDatabase, type TestDatabase } from '../testing/database.ts';
import { timelinePage } from './page.ts';

/** Ties, microsecond neighbours, what lies beyond ISO years, and both infinities. */
const INSTANTS = [
  '-infinity',
  '0044-03-15 12:00:00+00 BC',
  '0001-01-01T00:00:00.000000Z',
  '2026-05-31T23:59:59.999999Z',
  '2026-06-01T00:00:00.000000Z',
  '2026-06-01T00:00:00.000001Z',
  '2026-06-01T00:00:00.000001Z',
  '2026-06-01T00:00:00.000001Z',
  '2026-06-01T00:00:00.000001Z',
  '2026-06-01T00:00:00.000002Z',
  '2026-07-01T12:00:00.123456Z',
  '2026-07-01T12:00:00.123457Z',
  '9999-12-31T23:59:59.999999Z',
  '10000-01-01 00:00:00+00',
  'infinity',
  'infinity',
];
const ROWS = 60;

let source: AuditSource;
/** Every row in the order of the timeline, by one plain query. */
let all: readonly { readonly id: string; readonly captured_at: string }[];

beforeAll(async () => {
  const database = await createTestDatabase();
  await database.execute(auditTablesSql());
  await fill(database);
  source = await openAuditSource(database.endpoint, database.password);
  const rows = await database.query(
    'SELECT id::text AS id FROM audit_changes ORDER BY captured_at DESC, id DESC',
  );
  const page = await timelinePage(source, { filters: {}, cursor: null, direction: 'older', limit: 1000 });
  all = page.entries.map(({ audit_change: { id, captured_at } }) => ({ id, captured_at }));
  expect(all.map(({ id }) => id)).toEqual(rows.map((row) => row['id']));
});
afterAll(() => source.session.close());

async function fill(database: TestDatabase): Promise<void> {
  await database.execute(`INSERT INTO audit_transactions (id, txid) VALUES ('${uuidOf(1)}', 1)`);
  const values = Array.from({ length: ROWS }, (_, i) => {
    const at = INSTANTS[(i * 7) % INSTANTS.length] ?? 'infinity';
    // Ids in no order at all relative to the instants.
    return `('${uuidOf((i * 37) % 61, i % 2 === 0 ? 'ffffffff' : '00000001')}', '${uuidOf(1)}', 'public', 't', '{}', 'insert', '${at}')`;
  });
  await database.execute(
    `INSERT INTO audit_changes (id, transaction_id, table_schema, table_name, table_pk, op, captured_at) VALUES ${values.join(',')}`,
  );
}

describe('walking the timeline', () => {
  it('lists every row once, whatever the page size and direction, from the cursor of any row', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 70 }),
        fc.integer({ min: 0, max: ROWS - 1 }),
        fc.constantFrom('older' as const, 'newer' as const),
        async (limit, start, direction) => {
          const from = all[start];
          let cursor: string | null = encodeCursor({ at: from?.captured_at ?? '', id: from?.id ?? '' });
          const seen: string[] = [];
          while (cursor !== null) {
            const page = await timelinePage(source, { filters: {}, cursor, direction, limit });
            const ids = page.entries.map(({ audit_change }) => audit_change.id);
            expect(page.has_more).toBe(page.cursor !== null);
            if (page.has_more) expect(ids).toHaveLength(limit);
            if (direction === 'older') seen.push(...ids);
            else seen.unshift(...ids);
            cursor = page.cursor;
          }
          const expected = direction === 'older' ? all.slice(start + 1) : all.slice(0, start);
          expect(seen).toEqual(expected.map(({ id }) => id));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('keeps what ISO cannot say as PostgreSQL writes it', () => {
    const instants = new Set(all.map(({ captured_at }) => captured_at));
    expect([...instants].sort()).toEqual([...new Set(INSTANTS)].sort());
  });

  it('answers the newest page without a cursor, in either direction', async () => {
    const older = await timelinePage(source, { filters: {}, cursor: null, direction: 'older', limit: 5 });
    const newer = await timelinePage(source, { filters: {}, cursor: null, direction: 'newer', limit: 5 });
    expect(older.entries.map(({ audit_change }) => audit_change.id)).toEqual(
      all.slice(0, 5).map(({ id }) => id),
    );
    expect(newer).toEqual({ entries: older.entries, has_more: false, cursor: null });
  });

  // CONTRACT §12, traps 33 and 34.
  it('says exactly when there is no more: no empty last page', async () => {
    const page = await timelinePage(source, { filters: {}, cursor: null, direction: 'older', limit: ROWS });
    expect(page).toMatchObject({ has_more: false, cursor: null });
  });

  it.each([0, 1001, 1.5, Number.NaN])('refuses a limit of %s', async (limit) => {
    await expect(
      timelinePage(source, { filters: {}, cursor: null, direction: 'older', limit }),
    ).rejects.toMatchObject({ code: 'invalid_request' });
  });

  it('refuses a cursor it did not make', async () => {
    await expect(
      timelinePage(source, { filters: {}, cursor: 'bm9wZQ', direction: 'older', limit: 1 }),
    ).rejects.toMatchObject({ code: 'invalid_cursor' });
  });
});
