import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openAuditSource } from '../catalog/openAuditSource.ts';
import type { AuditSource, Statement } from '../db/session.ts';
import { auditTablesSql } from '../testing/auditTables.ts';
import { createTestDatabase } from '../testing/database.ts';
import { fillTrail, planText } from '../testing/filledTrail.ts';
import { changesFrom } from '../timeline/source.ts';
import { chainStatement } from './chain/chainStatement.ts';
import { changesByTableStatement } from './clock/statements.ts';
import { changeSuspectsStatement, datesStatement, reusedStatement } from './clock/suspectsStatement.ts';
import { aroundWindowStatement } from './noChange/statements.ts';
import { selectionOf, selectionOfRow, type Selection } from './selection.ts';

let source: AuditSource;
beforeAll(async () => {
  const database = await createTestDatabase();
  await database.execute(auditTablesSql({ rowHistoryIndex: true }));
  // So many that hashing all transactions for the changes of five minutes is dearer than a probe each.
  await fillTrail(database, { transactions: 80_000 });
  source = await openAuditSource(database.endpoint, database.password);
});
afterAll(() => source.session.close());

const plan = (statement: Statement): Promise<string> => planText(source, statement);

const bounds = { from: '2026-01-02T00:00:00.000000Z', to: '2026-01-02T00:05:00.000000Z' };
const row = { table_schema: 'public', table_name: 'table_1', table_pk: '{"id": "8"}' };
const narrow = (): Selection => selectionOf(source.capability, bounds);
const parts = async (): Promise<readonly { oid: string; since: null }[]> => {
  const [found] = await source.session.read({}, (tx) =>
    tx.rows({ text: `SELECT 'public.audit_changes'::regclass::oid::text AS oid`, values: [] }),
  );
  return [{ oid: found?.['oid'] ?? '', since: null }];
};
const chain = (selection: Selection): Statement =>
  chainStatement(source.capability, {
    selection,
    policies: [
      {
        table_schema: 'public',
        table_name: 'table_1',
        unnamed: [],
        incomparable: [],
        since: null,
        keys: null,
      },
    ],
    placeholders: [],
    olderSettings: 'none',
    limit: 10,
  });

describe('no table of the trail is read as a whole where an index serves', () => {
  it.each<[string, () => Statement | Promise<Statement>, RegExp]>([
    [
      'the clock over a window',
      () => changesByTableStatement(source.capability, narrow()),
      /captured_at_idx/,
    ],
    [
      'foreign writers of a window',
      async () => changeSuspectsStatement(source.capability, narrow(), await parts(), 10),
      /captured_at_idx/,
    ],
    [
      'numbers given twice in a window',
      () => reusedStatement(source.capability, narrow(), changesFrom(source.capability, false), 10),
      /captured_at_idx/,
    ],
    [
      'when ids were given out',
      () => datesStatement(source.capability, ['7', '8']),
      /audit_transactions_txid_/,
    ],
    [
      'the clock of one row',
      () => changesByTableStatement(source.capability, selectionOfRow(row)),
      /row_history_idx/,
    ],
    ['the chain of a window', () => chain(narrow()), /captured_at_idx/],
    ['the chain of one row', () => chain(selectionOfRow(row)), /row_history_idx/],
    [
      'no change of a row in a window',
      () => aroundWindowStatement(source.capability, row, bounds.from, bounds.to),
      /row_history_idx/,
    ],
  ])('%s', async (_, statement, index) => {
    const text = await plan(await statement());
    expect(text).toMatch(index);
    expect(text).not.toMatch(/Seq Scan on audit_/);
  });
});
