import { describe, expect, it } from 'vitest';
import type { LedgerQuestion } from '@shared/domain/ledger.ts';
import { askAgain } from './askAgain.ts';
import { ledgerSearch } from './search.ts';
import { aboutText, tookText } from './words.ts';

const question = (asked: string, parameters: object, filters: object | null = null): LedgerQuestion => ({
  v: 1,
  seq: 2,
  prev: '0'.repeat(64),
  kind: 'question',
  at: '2026-11-03T10:00:00.000000Z',
  application: '0.1.0',
  face: 'application',
  asked,
  filters: filters === null ? null : JSON.stringify(filters),
  parameters: JSON.stringify(parameters),
  source: { name: 'Shop', host: 'db', port: 5432, database: 'shop', user: 'auditor' },
  rows: 3,
  duration_us: 1200,
  outcome: 'answered',
  code: null,
});

describe('askAgain', () => {
  it.each([
    [
      question('timeline.page', { limit: 50 }, { op: ['delete'] }),
      { to: 'timeline', filters: { op: ['delete'] } },
    ],
    [question('export', { output: '-' }, {}), { to: 'timeline', filters: {} }],
    [question('transactions.get', { id: 'x' }), { to: 'transaction', id: 'x' }],
    [question('incident', { operands: ['x'] }), { to: 'transaction', id: 'x' }],
    [question('rows.history', { table: 'public.a', pk: '7' }), { to: 'row', table: 'public.a', pk: '7' }],
    [question('actors.seen', { actor: null }), { to: 'actor', actor: null }],
    [question('actor', { operands: ['user:7'] }), { to: 'actor', actor: 'user:7' }],
    [question('correlations.get', { correlation_id: 'c' }), { to: 'correlation', correlation_id: 'c' }],
    [question('summaries.overview', { days: 30 }), { to: 'overview' }],
    [question('rows.history', { table: 'public.a', pk: { length: 9000, sha256: 'ab' } }), null],
    [question('catalog.info', {}), null],
    [question('timeline.page', {}, { unknown: ['x'] }), null],
  ])('%#', (asked, expected) => {
    expect(askAgain(asked)).toEqual(expected);
  });
});

it('says what was asked as the chips do', () => {
  const filters = { from: '2026-11-01T00:00:00.000000Z', table: ['public.a', 'b'], not_op: ['insert'] };
  expect(aboutText(question('timeline.page', { cursor: null, limit: 50, by: 'op' }, filters))).toBe(
    'from 2026-11-01T00:00:00.000000Z · table is public.a or b · operation is not insert · by op',
  );
  expect(aboutText(question('timeline.page', {}, {}))).toBe('no filter');
  expect(aboutText(question('integrity.marks', { change_ids: { length: 9, sha256: 'ab' } }))).toBe(
    'change_ids (9 characters, recorded as a digest)',
  );
});

it('takes from an address only what it knows', () => {
  expect(ledgerSearch({ asked_of: 'Demo', outcome: 'failed' })).toEqual({
    asked_of: 'Demo',
    outcome: 'failed',
  });
  expect(ledgerSearch({ asked_of: 7, outcome: 'lost' })).toEqual({});
});

it('tells durations at a useful precision', () => {
  expect([300, 4_200, 12_400_000].map(tookText)).toEqual(['0.3 ms', '4 ms', '12.4 s']);
});
