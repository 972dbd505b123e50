import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openAuditSource } from '../catalog/openAuditSource.ts';
import type { AuditSource } from '../db/session.ts';
import { draftReversal } from '../reversal/draft.ts';
import { auditTablesSql } from '../testing/auditTables.ts';
import { createTestDatabase } from '../testing/database.ts';
import { explainedSource } from '../testing/explainedSource.ts';
import { fillTrail } from '../testing/filledTrail.ts';
import { transactionBeforeAfter } from './beforeAfter.ts';
import { damage } from './damage.ts';
import { scopeGrowth } from './growth.ts';

/** Every statement of an answer, in the order and with the values it has in earnest, on a filled trail and live tables. */
const plans: string[] = [];
let source: AuditSource;
let newest: string;

beforeAll(async () => {
  const database = await createTestDatabase();
  await database.execute(auditTablesSql({ rowHistoryIndex: true }));
  await fillTrail(database);
  await database.execute(
    'CREATE INDEX audit_transactions_actor_ref_gin ON audit_transactions USING gin (actor_ref)',
  );
  // Live tables as the trail leaves them, among many other rows.
  for (let n = 0; n < 7; n += 1) {
    await database.execute(`
      CREATE TABLE table_${n} (id int PRIMARY KEY, note text UNIQUE);
      INSERT INTO table_${n} SELECT DISTINCT ON (table_pk) (table_pk ->> 'id')::int, data_after ->> 'note'
        FROM audit_changes WHERE table_name = 'table_${n}' ORDER BY table_pk, captured_at DESC;
      INSERT INTO table_${n} SELECT n, md5(n::text) FROM generate_series(1000, 30000) n;
      ANALYZE table_${n};`);
  }
  const [row] = await database.query(`SELECT md5('t20000')::uuid AS id`);
  newest = row?.['id'] ?? '';
  const { endpoint, password } = database;
  source = explainedSource(await openAuditSource(endpoint, password), (plan) => plans.push(plan));
});
afterAll(() => source.session.close());

const filters = { actor: ['user:u-77'] };

describe('where indexes serve, no statement of the answer reads the trail or a live table as a whole', () => {
  it.each<[string, () => Promise<unknown>, readonly RegExp[]]>([
    [
      'damage of an actor',
      async () => expect(await damage(source, { filters })).toMatchObject({ changes: 15, not_readable: [] }),
      [/actor_ref_gin/, /row_history_idx|captured_at_idx/, /table_\d_pkey/],
    ],
    [
      'damage of a window',
      async () => {
        const window = { from: '2026-01-02T03:00:00.000000Z', to: '2026-01-02T03:01:30.000000Z' };
        expect((await damage(source, { filters: window })).changes).toBeGreaterThan(20);
      },
      [/captured_at_idx/, /row_history_idx/],
    ],
    [
      'the reversal of an actor',
      async () => expect((await draftReversal(source, { of: { filters } })).changes).toBe(15),
      [/actor_ref_gin/, /row_history_idx/],
    ],
    [
      'the reversal of a transaction, which asks who has unique values',
      async () => {
        const { statements } = await draftReversal(source, { of: { transaction_id: newest } });
        expect(statements.map(({ kind }) => kind)).toEqual(['update', 'update', 'update']);
      },
      [/transaction_id_idx/, /row_history_idx/, /dense_rank[\s\S]*table_\d_note_key/],
    ],
    [
      'before and after of a transaction',
      async () =>
        expect(await transactionBeforeAfter(source, { id: newest })).toMatchObject({
          rows: [{}, {}, {}],
        }),
      [/transaction_id_idx/, /row_history_idx/],
    ],
    ['what a scope may grow by', () => scopeGrowth(source, { filters }), [/actor_ref_gin/]],
  ])('%s', async (_, ask, indexes) => {
    plans.length = 0;
    await ask();
    const all = plans.join('\n\n');
    for (const index of indexes) expect(all).toMatch(index);
    const whole = plans.filter((plan) =>
      /Seq Scan on (?:audit_(?:changes|transactions)|table_\d)\b/.test(plan),
    );
    expect(whole).toEqual([]);
  });
});
