import { describe, expect, it } from 'vitest';
import { burstTables, spanText } from './burstText.ts';
import { fewestFirst } from './baselineWords.ts';
import { hourGrid } from './hours.ts';
import { lanesOf } from './lanes.ts';
import { filtersOf } from './question.ts';
import { actorSearch } from './search.ts';

describe('the address of an actor', () => {
  it('holds who and when, and nothing else', () => {
    expect(actorSearch({ actor: 'user:1', from: '', to: 7, other: 'x' })).toEqual({ actor: 'user:1' });
    expect(actorSearch({})).toEqual({});
  });
});

describe('an activity burst', () => {
  it('has a span of captured writes in words', () => {
    const at = (time: string): string => `2026-11-21T${time}Z`;
    expect(spanText(at('03:41:00.000000'), at('03:41:00.310000'))).toBe('0.31 s');
    expect(spanText(at('03:41:00.000000'), at('03:53:04.000000'))).toBe('12 min 4 s');
    expect(spanText(at('03:41:00.000000'), at('05:42:00.000000'))).toBe('2 h 1 min');
    expect(spanText(at('03:41:00.000000'), at('03:40:00.000000'))).toBeNull();
    expect(spanText('-infinity', at('03:40:00.000000'))).toBeNull();
  });

  it('names its busiest tables and says how many it leaves out', () => {
    const table = (name: string, changes: number) => ({
      table_schema: 'public',
      table_name: name,
      changes,
      by_op: { insert: changes, update: 0, delete: 0 },
    });
    const by_table = [table('orders', 1200), table('refunds', 3), table('tickets', 1)];
    const counts = { changes: 1204, by_op: { insert: 1204, update: 0, delete: 0 }, by_table };
    expect(burstTables({ counts }, 2)).toBe('public.orders 1,200, public.refunds 3, 1 more');
    expect(burstTables({ counts })).toBe('public.orders 1,200, public.refunds 3, public.tickets 1');
  });
});

describe('the hours of the week', () => {
  it('are nought where nothing was recorded', () => {
    const grid = hourGrid([{ weekday: 6, hour: 3, transactions: 41, changes: 90 }]);
    expect(grid.at(6, 3)).toBe(41);
    expect(grid.at(1, 3)).toBe(0);
    expect(grid.most).toBe(41);
    expect(hourGrid([]).most).toBe(0);
  });
});

describe('lanes', () => {
  it('are the tables, busiest first, each with every bucket', () => {
    const { lanes, most } = lanesOf({
      from: 'a',
      to: 'z',
      by: 'table',
      bucket_seconds: 60,
      buckets: [
        { start: 'a', counts: { 'public.orders': 2 } },
        { start: 'b', counts: { 'public.orders': 1, 'public.refunds': 7 } },
      ],
      unplaced: 0,
      approximate: null,
    });
    expect(lanes.map(({ table, total }) => [table, total])).toEqual([
      ['public.refunds', 7],
      ['public.orders', 3],
    ]);
    expect(lanes[0]?.buckets.map(({ count }) => count)).toEqual([0, 7]);
    expect(most).toBe(7);
  });
});

describe('the baseline', () => {
  it('begins with what was never there, then what few other days have', () => {
    const value = {
      dimension: 'table',
      unit: 'changes',
      elsewhere: 0,
      later: 0,
      wording: '',
      filters: null,
    } as const;
    const values = [
      { ...value, value: 'usual', in_window: 9, days: 20, first_seen: false },
      { ...value, value: 'seldom', in_window: 1, days: 1, first_seen: false },
      { ...value, value: 'new', in_window: 1, days: 0, first_seen: true },
    ];
    expect(fewestFirst(values).map((one) => one.value)).toEqual(['new', 'seldom', 'usual']);
  });
});

describe('the question as filters', () => {
  it('asks for nobody where no actor is named', () => {
    expect(filtersOf({ actor: null, from: null, to: null })).toEqual({ no_actor: true });
    expect(filtersOf({ actor: 'user:1', from: 'a', to: null })).toEqual({ actor: ['user:1'], from: 'a' });
  });
});
