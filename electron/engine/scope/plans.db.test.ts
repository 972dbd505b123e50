import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openAuditSource } from '../catalog/openAuditSource.ts';
import type { AuditSource, Statement } from '../db/session.ts';
import { auditTablesSql } from '../testing/auditTables.ts';
import { capability } from '../testing/capability.ts';
import { createTestDatabase } from '../testing/database.ts';
import { fillTrail, planText } from '../testing/filledTrail.ts';
import { createdActorsStatement } from './growth/createdActorsStatement.ts';
import { laterStatement } from './laterStatement.ts';
import { previousStatement } from './previousStatement.ts';
import { transactionChangesStatement } from './transactionChangesStatement.ts';

let source: AuditSource;
beforeAll(async () => {
  const database = await createTestDatabase();
  await database.execute(auditTablesSql({ rowHistoryIndex: true }));
  await fillTrail(database);
  await database.execute(
    'CREATE INDEX audit_transactions_actor_ref_gin ON audit_transactions USING gin (actor_ref)',
  );
  source = await openAuditSource(database.endpoint, database.password);
});
afterAll(() => source.session.close());

const plan = (statement: Statement): Promise<string> => planText(source, statement);

const changes = Array.from({ length: 60 }, (_, i) => ({
  id: `0001135b-30cc-4d26-b327-784ef54be${String(i).padStart(3, '0')}`,
  table_schema: 'public',
  table_name: 'table_1',
  captured_at: '2026-01-02T00:00:00.000000Z',
  table_pk: `{"id": "${i}"}`,
}));

describe('no table of the trail is read as a whole', () => {
  it.each<[string, () => Statement, RegExp]>([
    [
      'the change before each',
      () =>
        previousStatement(
          source.capability,
          changes.map((change) => ({ change, table_pk: change.table_pk })),
        ),
      /audit_changes_row_history_idx/,
    ],
    [
      'the changes after each',
      () =>
        laterStatement(
          source.capability,
          changes.map((change) => ({ ...change, fields: ['note'] })),
          [],
        ),
      /audit_changes_(?:row_history|captured_at)_idx/,
    ],
    [
      'the changes of a transaction',
      () => transactionChangesStatement(source.capability, changes[0]?.id ?? '', 'oldest', 101),
      /audit_changes_transaction_id_idx/,
    ],
    [
      'actors by the keys of created rows',
      () =>
        createdActorsStatement(
          source.capability,
          [{ n: 0, id: 'u-77', at: '2026-01-01T00:00:00.000000Z' }],
          [],
        ),
      /audit_transactions_actor_ref_gin/,
    ],
  ])('%s', async (_, statement, index) => {
    const text = await plan(statement());
    expect(text).toMatch(index);
    expect(text).not.toMatch(/Seq Scan on audit_/);
  });

  it('without the row-history index the trail is passed once, not once a change', () => {
    const { text } = previousStatement(capability({ row_history_index: 'invalid' }), []);
    expect(text).not.toContain('LATERAL');
    expect(text).toContain('DISTINCT ON (q.id)');
  });
});
