import { afterAll, beforeAll, expect, it } from 'vitest';
import { openAuditSource } from '../catalog/openAuditSource.ts';
import type { AuditSource } from '../db/session.ts';
import { createTestDatabase, type TestDatabase } from '../testing/database.ts';
import { find } from './find.ts';

/** Every column of an image with its text, of texts and whole numbers; one row a change and column. */
const RECORDED = `
SELECT DISTINCT c.id, c.table_schema || '.' || c.table_name AS place, e.key, e.value #>> '{}' AS value
  FROM audit_changes c
 CROSS JOIN LATERAL (SELECT * FROM jsonb_each(c.data_after) UNION ALL SELECT * FROM jsonb_each(c.changed_from)) e
 WHERE jsonb_typeof(e.value) = 'string' OR (jsonb_typeof(e.value) = 'number' AND e.value::text ~ '^-?[0-9]+$')`;

let db: TestDatabase;
let source: AuditSource;

beforeAll(async () => {
  db = await createTestDatabase({ from: 'seed' });
  source = await openAuditSource(db.endpoint, db.password);
});
afterAll(() => source.session.close());

it('counts every occurrence of whatever was recorded, column by column, as an independent reading does', async () => {
  // Values as they come: long, quoted, in any script. What trimming would change is looked for trimmed.
  const sample = await db.query(
    `SELECT r.value FROM (${RECORDED}) r WHERE r.value ~ '^\\S(.*\\S)?$' AND length(r.value) <= 1000
      GROUP BY r.value ORDER BY md5(r.value) LIMIT 25`,
  );
  expect(sample).toHaveLength(25);
  for (const { value } of sample) {
    const text = value ?? '';
    const { hits, values } = await find(source, { text, deep: true });
    expect(values.complete).toBe(true);
    const found = hits
      .filter(({ kind }) => kind === 'recorded_value')
      .map(({ where, count }) => `${where.table_schema}.${where.table_name} ${where.column ?? ''} ${count}`);
    const expected = await db.query(
      `SELECT r.place || ' ' || r.key || ' ' || count(DISTINCT r.id) AS line FROM (${RECORDED}) r
        WHERE r.value = $1 GROUP BY r.place, r.key`,
      [text],
    );
    expect(new Set(found), text).toEqual(new Set(expected.map(({ line }) => line)));
  }
});
