import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { onlyFilters, readFilters, timelineSearch } from './filterSearch.ts';
import { parseSearch, stringifySearch } from './search.ts';

const read = (address: string): ReturnType<typeof readFilters> =>
  readFilters(timelineSearch(parseSearch(address)));

describe('the address of a timeline', () => {
  it('reads one value or many of a key', () => {
    expect(read('?table=public.a&actor=user:9001&actor=job:x&no_actor=true')).toEqual({
      ok: true,
      filters: { table: ['public.a'], actor: ['user:9001', 'job:x'], no_actor: true },
    });
  });

  it('keeps selection and grouping beside the filters, and drops what it does not know', () => {
    const search = timelineSearch(parseSearch('?op=insert&change=c1&group=none&connection=src_1&nonsense=1'));
    expect(search).toEqual({ op: ['insert'], change: 'c1', group: 'none', connection: 'src_1' });
    expect(onlyFilters(search)).toEqual({ op: ['insert'] });
  });

  it('holds the members of a scope as addresses within, and they come back as they went', () => {
    const any = [{ actor: ['user:9001'] }, { table: ['public.a', 'b&c=d'], from: '2026-11-05T03:00:00Z' }];
    const address = stringifySearch({
      any,
      op: ['insert'],
      at: '2026-11-05T03:07:00.000000Z',
      group: 'burst',
    });
    expect(address).toContain('any=actor%3Duser:9001');
    const search = timelineSearch(parseSearch(address));
    expect(search).toEqual({ any, op: ['insert'], at: '2026-11-05T03:07:00.000000Z', group: 'burst' });
    expect(timelineSearch({ ...search })).toEqual(search);
    expect(read('?any=&any=nonsense%3D1')).toEqual({ ok: true, filters: {} });
    const refused = read('?any=actor%3Dfoo&op=insert');
    expect(refused.ok ? [] : refused.problems.map(({ key }) => key)).toEqual(['any']);
  });

  it('answers instants and actors in canonical form', () => {
    expect(read('?from=2026-11-05T04:07:00%2B01:00&actor=%20user:1%20')).toEqual({
      ok: true,
      filters: { from: '2026-11-05T03:07:00.000000Z', actor: ['user:1 '] },
    });
  });

  it('survives the way through an address, whatever the values hold', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1, maxLength: 4 }), (values) => {
        const search = { correlation_id: values };
        const parsed = timelineSearch(parseSearch(stringifySearch(search)));
        expect(parsed).toEqual(search);
      }),
    );
  });

  it.each([
    ['?actor=foo', 'actor', 'unknown actor type "foo"'],
    ['?actor=user:', 'actor', 'actor id is required'],
    ['?op=zap', 'op', 'unknown operation "zap"'],
    ['?table=.x', 'table', 'must be NAME or SCHEMA.NAME'],
    ['?pk=4', 'pk', 'row key must be a JSON object'],
    ['?correlation_id=%20', 'correlation_id', 'must not be empty'],
    [`?correlation_id=${'%C3%A4'.repeat(129)}`, 'correlation_id', '258 bytes'],
    ['?from=2026-11-05', 'from', 'not ISO-8601 with an offset'],
    ['?to=2026-02-30T00:00Z', 'to', 'day does not exist'],
    ['?not_actor=robot:1', 'not_actor', 'unknown actor type'],
  ])('refuses %# at its own key, in the words of its own rule', (address, key, words) => {
    const reading = read(address);
    if (reading.ok) throw new Error('it was accepted');
    expect(reading.problems).toHaveLength(1);
    expect(reading.problems[0]?.key).toBe(key);
    expect(reading.problems[0]?.message).toContain(words);
  });

  it('names every broken rule at once', () => {
    const many = read('?actor=foo&op=zap&op=insert');
    expect(many.ok ? 0 : many.problems.length).toBe(2);
  });
});
