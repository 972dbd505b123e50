import { describe, expect, it } from 'vitest';
import { guesses, type Known } from './pasted.ts';

const KNOWN: Known = {
  tables: ['public.orders', 'public.order_lines', 'archive.orders'],
  actors: true,
  correlations: true,
};
const titles = (text: string, known: Partial<Known> = {}): readonly string[] =>
  guesses(text, { ...KNOWN, ...known }, 'utc').map(({ title }) => title);
const sure = (text: string): readonly string[] =>
  guesses(text, KNOWN, 'utc').flatMap((guess) => (guess.sure ? [guess.title] : []));

describe('what a text could be', () => {
  it('takes an instant for five minutes around it, or for a beginning', () => {
    expect(guesses('2026-11-18T14:21:07.550214Z', KNOWN, 'utc')).toEqual([
      {
        id: 'around',
        sure: true,
        filters: { from: '2026-11-18T14:16:07.550214Z', to: '2026-11-18T14:26:07.550214Z' },
        title: 'Changes within 5 minutes of 2026-11-18 14:21:07.550214Z',
      },
      {
        id: 'from',
        sure: true,
        filters: { from: '2026-11-18T14:21:07.550214Z' },
        title: 'Changes from 2026-11-18 14:21:07.550214Z',
      },
    ]);
  });

  it('takes a time in every form the window of time takes', () => {
    for (const text of [
      '2026-11-05 03:11',
      '2026-11-05T03:11',
      '2026-11-05 03:11:00',
      '2026-11-05T03:11:00.000Z',
      '2026-11-05T05:11:00+02:00',
    ])
      expect(guesses(text, KNOWN, 'utc')[0]?.filters, text).toEqual({
        from: '2026-11-05T03:06:00.000000Z',
        to: '2026-11-05T03:16:00.000000Z',
      });
    expect(guesses('2026-11-05', KNOWN, 'utc')[0]).toMatchObject({
      title: 'Changes on 2026-11-05, UTC',
      filters: { from: '2026-11-05T00:00:00.000000Z', to: '2026-11-05T23:59:59.999999Z' },
    });
  });

  it('takes nothing that begins like a time for a correlation', () => {
    for (const text of ['2026-11', '2026-11-05 0', '2026-11-05 03:', '2026-13-45', '2026-11-05T03:11+'])
      expect(titles(text), text).toEqual([]);
  });

  it('finds a table by its bare name, in each schema that has one', () => {
    expect(sure('orders')).toEqual(['Filter table: public.orders', 'Filter table: archive.orders']);
    expect(sure('Public.Orders')).toEqual(['Filter table: public.orders']);
    expect(titles('order')).toEqual([
      'Filter table: public.orders',
      'Filter table: public.order_lines',
      'Filter table: archive.orders',
      'Filter table: order',
      'Filter correlation: order',
    ]);
  });

  it('still offers to ask for a name that nothing is known by', () => {
    expect(sure('refunds')).toEqual([]);
    expect(titles('refunds')).toEqual(['Filter table: refunds', 'Filter correlation: refunds']);
  });

  it('knows actors, operations, and a facet written before its value', () => {
    expect(titles('user:1')).toEqual(['Filter actor: user:1']);
    expect(titles('actor:user:1')).toEqual(['Filter actor: user:1']);
    expect(titles('anonymous')[0]).toBe('Filter actor: anonymous');
    expect(titles('delete')[0]).toBe('Filter operation: delete');
    expect(titles('not table:orders')).toEqual(['Filter not table: orders']);
    expect(titles('field:refunded_at')).toEqual(['Filter field: refunded_at']);
    expect(titles('txid:4711')).toEqual(['Filter txid: 4711']);
  });

  it('takes any other value for a correlation', () => {
    expect(titles('web-c110b4')).toEqual(['Filter correlation: web-c110b4']);
    expect(titles('urn:order:7')).toEqual(['Filter correlation: urn:order:7']);
  });

  it('asks for nothing the database does not record', () => {
    expect(titles('web-c110b4', { correlations: false })).toEqual([]);
    expect(titles('user:1', { actors: false })).toEqual([]);
    expect(titles('action:order.refunded', { correlations: false })).toEqual([]);
  });

  it('asks nothing of a text too short or too long to be anything', () => {
    expect(titles('x')).toEqual([]);
    expect(titles('ä'.repeat(129))).toEqual([]);
  });
});
