import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Filters } from '@shared/domain/filters.ts';
import { keyShapesStatement } from '../catalog/keyShapesStatement.ts';
import { openAuditSource } from '../catalog/openAuditSource.ts';
import { windowStatement } from '../catalog/windowStatement.ts';
import type { AuditSource, Statement } from '../db/session.ts';
import { auditTablesSql } from '../testing/auditTables.ts';
import { createTestDatabase, type TestDatabase } from '../testing/database.ts';
import { fillTrail, planText } from '../testing/filledTrail.ts';
import { changesStatement } from '../transactions/changesStatement.ts';
import { transactionStatement } from '../transactions/transactionStatement.ts';
import { countStatement } from './countStatement.ts';
import { pageStatement } from './pageStatement.ts';
import {
  recentActionValuesStatement,
  recentActorsStatement,
  recentFieldsStatement,
  recentSourcesStatement,
  recentTxidsStatement,
  tableNamesStatement,
} from './suggestStatements.ts';

let database: TestDatabase;
let source: AuditSource;
beforeAll(async () => {
  database = await createTestDatabase();
  await database.execute(auditTablesSql({ rowHistoryIndex: true }));
  await fillTrail(database, {
    table: "CASE WHEN g % 5000 = 0 THEN 'rare' ELSE 'table_' || g % 7 END",
  });
  await database.execute(
    'CREATE INDEX audit_transactions_actor_ref_gin ON audit_transactions USING gin (actor_ref)',
  );
  source = await openAuditSource(database.endpoint, database.password);
});
afterAll(() => source.session.close());

const plan = (statement: Statement): Promise<string> => planText(source, statement);

function page(
  filters: Filters,
  place: 'start' | 'middle' = 'start',
  direction: 'older' | 'newer' = 'older',
): Statement {
  const cursor = { at: '2026-01-02T03:04:05.678901Z', id: '0001135b-30cc-4d26-b327-784ef54be5a2' };
  return pageStatement(source.capability, {
    filters,
    cursor: place === 'start' ? null : cursor,
    direction,
    rows: 201,
  });
}

const WHOLE_CHANGES = /Seq Scan on audit_changes/;
const WHOLE_TRANSACTIONS = /Seq Scan on audit_transactions/;

describe('where an index serves, no table is read as a whole', () => {
  it.each<[string, () => Statement, RegExp]>([
    ['the newest page', () => page({}), /Backward using audit_changes_captured_at_idx/],
    [
      'a page further down',
      () => page({}, 'middle'),
      /Backward using audit_changes_captured_at_idx[\s\S]*Index Cond: .*captured_at/,
    ],
    [
      'a page upwards',
      () => page({}, 'middle', 'newer'),
      /using audit_changes_captured_at_idx[\s\S]*Index Cond: .*captured_at/,
    ],
    [
      'a window',
      () => page({ from: '2026-01-02T00:00:00.000000Z', to: '2026-01-02T00:10:00.000000Z' }),
      /captured_at_idx[\s\S]*Index Cond/,
    ],
    ['a frequent table', () => page({ table: ['table_1'] }), /audit_changes_captured_at_idx/],
    [
      'an op and a schema',
      () => page({ op: ['update'], table_schema: ['public'] }),
      /audit_changes_captured_at_idx/,
    ],
    ['the window of the trail', () => windowStatement('public'), /audit_changes_captured_at_idx/],
    [
      'shapes of recent keys',
      () => keyShapesStatement('public'),
      /Backward using audit_changes_captured_at_idx/,
    ],
    [
      'one transaction',
      () => transactionStatement(source.capability, '0001135b-30cc-4d26-b327-784ef54be5a2'),
      /audit_transactions_pkey/,
    ],
    [
      'its changes',
      () => changesStatement(source.capability, '0001135b-30cc-4d26-b327-784ef54be5a2'),
      /audit_changes_transaction_id_idx/,
    ],
    ['names of tables', () => tableNamesStatement('public'), /audit_changes_(?:table_name|row_history)_idx/],
    ['recent actors', () => recentActorsStatement('public'), /Backward using audit_transactions_txid_\w+/],
    [
      'recent correlations',
      () => recentActionValuesStatement('public', 'correlation_id'),
      /Backward using audit_actions_inserted_at_idx|Sort/,
    ],
    ['recent fields', () => recentFieldsStatement('public'), /Backward using audit_changes_captured_at_idx/],
    ['recent sources', () => recentSourcesStatement('public'), /Backward using audit_transactions_txid_\w+/],
    ['recent txids', () => recentTxidsStatement('public'), /Backward using audit_transactions_txid_\w+/],
  ])('%s', async (_, statement, index) => {
    const text = await plan(statement());
    expect(text).toMatch(index);
    expect(text).not.toMatch(WHOLE_CHANGES);
  });

  it('a capped count stops at its cap, however the rows are found', async () => {
    // Which way the planner takes depends on its statistics; LIMIT bounds either.
    const text = await plan(countStatement(source.capability, {}, 100));
    expect(text).toMatch(/^\s*Aggregate[\s\S]*?->\s+Limit .*rows=100 /);
  });

  it('a rare table', async () => {
    const text = await plan(page({ table: ['rare'] }));
    expect(text).toMatch(/audit_changes_(?:table_name|row_history)_idx/);
    expect(text).not.toMatch(WHOLE_CHANGES);
  });

  it('a rare actor, with the GIN index hosts may have', async () => {
    const text = await plan(page({ actor: ['user:u-77'] }));
    expect(text).toMatch(/audit_transactions_actor_ref_gin/);
    expect(text).not.toMatch(WHOLE_CHANGES);
    expect(text).not.toMatch(WHOLE_TRANSACTIONS);
  });

  it('a correlation, with the two indexes the review recommends', async () => {
    await database.execute(`CREATE INDEX recommended_1 ON audit_actions (correlation_id)`);
    await database.execute(`CREATE INDEX recommended_2 ON audit_transactions (action_id)`);
    const text = await plan(page({ correlation_id: ['corr-7'] }));
    expect(text).toMatch(/recommended_1/);
    expect(text).toMatch(/recommended_2/);
    expect(text).not.toMatch(/Seq Scan/);
  });
});
