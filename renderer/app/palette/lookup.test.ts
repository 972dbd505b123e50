import { describe, expect, it } from 'vitest';
import type { FindHit } from '@shared/domain/find.ts';
import { hitId, inOrder, isAskable, isId, withoutKeys, type Found } from './lookup.ts';

const hit: FindHit = {
  kind: 'row_key',
  label: 'row of public.members',
  where: { table_schema: 'public', table_name: 'members', column: null, table_pk: '{"id": "4711"}', rows: 1 },
  count: 2,
  capped: false,
  newest: null,
  opens: { by: 'filters', filters: { table: ['public.members'], pk: ['{"id": "4711"}'] } },
};
const found = (change: Partial<FindHit>): Found => ({ text: '4711', hit: { ...hit, ...change } });

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
  const row = found({});
  const txid = found({ kind: 'txid', opens: { by: 'transaction', id: 't' } });
  const actor = found({ kind: 'actor' });
  const value = found({
    kind: 'recorded_value',
    where: { ...hit.where, table_name: 'orders', column: 'order_no' },
    opens: { by: 'filters', filters: { table: ['public.orders'], value: ['order_no=4711'] } },
  });
  const kinds = (hits: readonly Found[]): readonly string[] => hits.map((one) => one.hit.kind);

  it('has a row before a transaction of that number, and moves nothing that was shown', () => {
    expect(kinds(inOrder([], [txid, actor, row]))).toEqual(['row_key', 'txid', 'actor']);
    expect(kinds(inOrder([txid], [txid, actor, row]))).toEqual(['txid', 'row_key', 'actor']);
  });

  it('has first what the words before the id name', () => {
    expect(kinds(inOrder([row], [row, txid, value], ['order']))).toEqual([
      'recorded_value',
      'row_key',
      'txid',
    ]);
    expect(kinds(inOrder([], [row, value], ['member']))).toEqual(['row_key', 'recorded_value']);
  });

  it('is not the value of a key beside its row', () => {
    const id = found({ kind: 'recorded_value', where: { ...hit.where, column: 'id' } });
    const other = found({ kind: 'recorded_value', where: { ...hit.where, column: 'number' } });
    expect(withoutKeys([row, id, other, value])).toEqual([row, other, value]);
    expect(withoutKeys([id, other])).toEqual([id, other]);
    const broken = { ...hit.where, table_pk: 'no JSON', column: 'id' };
    const both = [found({ where: broken }), found({ kind: 'recorded_value', where: broken })];
    expect(withoutKeys(both)).toEqual(both);
  });

  it('is said once however many texts found it, and keeps its name while it is counted on', () => {
    expect(inOrder([], [row, { ...row, text: 'order 4711' }])).toHaveLength(1);
    expect(hitId({ ...hit, count: 9 })).toBe(hitId(hit));
  });
});
