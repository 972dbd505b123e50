import { describe, expect, it } from 'vitest';
import { findKinds, type FindHit, type FindKind } from '@shared/domain/find.ts';
import { hitLine } from './hitLine.ts';

const hit: FindHit = {
  kind: 'row_key',
  label: 'row of public.order_lines',
  where: {
    table_schema: 'public',
    table_name: 'order_lines',
    column: null,
    table_pk: '{"line_no": "1", "order_id": "92807"}',
    rows: 1,
  },
  count: 2,
  capped: false,
  newest: { change_id: 'c', captured_at: '2026-11-18T14:20:36.204459Z' },
  opens: { by: 'filters', filters: {} },
};
const manner = {
  orders: new Map([['public.order_lines', ['order_id', 'line_no']]]),
  zone: 'utc',
  year: '2026',
} as const;
const line = (change: Partial<FindHit>, text = '4711'): ReturnType<typeof hitLine> =>
  hitLine({ text, hit: { ...hit, ...change } }, manner);

describe('the line of what was found', () => {
  it('is what it is, which, how often and when', () => {
    expect(line({})).toEqual({
      noun: 'Row',
      text: 'public.order_lines #92807 · 1',
      end: '2 changes · newest 18 Nov 14:20',
      full: 'row of public.order_lines, 2 changes, newest 2026-11-18 14:20:36.204459Z',
    });
    expect(line({ count: 1 }).end).toBe('1 change · 18 Nov 14:20');
    expect(line({ count: 1000, capped: true }).end).toBe('over 1,000 changes · newest 18 Nov 14:20');
    const old = { change_id: 'c', captured_at: '2024-11-18T14:20:36.204459Z' };
    expect(line({ newest: old, count: 1 }).end).toBe('1 change · 18 Nov 2024 14:20');
  });

  it('says of a transaction who and when, which may have captured nothing', () => {
    const label = 'transaction number 4711, {"a": 1, "b": 2}, 2026-11-05T03:11:20.096642Z';
    expect(line({ kind: 'txid', label, count: 0, newest: null })).toEqual({
      noun: 'Transaction',
      lead: 'number',
      text: '4711',
      also: 'by {"a": 1, "b": 2}',
      end: 'no captured change · 5 Nov 03:11',
      full: `${label}, no captured change`,
    });
    const uuid = '5f2c81d0-1111-4222-8333-444455556666';
    const named = 'transaction, admin:17, 2026-11-05T03:11:20.096642Z';
    expect(line({ kind: 'transaction', label: named, count: 3 }, uuid)).toMatchObject({
      noun: 'Transaction',
      text: '5f2c81d0…55556666',
      also: 'by admin:17',
      end: '3 changes · 5 Nov 03:11',
    });
  });

  it('says of a value which column of which table, and in which rows', () => {
    const value = {
      kind: 'recorded_value',
      where: { ...hit.where, table_name: 'orders', column: 'order_no' },
    } as const;
    expect(line({ ...value, where: { ...value.where, table_pk: '{"id": "90233"}' } })).toMatchObject({
      noun: 'Value',
      text: 'order_no',
      of: 'public.orders',
      also: 'in row #90233',
    });
    expect(line({ ...value, where: { ...value.where, table_pk: null, rows: 23 } }).also).toBe('in 23 rows');
  });

  it('marks the operation of a change', () => {
    expect(line({ kind: 'change', label: 'update of public.order_lines', count: 1 })).toMatchObject({
      noun: 'Change',
      op: 'update',
      text: 'public.order_lines #92807 · 1',
      end: '18 Nov 14:20',
    });
  });

  it('says what bears an id', () => {
    const correlation = { kind: 'correlation', label: 'correlation id of 12 actions' } as const;
    expect(line(correlation, 'web-c110b4')).toMatchObject({
      noun: 'Correlation',
      text: 'web-c110b4',
      also: 'of 12 actions',
    });
    expect(line({ kind: 'action', label: 'action order.refunded (ok)' })).toMatchObject({
      noun: 'Action',
      text: 'order.refunded (ok)',
    });
    expect(line({ kind: 'actor', label: 'actor user:1' })).toMatchObject({ noun: 'Actor', text: 'user:1' });
  });

  it('has a noun, a text and an end for any kind, also for one of a later day', () => {
    for (const kind of [...findKinds, 'of_a_later_day' as FindKind]) {
      const { noun, text, end } = line({
        kind,
        label: `ip of transactions`,
        where: { ...hit.where, table_pk: 'not JSON' },
      });
      expect(noun, kind).toMatch(/^[A-Z][a-z ]+$/);
      expect(text, kind).not.toBe('');
      expect(end, kind).not.toBe('');
    }
    expect(line({ kind: 'of_a_later_day' as FindKind, label: 'anything' })).toMatchObject({
      noun: 'Of a later day',
      text: 'anything',
    });
  });

  it('says where in meta a value is, and which value where several were looked for', () => {
    const meta = { kind: 'meta_value', label: 'meta.ip of 6 transactions' } as const;
    expect(line(meta)).toMatchObject({ noun: 'Meta', text: 'meta.ip', also: 'of 6 transactions' });
    expect(line({ ...meta, label: 'anything' })).toMatchObject({ noun: 'Meta', text: 'anything' });
    const found = { text: '203.0.113.77', hit: { ...hit, ...meta } };
    expect(hitLine(found, { ...manner, several: true }).lead).toBe('203.0.113.77 is');
  });
});
