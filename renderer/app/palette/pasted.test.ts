import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalizeFilters } from '@shared/domain/filters.ts';
import { aroundGuess, type Guess, type Known } from './guess.ts';
import { isAskable } from './lookup.ts';
import { readPasted } from './pasted.ts';

const KNOWN: Known = {
  tables: ['public.orders', 'public.order_lines', 'archive.orders'],
  keys: new Map([['public.orders', 'id']]),
  actors: true,
  correlations: true,
  held: { oldest: '2026-11-03T04:08:00.000000Z', newest: '2026-11-24T19:07:20.000000Z' },
};
const lineOf = ({ line: { noun, lead, text } }: Guess): string =>
  [noun, lead, text].filter((part) => part !== undefined).join(' ');
const guesses = (text: string, known: Partial<Known> = {}): readonly Guess[] =>
  readPasted(text, { ...KNOWN, ...known }, 'utc').guesses;
const lines = (text: string, known: Partial<Known> = {}): readonly string[] =>
  guesses(text, known).map(lineOf);
const of = (weight: Guess['weight'], text: string): readonly string[] =>
  guesses(text)
    .filter((guess) => guess.weight === weight)
    .map(lineOf);
const asked = (text: string): readonly string[] => readPasted(text, KNOWN, 'utc').asked;

