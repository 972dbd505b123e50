import { afterAll, beforeAll, expect, it } from 'vitest';
import { openAuditSource } from '../catalog/openAuditSource.ts';
import type { AuditSource } from '../db/session.ts';
import { auditTablesSql, uuidOf } from '../testing/auditTables.ts';
import { createTestDatabase } from '../testing/database.ts';
import { timelinePage } from '../timeline/page.ts';
import type { FindHit } from '@shared/domain/find.ts';
import { find } from './find.ts';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const USUAL = '4bf92f35-77b3-4da6-a3ce-929d0e0e4736';
let source: AuditSource;

beforeAll(async () => {
  const db = await createTestDatabase();
  await db.execute(`${auditTablesSql()}
    INSERT INTO audit_transactions (id, txid) VALUES ('${uuidOf(1)}', 1);
    INSERT INTO audit_actions (id, name, actor_ref, status, correlation_id)
    VALUES ('${uuidOf(2)}', 'a.b', '{"type":"system","id":"s"}', 'ok', '${TRACE}');
    INSERT INTO audit_changes (transaction_id, table_schema, table_name, table_pk, op, data_after, captured_at)
    SELECT '${uuidOf(1)}', 'public', 'orders', jsonb_build_object('id', n::text), 'insert', image, now()
      FROM (VALUES
        (1, '{"shipping": {"carrier": "Nordpost", "tracking": {"number": 9444324115596187756}}, "md5": "${TRACE}"}'::jsonb),
        (2, '{"shipping": {"carrier": "Nordpost"}, "lines": [{"sku": "k"}, {"sku": "k"}], "usual": "${USUAL}"}')) v (n, image)`);
  source = await openAuditSource(db.endpoint, db.password);
});
afterAll(() => source.session.close());

const ask = async (text: string): Promise<readonly FindHit[]> => {
  const answer = await find(source, { text, deep: true });
  expect(answer.text).toBe(text);
  return answer.hits;
};

it('finds values at every depth, names their path, and opens them by what shows them', async () => {
  const row = { by: 'filters', filters: { table: ['public.orders'], pk: ['{"id": "1"}'] } };
  expect(await ask('9444324115596187756')).toMatchObject([
    { where: { column: 'shipping.tracking.number' }, count: 1, opens: row },
  ]);
  expect(await ask('9444324115596187757')).toEqual([]);
  expect(await ask('k')).toMatchObject([{ where: { column: 'lines[*].sku' }, count: 1 }]);
  expect(await ask('Nordpost')).toMatchObject([
    {
      where: { column: 'shipping.carrier', rows: 2 },
      count: 2,
      opens: { by: 'change', transaction_id: uuidOf(1) },
    },
  ]);
});

it.each([TRACE, USUAL, TRACE.toUpperCase()])('finds %s as typed and as the usual uuid', async (text) => {
  const hits = await ask(text);
  const columns = hits.map(({ where }) => where.column);
  expect(columns).toContain('usual');
  expect(columns.includes('md5')).toBe(text === TRACE);
  expect(columns.includes('correlation_id')).toBe(text === TRACE);
  for (const { kind, opens } of hits) {
    if (kind !== 'recorded_value' || opens.by !== 'filters') continue;
    const question = { filters: opens.filters, cursor: null, direction: 'older', limit: 10 } as const;
    expect((await timelinePage(source, question)).entries).toHaveLength(1);
  }
});
