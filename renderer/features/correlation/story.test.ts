import { describe, expect, it } from 'vitest';
import type { AuditAction, AuditChange, AuditTransaction } from '@shared/domain/audit.ts';
import { correlationSearch } from './search.ts';
import { axisOf, countsOf, storyOf } from './story.ts';

const at = (second: number): string => `2026-11-05T03:07:${String(second).padStart(2, '0')}.000000Z`;
const action = (id: string, second: number, status = 'ok') =>
  ({ id, name: `done ${id}`, status, inserted_at: at(second) }) as AuditAction;
const transaction = (id: string, action_id: string, second: number) =>
  ({ id, action_id, occurred_at: at(second) }) as AuditTransaction;
const change = (id: string, transaction_id: string, table_name: string, op: string) =>
  ({ id, transaction_id, table_schema: 'public', table_name, op }) as AuditChange;

const found = {
  correlation_id: 'web-1',
  // As answered: newest first.
  actions: [action('b', 10, 'error'), action('a', 2)],
  transactions: [transaction('t2', 'a', 5), transaction('t1', 'a', 0)],
  changes: [
    change('c3', 't1', 'orders', 'update'),
    change('c2', 't1', 'orders', 'INSERT'),
    change('c1', 't1', 'refunds', 'insert'),
  ],
  actions_without_transactions: [action('b', 10, 'error')],
  truncated: { actions: false, transactions: false, changes: false },
};

describe('a correlation as it happened', () => {
  it('tells actions, their transactions and changes oldest first', () => {
    const story = storyOf(found);
    expect(story.map((chapter) => chapter.action.id)).toEqual(['a', 'b']);
    expect(story[0]?.transactions.map((one) => one.transaction.id)).toEqual(['t1', 't2']);
    expect(story[0]?.transactions[0]?.changes.map(({ id }) => id)).toEqual(['c1', 'c2', 'c3']);
    expect(story[1]?.transactions).toEqual([]);
  });

  it('puts them on one axis, what failed and what is empty marked', () => {
    const axis = axisOf(storyOf(found));
    expect(axis?.from).toBe(at(0));
    expect(axis?.to).toBe(at(10));
    expect(axis?.knots.map(({ key, kind, place }) => [key, kind, place])).toEqual([
      ['t1', 'transaction', 0],
      ['t2', 'empty', 0.5],
      ['a', 'action', 0.2],
      ['b', 'failed', 1],
    ]);
    expect(axisOf([])).toBeNull();
    const one = { action: action('a', 3), transactions: [] };
    expect(axisOf([one])?.knots[0]?.place).toBe(0.5);
    const beyond = { action: { ...action('a', 3), inserted_at: 'infinity' }, transactions: [] };
    expect(axisOf([beyond])).toBeNull();
  });

  it('counts by table and operation', () => {
    expect(countsOf(found.changes)).toEqual([
      {
        table: 'public.orders',
        ops: [
          ['update', 1],
          ['insert', 1],
        ],
      },
      { table: 'public.refunds', ops: [['insert', 1]] },
    ]);
  });
});

describe('its address', () => {
  it('is a correlation id or nothing', () => {
    expect(correlationSearch({ correlation_id: 'web-1', x: 1 })).toEqual({ correlation_id: 'web-1' });
    expect(correlationSearch({ correlation_id: '  ' })).toEqual({});
    expect(correlationSearch({})).toEqual({});
  });
});
