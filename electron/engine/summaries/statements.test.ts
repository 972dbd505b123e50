import { describe, expect, it } from 'vitest';
import type { Filters } from '@shared/domain/filters.ts';
import { estimateStatement } from '../timeline/estimateStatement.ts';
import { capability } from '../testing/capability.ts';
import {
  fieldDifferencesStatement,
  metaDifferencesStatement,
  scalarDifferencesStatement,
} from './differentStatements.ts';
import { facetsStatement, fieldFacetStatement } from './facetsStatement.ts';
import { finiteWindowStatement } from './finiteWindowStatement.ts';
import { scalarKeys } from './grouping.ts';
import { histogramStatement } from './histogramStatement.ts';
import { mayReadStatement } from './mayReadStatement.ts';
import { newestPartStatement } from './newestPartStatement.ts';
import { newestTransactionsStatement } from './newestTransactionsStatement.ts';
import { retentionRunsStatement } from './retentionRunsStatement.ts';
import { unplacedStatement } from './unplacedStatement.ts';

const filters: Filters = {
  from: '2026-05-15T00:00:00.000000Z',
  table: ['billing.tickets'],
  not_actor: ['job:1'],
};
const window = { from: '2026-05-15T00:00:00.000000Z', to: '2026-06-15T00:00:00.000000Z' };
const bounds = { from: null, to: null };
const old = capability({
  has_changed_from: false,
  has_actor: false,
  has_action_link: false,
  has_actions: false,
});
const totals = { selected: '40', against: '1000' };

describe('the SQL of the summaries', () => {
  it.each(['op', 'table', 'actor'] as const)('histogram by %s', (by) => {
    const question = { filters, by, bounds: window, seconds: 21_600, ends: true, percent: null };
    expect(histogramStatement(capability(), question)).toMatchSnapshot();
  });

  it('a sampled histogram joins no more than it looks at', () => {
    const question = { filters: {}, by: 'op', bounds, seconds: 86_400, ends: false, percent: 2 } as const;
    const { text } = histogramStatement(capability(), question);
    expect(text).toMatchSnapshot();
    expect(text).not.toContain('audit_transactions');
    const joined = histogramStatement(capability(), { ...question, filters: { source: ['web'] } });
    expect(joined.text).toContain('TABLESAMPLE SYSTEM (2) REPEATABLE (1) JOIN "public"."audit_transactions"');
  });

  it('an old install has no actors to tell apart', () => {
    const question = {
      filters: {},
      by: 'actor',
      bounds,
      seconds: 86_400,
      ends: false,
      percent: null,
    } as const;
    expect(histogramStatement(old, question).text).toMatchSnapshot();
  });

  it('facets', () => {
    const question = { filters, cap: null };
    const all = ['table', 'op', 'actor', 'action', 'source'] as const;
    expect(facetsStatement(capability(), all, question)).toMatchSnapshot();
    expect(facetsStatement(old, ['table'], { filters: {}, cap: 100 })).toMatchSnapshot();
    expect(fieldFacetStatement(capability(), question)).toMatchSnapshot();
  });

  it('differences', () => {
    const rest = { selected: filters, against: null };
    expect(scalarDifferencesStatement(capability(), scalarKeys, rest)).toMatchSnapshot();
    expect(newestPartStatement(capability(), { from: '2026-05-01T00:00:00Z' }, 1000)).toMatchSnapshot();
    expect(newestPartStatement(capability(), filters, 1000)).toMatchSnapshot();
    const two = { selected: filters, against: { op: ['delete'] } };
    expect(fieldDifferencesStatement(capability(), two, totals)).toMatchSnapshot();
    expect(metaDifferencesStatement(capability(), two, totals)).toMatchSnapshot();
  });

  it('overview, windows and estimate', () => {
    expect(newestTransactionsStatement(capability(), 10)).toMatchSnapshot();
    expect(newestTransactionsStatement(old, 10).text).not.toMatch(/audit_actions|actor_ref AS/);
    expect(retentionRunsStatement('public', 20)).toMatchSnapshot();
    expect(mayReadStatement('public', 'threadline_retention_runs')).toMatchSnapshot();
    expect(finiteWindowStatement('public', null, window.to)).toMatchSnapshot();
    expect(unplacedStatement(capability(), filters)).toMatchSnapshot();
    expect(estimateStatement(capability(), filters)).toMatchSnapshot();
  });
});
