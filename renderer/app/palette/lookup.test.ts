import { describe, expect, it } from 'vitest';
import type { FindHit } from '@shared/domain/find.ts';
import { hitId, hitPlace, hitTitle, inOrder, isAskable, isId } from './lookup.ts';

const hit: FindHit = {
  kind: 'row_key',
  label: 'row of public.orders',
  where: { table_schema: 'public', table_name: 'orders', column: null, table_pk: '{"id": "4711"}', rows: 1 },
  count: 2,
  capped: false,
  newest: null,
  opens: { by: 'filters', filters: { table: ['public.orders'], pk: ['{"id": "4711"}'] } },
};

describe('what the database is asked', () => {
  it('are ids of any length and texts that are not in everything', () => {
    expect(['7', '4711', '5F2C81D0-1111-4222-8333-444455556666', 'ada@shop.example'].every(isAskable)).toBe(
      true,
    );
    expect(['', ' ', 'ab', 'x'.repeat(1001)].some(isAskable)).toBe(false);
    expect(['4711', '{5f2c81d0-1111-4222-8333-444455556666}'].every(isId)).toBe(true);
    expect(['orders', '2026-11-05', 'web-c110b4'].some(isId)).toBe(false);
  });
});

describe('what was found', () => {
  it('says what, where and how often', () => {
    expect(hitTitle(hit, new Map())).toBe('Row of public.orders #4711');
    const line = { ...hit.where, table_pk: '{"line_no": "1", "order_id": "92807"}' };
    const orders = new Map([['public.orders', ['order_id', 'line_no']]]);
    expect(hitTitle({ ...hit, where: line }, orders)).toBe('Row of public.orders #92807 · 1');
    expect(hitPlace(hit)).toBe('orders, 2 changes');
    const where = { ...hit.where, column: 'email', rows: 3 };
    const value: FindHit = { ...hit, kind: 'recorded_value', label: 'email of public.customers', where };
    expect(hitTitle(value, new Map())).toBe('Recorded value: email of public.customers');
    expect(hitPlace({ ...value, count: 1000, capped: true })).toBe('3 rows, over 1,000 changes');
  });

  it('puts a row before a transaction of that number, and moves nothing that was shown', () => {
    const txid: FindHit = { ...hit, kind: 'txid', opens: { by: 'transaction', id: 't' } };
    const actor: FindHit = { ...hit, kind: 'actor' };
    const kinds = (hits: readonly FindHit[]): readonly string[] => hits.map(({ kind }) => kind);
    expect(kinds(inOrder([], [txid, actor, hit]))).toEqual(['row_key', 'txid', 'actor']);
    expect(kinds(inOrder([txid], [txid, actor, hit]))).toEqual(['txid', 'row_key', 'actor']);
  });

  it('keeps its name while it is counted on', () => {
    expect(hitId({ ...hit, count: 9 })).toBe(hitId(hit));
  });
});
