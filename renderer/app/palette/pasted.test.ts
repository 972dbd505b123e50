import { describe, expect, it } from 'vitest';
import { guesses, type Known } from './pasted.ts';

const KNOWN: Known = {
  tables: ['public.orders', 'public.order_lines', 'archive.orders'],
  actors: true,
  correlations: true,
};
const titles = (text: string, known: Partial<Known> = {}): readonly string[] =>
  guesses(text, { ...KNOWN, ...known }).map(({ title }) => title);
const sure = (text: string): readonly string[] =>
  guesses(text, KNOWN).flatMap((guess) => (guess.sure ? [guess.title] : []));

describe('what a text could be', () => {
  it('opens a transaction by its uuid first, and still offers it as a correlation', () => {
    const found = guesses(' 5F2C81D0-1111-4222-8333-444455556666 ', KNOWN);
    expect(found[0]).toMatchObject({
      kind: 'transaction',
      transaction: '5f2c81d0-1111-4222-8333-444455556666',
      sure: true,
    });
    expect(found[1]?.title).toBe('Filter correlation: 5F2C81D0-1111-4222-8333-444455556666');
  });

  it('takes an instant for five minutes around it', () => {
    expect(guesses('2026-11-18T14:21:07.550214Z', KNOWN)).toEqual([
      {
        kind: 'filters',
        id: 'around',
        sure: true,
        filters: { from: '2026-11-18T14:16:07.550214Z', to: '2026-11-18T14:26:07.550214Z' },
        title: 'Changes within 5 minutes of 2026-11-18T14:21:07.550214Z',
      },
    ]);
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

  it('opens a transaction by its number', () => {
    expect(guesses('812448', KNOWN)[0]).toMatchObject({ kind: 'txid', txid: '812448', sure: true });
    expect(titles('812448')[0]).toBe('Open transaction 812448');
    expect(titles('7')[0]).toBe('Open transaction 7');
  });

  it('knows actors, operations, and a facet written before its value', () => {
    expect(titles('user:1')).toEqual(['Filter actor: user:1']);
    expect(titles('actor:user:1')).toEqual(['Filter actor: user:1']);
    expect(titles('anonymous')[0]).toBe('Filter actor: anonymous');
    expect(titles('delete')[0]).toBe('Filter operation: delete');
    expect(titles('not table:orders')).toEqual(['Filter not table: orders']);
  });

  it('takes any other value for a correlation', () => {
    expect(titles('web-c110b4')).toEqual(['Filter correlation: web-c110b4']);
    expect(titles('urn:order:7')).toEqual(['Filter correlation: urn:order:7']);
  });

  it('asks for nothing the database does not record', () => {
    expect(titles('web-c110b4', { correlations: false })).toEqual([]);
    expect(titles('user:1', { actors: false })).toEqual([]);
  });

  it('asks nothing of a text too short or too long to be anything', () => {
    expect(titles('x')).toEqual([]);
    expect(titles('ä'.repeat(129))).toEqual([]);
  });
});