describe('what a text could be', () => {
  it('takes an instant for five minutes around it, or for a beginning', () => {
    expect(guesses('2026-11-18T14:21:07.550214Z')).toMatchObject([
      {
        weight: 'sure',
        line: { noun: 'Changes', lead: 'within 5 minutes of', text: '2026-11-18 14:21:07.550214Z' },
        to: {
          screen: 'timeline',
          filters: { from: '2026-11-18T14:16:07.550214Z', to: '2026-11-18T14:26:07.550214Z' },
        },
      },
      {
        weight: 'sure',
        line: { noun: 'Changes', lead: 'from', text: '2026-11-18 14:21:07.550214Z' },
        to: { screen: 'timeline', filters: { from: '2026-11-18T14:21:07.550214Z' } },
      },
    ]);
  });

  it('takes a time in every form the window of time takes, and in words', () => {
    for (const text of [
      '2026-11-05 03:11',
      '2026-11-05T03:11',
      '2026-11-05 03:11:00',
      '2026-11-05T03:11:00.000Z',
      '2026-11-05T05:11:00+02:00',
      '5 nov 03:11',
    ])
      expect(guesses(text)[0]?.to, text).toEqual(aroundGuess('2026-11-05T03:11:00.000000Z', 'utc').to);
    const day = { filters: { from: '2026-11-05T00:00:00.000000Z', to: '2026-11-05T23:59:59.999999Z' } };
    expect(guesses('2026-11-05')[0]).toMatchObject({
      line: { lead: 'on', text: '2026-11-05', also: 'UTC' },
      to: day,
    });
    expect(guesses('5 November')[0]).toMatchObject({ line: { lead: 'on', text: 'Thu 5 Nov 2026' }, to: day });
    expect(lines('5 November')).toHaveLength(2);
    expect(lines('thursday')).toEqual(['19', '12', '5'].map((of) => `Changes on Thu ${of} Nov 2026`));
  });

  it('leaves the days of a time of day to who knows the database', () => {
    const { clock, guesses: none } = readPasted('03:07', KNOWN, 'utc');
    expect(none).toEqual([]);
    expect(clock?.typed).toBe('03:07');
    expect(clock?.moments).toHaveLength(21);
  });

  it('takes nothing that begins like a time for a correlation', () => {
    for (const text of ['2026-11', '2026-11-05 0', '2026-11-05 03:', '2026-13-45', '2026-11-05T03:11+'])
      expect(lines(text), text).toEqual([]);
  });

  it('finds a table by its bare name, in each schema that has one', () => {
    expect(of('sure', 'orders')).toEqual([
      'Changes where table is public.orders',
      'Changes where table is archive.orders',
    ]);
    expect(of('sure', 'Public.Orders')).toEqual(['Changes where table is public.orders']);
    expect(of('known', 'order')).toEqual([
      'Changes where table is public.orders',
      'Changes where table is public.order_lines',
      'Changes where table is archive.orders',
    ]);
    expect(of('known', 'order lines')).toEqual(['Changes where table is public.order_lines']);
  });

  it('still offers to ask for a name that nothing is known by', () => {
    expect(of('sure', 'refunds')).toEqual([]);
    expect(of('asked', 'refunds')).toEqual([
      'Changes where table is refunds',
      'Changes where correlation is refunds',
    ]);
  });

  it('knows actors, operations, and a facet written before its value', () => {
    const user = ['Actor user:1', 'Changes where actor is user:1'];
    for (const text of ['user:1', 'actor:user:1', 'actor user:1', '{"id": "1", "type": "user"}'])
      expect(lines(text), text).toEqual(user);
    expect(guesses('user:1')[0]?.to).toEqual({ screen: 'actor', actor: 'user:1' });
    expect(lines('anonymous')[0]).toBe('Actor anonymous');
    expect(lines('delete')[0]).toBe('Changes where operation is delete');
    expect(lines('not table:orders')).toEqual(['Changes where table is not orders']);
    expect(lines('field:refunded_at')).toEqual(['Changes where field is refunded_at']);
    expect(lines('action: order refunded')).toEqual(['Changes where action is order refunded']);
    expect(lines('txid:4711')).toEqual(['Changes where txid is 4711']);
    expect(lines('txid 4711')[0]).toBe('Changes where txid is 4711');
    const correlation = ['Correlation web-c110b4', 'Changes where correlation is web-c110b4'];
    expect(lines('correlation web-c110b4')).toEqual(correlation);
    expect(lines('correlation:web-c110b4')).toEqual(correlation);
  });

  it('asks the database for the value, not for the name of its facet', () => {
    expect(asked('correlation:web-c110b4')).toEqual(['web-c110b4']);
    expect(asked('user:1')).toEqual(['user:1']);
    expect(asked('{"id": "1", "type": "user"}')).toEqual(['user:1']);
    expect(asked('table:orders')).toEqual([]);
    expect(asked('order 4711')).toEqual(['4711', 'order 4711']);
    expect(asked('#4711')).toEqual(['4711', '#4711']);
  });

  it('takes words before an id for a table or a column', () => {
    expect(readPasted('order 4711', KNOWN, 'utc').words).toEqual(['order']);
    expect(of('asked', 'order 4711')).toEqual(['Row public.orders #4711']);
    expect(guesses('order 4711')[0]?.to).toEqual({
      screen: 'row',
      table: 'public.orders',
      pk: '{"id": "4711"}',
    });
    expect(lines('order_no=4711')).toContain('Changes where value is order_no=4711');
  });

  it('takes any other value for a correlation', () => {
    expect(lines('web-c110b4')).toEqual(['Changes where correlation is web-c110b4']);
    expect(lines('urn:order:7')).toEqual(['Changes where correlation is urn:order:7']);
    expect(of('asked', 'release:42')).toContain('Changes where correlation is release:42');
  });

  it('offers what it recognises in a line of a log', () => {
    const line =
      '2026-11-05T03:07:02Z WARN admin:17 approved correlation_id=web-c110b4 txid=40211 from 203.0.113.77';
    expect(of('sure', line)).toEqual([
      'Correlation web-c110b4',
      'Changes where correlation is web-c110b4',
      'Actor admin:17',
      'Changes where actor is admin:17',
      'Changes where txid is 40211',
      'Changes within 5 minutes of 2026-11-05 03:07:02.000000Z',
    ]);
    expect(asked(line)).toEqual(['web-c110b4', 'admin:17', '40211', '203.0.113.77']);
  });

  it('asks for nothing the database does not record', () => {
    expect(lines('web-c110b4', { correlations: false })).toEqual([]);
    expect(lines('user:1', { actors: false })).toEqual([]);
    expect(lines('action:order.refunded', { correlations: false })).toEqual([]);
  });

  it('guesses nothing of a text too short or too long to be anything', () => {
    expect(lines('x')).toEqual([]);
    expect(lines('ä'.repeat(129))).toEqual([]);
  });

  it.each(['__proto__', 'constructor', 'toString', 'valueOf'])('takes %s for the word it is', (word) => {
    expect(readPasted(word, KNOWN, 'utc').clock).toBeNull();
  });

  it('takes any text there is, and offers only what can be asked', { timeout: 30_000 }, () => {
    const bits = fc.constantFrom(
      'user:1',
      'order',
      '4711',
      '03:07',
      '5 nov',
      '=',
      ':',
      '"',
      '{',
      '\0',
      '\uD800',
      'txid=',
      ' ',
    );
    const texts = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(bits).map((parts) => parts.join('')),
      fc.json(),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const reading = readPasted(text, KNOWN, 'local');
        expect(reading.guesses.length).toBeLessThanOrEqual(24);
        expect(reading.asked.length).toBeLessThanOrEqual(4);
        expect(reading.asked.every(isAskable)).toBe(true);
        expect(new Set(reading.guesses.map(({ id }) => id)).size).toBe(reading.guesses.length);
        for (const { to } of reading.guesses) if (to.screen === 'timeline') normalizeFilters(to.filters);
      }),
      { numRuns: 200 },
    );
  });
});
