import { describe, expect, it } from 'vitest';
import type { Capability } from '@shared/domain/capability.ts';
import { keyOrders, rowKey } from './rowKey.ts';

function trigger(table: string, columns: readonly string[]): Capability['triggers'][number] {
  return {
    table_schema: 'public',
    table_name: table,
    trigger: 't',
    function_schema: 'public',
    function: 'f',
    language: 'plpgsql',
    enabled: 'O',
    key_columns: columns,
    clone: false,
  };
}

// jsonb puts the shorter name first, whatever the key's order.
const line = {
  table_schema: 'public',
  table_name: 'order_lines',
  table_pk: '{"line_no": "1", "order_id": "92807"}',
};

describe('rowKey', () => {
  it('reads in key order, with the names beside', () => {
    const orders = keyOrders([trigger('order_lines', ['order_id', 'line_no'])]);
    expect(rowKey(line, orders)).toEqual({ text: '#92807 · 1', named: 'order_id 92807, line_no 1' });
  });

  it('falls back to the stored order where no trigger names exactly these columns', () => {
    const stored = { text: '#1 · 92807', named: 'line_no 1, order_id 92807' };
    expect(rowKey(line, new Map())).toEqual(stored);
    expect(rowKey(line, keyOrders([trigger('order_lines', [])]))).toEqual(stored);
    expect(rowKey(line, keyOrders([trigger('order_lines', ['order_id'])]))).toEqual(stored);
    expect(rowKey(line, keyOrders([trigger('orders', ['order_id', 'line_no'])]))).toEqual(stored);
  });

  it('believes none of two triggers that disagree', () => {
    const orders = keyOrders([
      trigger('order_lines', ['order_id', 'line_no']),
      trigger('order_lines', ['line_no', 'order_id']),
    ]);
    expect(orders.size).toBe(0);
  });

  it('has no words for a key that was not resolved', () => {
    expect(rowKey({ ...line, table_pk: '{}' }, new Map())).toBeNull();
    expect(rowKey({ ...line, table_pk: '{"id": null}' }, new Map())).toBeNull();
  });
});
