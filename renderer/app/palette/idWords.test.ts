import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fit, namedId, tableFit } from './idWords.ts';

const where = (table: string, column: string | null = null): Parameters<typeof fit>[1] => {
  const [table_schema = '', table_name = ''] = table.split('.');
  return { where: { table_schema, table_name, column, table_pk: null, rows: null } };
};
const best = (text: string, places: readonly (readonly [string, (string | null)?])[]): string | undefined => {
  const { words } = namedId(text) ?? { words: [] };
  return places
    .map(([table, column]) => ({
      name: `${table} ${column ?? ''}`.trim(),
      fits: fit(words, where(table, column)),
    }))
    .filter(({ fits }) => fits > 0)
    .sort((a, b) => b.fits - a.fits)[0]?.name;
};

describe('an id with words before it', () => {
  it('is taken apart', () => {
    expect(namedId('order 4711')).toEqual({ words: ['order'], id: '4711' });
    expect(namedId('Order #4711')).toEqual({ words: ['order'], id: '4711' });
    expect(namedId('order_no=4711')).toEqual({ words: ['order_no'], id: '4711' });
    expect(namedId('order no: 4711')).toEqual({ words: ['order', 'no'], id: '4711' });
    expect(namedId('public.payout_accounts 311')).toEqual({ words: ['public.payout_accounts'], id: '311' });
    expect(namedId('actor user:1')).toEqual({ words: ['actor'], id: 'user:1' });
    expect(namedId('order:4711')).toEqual({ words: ['order'], id: '4711' });
    expect(namedId('#4711')).toEqual({ words: [], id: '4711' });
    expect(namedId('e-mail ada@shop.example')).toEqual({ words: ['e-mail'], id: 'ada@shop.example' });
  });

  it('is not any text', () => {
    for (const text of [
      '4711',
      'web-c110b4',
      'order',
      'urn:order:7',
      'a b c d e 1',
      '12 orders',
      'the order',
      '',
    ])
      expect(namedId(text), text).toBeNull();
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void namedId(text)));
  });

  it('names a table in the singular, a part of its name, or a column; the table says more', () => {
    const orders = [
      ['public.members'],
      ['public.order_lines', 'order_no'],
      ['public.orders', 'order_no'],
      ['audit.txids', 'order'],
    ] as const;
    expect(best('order 4711', orders)).toBe('public.orders order_no');
    expect(best('order_no 4711', orders)).toBe('public.orders order_no');
    expect(best('member 4711', orders)).toBe('public.members');
    const accounts = [
      ['public.members', 'account'],
      ['public.payout_accounts'],
      ['public.accounts'],
    ] as const;
    expect(best('account 311', accounts)).toBe('public.accounts');
    expect(best('payout account 311', accounts)).toBe('public.payout_accounts');
    expect(best('public.payout_accounts 311', accounts)).toBe('public.payout_accounts');
    expect(best('account 311', accounts.slice(0, 2))).toBe('public.payout_accounts');
    expect(best('invoice 311', accounts)).toBeUndefined();
    expect(best('number 311', accounts)).toBeUndefined();
  });

  it('knows the one from the many', () => {
    expect(tableFit(['category'], 'public.categories')).toBe(3);
    expect(tableFit(['addresses'], 'public.address')).toBe(3);
    expect(tableFit(['boxes'], 'public.box')).toBe(3);
    expect(tableFit(['order', 'line'], 'public.order_lines')).toBe(3);
    expect(tableFit(['line'], 'public.order_lines')).toBe(2);
    expect(tableFit(['order'], 'public.order_lines')).toBe(1);
  });
});
