import { afterAll, beforeAll, expect, it } from 'vitest';
import { openAuditSource } from '../../catalog/openAuditSource.ts';
import type { AuditSource, Statement } from '../../db/session.ts';
import { auditTablesSql } from '../../testing/auditTables.ts';
import { createTestDatabase } from '../../testing/database.ts';
import { fillTrail, planText } from '../../testing/filledTrail.ts';
import { clockSampleStatement, earliestChangeStatement } from './statements.ts';

let source: AuditSource;
beforeAll(async () => {
  const database = await createTestDatabase();
  await database.execute(auditTablesSql({ rowHistoryIndex: true }));
  await fillTrail(database);
  source = await openAuditSource(database.endpoint, database.password);
});
afterAll(() => source.session.close());

it.each<[string, () => Statement, RegExp]>([
  ['the clock', () => clockSampleStatement(source.capability), /audit_transactions_txid_/],
  [
    'the oldest change of a table',
    () => earliestChangeStatement(source.capability, 'public', 'table_1'),
    /audit_changes_(?:captured_at|table_name|row_history)_idx/,
  ],
])('%s is found by an index, and no table is read as a whole', async (_, statement, index) => {
  const text = await planText(source, statement());
  expect(text).toMatch(index);
  expect(text).not.toMatch(/Seq Scan on audit_/);
});
