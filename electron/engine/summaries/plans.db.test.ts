import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openAuditSource } from '../catalog/openAuditSource.ts';
import type { AuditSource, Statement } from '../db/session.ts';
import { auditTablesSql } from '../testing/auditTables.ts';
import { createTestDatabase } from '../testing/database.ts';
import { fillTrail, planText } from '../testing/filledTrail.ts';
import { planOf } from '../timeline/estimate.ts';
import { estimateStatement } from '../timeline/estimateStatement.ts';
import { coarseHistogram } from './coarseHistogram.ts';
import { fieldDifferencesStatement, scalarDifferencesStatement } from './differentStatements.ts';
import { facetsStatement } from './facetsStatement.ts';
import { finiteWindowStatement } from './finiteWindowStatement.ts';
import { scalarKeys } from './grouping.ts';
import { histogram } from './histogram.ts';
import { histogramStatement } from './histogramStatement.ts';
import { newestPartStatement } from './newestPartStatement.ts';
import { newestTransactionsStatement } from './newestTransactionsStatement.ts';
import { unplacedStatement } from './unplacedStatement.ts';

let source: AuditSource;
/** The same where the planner thinks reading is dear: as on a table a hundred times the size. */
let dear: AuditSource;
beforeAll(async () => {
  const database = await createTestDatabase();
  await database.execute(auditTablesSql());
  await fillTrail(database, {
    transactions: 40_000,
    source: "'web'",
    table: "CASE WHEN g % 5000 = 0 THEN 'rare' ELSE 'table_' || g % 7 END",
    width: 20,
  });
  await database.execute('CREATE INDEX gin ON audit_transactions USING gin (actor_ref)');
  source = await openAuditSource(database.endpoint, database.password);
  await database.execute(`ALTER DATABASE ${database.name} SET cpu_tuple_cost = 1`);
  dear = await openAuditSource(database.endpoint, database.password);
});
afterAll(() => Promise.all([source, dear].map(({ session }) => session.close())));

const plan = (statement: Statement): Promise<string> => planText(source, statement);

const hour = { from: '2026-01-02T03:00:00.000000Z', to: '2026-01-02T04:00:00.000000Z' };
const WHOLE = /Seq Scan on audit_changes/;
const all = ['table', 'op', 'actor', 'source'] as const;

describe('where an index serves, no table is read as a whole', () => {
  it.each<[string, () => Statement, RegExp]>([
    [
      'a histogram of an hour',
      () =>
        histogramStatement(source.capability, {
          filters: {},
          by: 'op',
          bounds: hour,
          ends: false,
          seconds: 30,
          percent: null,
        }),
      /audit_changes_captured_at_idx[\s\S]*Index Cond/,
    ],
    [
      'a histogram of a rare actor',
      () =>
        histogramStatement(source.capability, {
          filters: { actor: ['user:u-77'] },
          by: 'table',
          ends: true,
          bounds: { from: '2026-01-01T00:00:00.000000Z', to: '2026-01-09T00:00:00.000000Z' },
          seconds: 86_400,
          percent: null,
        }),
      /Bitmap Index Scan on gin[\s\S]*audit_changes_transaction_id_idx/,
    ],
    [
      'facets of an hour',
      () => facetsStatement(source.capability, all, { filters: hour, cap: null }),
      /captured_at_idx/,
    ],
    [
      'facets with a cap',
      () => facetsStatement(source.capability, all, { filters: {}, cap: 500 }),
      /Backward using audit_changes_captured_at_idx/,
    ],
    [
      'facets of a rare table',
      () => facetsStatement(source.capability, all, { filters: { table: ['rare'] }, cap: null }),
      /audit_changes_table_name_idx/,
    ],
    [
      'differences within an hour',
      () =>
        scalarDifferencesStatement(source.capability, scalarKeys, {
          ...{ selected: { ...hour, actor: ['user:u-77'] }, against: null },
        }),
      /audit_changes_captured_at_idx[\s\S]*Index Cond/,
    ],
    [
      'differences of a rare actor and a rare table',
      () =>
        fieldDifferencesStatement(
          source.capability,
          { selected: { actor: ['user:u-77'] }, against: { table: ['rare'] } },
          { selected: '1', against: '1' },
        ),
      /Bitmap Index Scan on gin[\s\S]*audit_changes_table_name_idx|audit_changes_table_name_idx[\s\S]*Bitmap Index Scan on gin/,
    ],
    [
      'where the newest changes begin',
      () => newestPartStatement(source.capability, {}, 1000),
      /Index Only Scan Backward using audit_changes_captured_at_idx/,
    ],
    [
      'the ends of the trail',
      () => finiteWindowStatement('public', null, null),
      /audit_changes_captured_at_idx/,
    ],
    ['what has no place', () => unplacedStatement(source.capability, {}), /audit_changes_captured_at_idx/],
    [
      'the newest transactions',
      () => newestTransactionsStatement(source.capability, 10),
      /Backward using audit_changes_captured_at_idx[\s\S]*audit_changes_transaction_id_idx|audit_changes_transaction_id_idx[\s\S]*Backward using audit_changes_captured_at_idx/,
    ],
  ])('%s', async (_, statement, index) => {
    const text = await plan(statement());
    expect(text).toMatch(index);
    expect(text).not.toMatch(WHOLE);
  });

  it('an estimate reads no row', async () => {
    const { rows } = await source.session.read({}, (tx) =>
      planOf(tx, estimateStatement(source.capability, { table: ['rare'] })),
    );
    expect(rows).toBeLessThan(500);
    const whole = await source.session.read({}, (tx) => planOf(tx, estimateStatement(source.capability, {})));
    expect(Math.abs(whole.rows - 120_000)).toBeLessThan(12_000);
  });
});

describe('a coarse histogram', () => {
  const question = { filters: {}, buckets: 60, by: 'op' } as const;
  const total = (answer: Awaited<ReturnType<typeof histogram>>): number =>
    answer.buckets.flatMap(({ counts }) => Object.values(counts)).reduce((a, b) => a + b, 0);

  it('reads a part of a wide window, says so, and has the buckets of the exact one', async () => {
    const [coarse, exact] = [await coarseHistogram(dear, question), await histogram(dear, question)];
    expect(coarse.approximate).toMatchObject({ percent: 17, how: expect.stringContaining('17 %') as string });
    expect(coarse.approximate?.sampled).toBeLessThan(60_000);
    expect(coarse.buckets.map(({ start }) => start)).toEqual(exact.buckets.map(({ start }) => start));
    expect(total(exact)).toBe(120_000);
    expect(Math.abs(total(coarse) - 120_000)).toBeLessThan(30_000);
  });

  it('answers exactly what is narrow', async () => {
    const narrow = { ...question, filters: hour };
    expect(await coarseHistogram(dear, narrow)).toEqual(await histogram(dear, narrow));
    const rare = { ...question, filters: { actor: ['user:u-77'] } };
    expect((await coarseHistogram(dear, rare)).approximate).toBeNull();
  });

  it('can be cancelled, as the exact one can', async () => {
    for (const ask of [coarseHistogram, histogram]) {
      const stop = new AbortController();
      const asked = ask(dear, question, stop.signal);
      setTimeout(() => stop.abort(), 5);
      const started = performance.now();
      await expect(asked).rejects.toMatchObject({ code: 'cancelled' });
      expect(performance.now() - started).toBeLessThan(2_000);
    }
  });
});
