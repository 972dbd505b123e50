import { describe, expect, it } from 'vitest';
import { InvestigatorError } from '@shared/domain/errors.ts';
import type { FindHit } from '@shared/domain/find.ts';
import type { Known } from './guess.ts';
import type { Answered, Found } from './lookup.ts';
import { readPasted } from './pasted.ts';
import { isDecided, offer, type Offer, type Offered, type Option } from './sections.ts';
import type { Lookup } from './useLookup.ts';

const KNOWN: Known = {
  tables: ['public.orders'],
  keys: new Map(),
  actors: true,
  correlations: true,
  held: null,
};
const IDLE: Lookup = { hits: [], state: 'idle', now: null, searched: null, answers: [], error: null };
const answer = (text: string, complete = true): Answered => ({
  text,
  values: {
    complete,
    searched: 59_753,
    back_to: '2026-11-03T04:08:00.000000Z',
    stopped_by: complete ? null : 'time',
  },
  meta: { complete: true, searched: 30_000, back_to: null, stopped_by: null },
  action_texts: null,
  not_searched: [],
});
const hit = (change: Partial<FindHit>): Found => ({
  text: '4711',
  hit: {
    kind: 'row_key',
    label: 'row of public.members',
    where: { table_schema: 'public', table_name: 'members', column: null, table_pk: null, rows: 1 },
    count: 2,
    capped: false,
    newest: null,
    opens: { by: 'filters', filters: { table: ['public.members'], pk: ['{"id": "4711"}'] } },
    ...change,
  },
});
const actor = hit({
  kind: 'actor',
  label: 'actor user:1',
  opens: { by: 'filters', filters: { actor: ['user:1'] } },
});
const value = hit({
  kind: 'recorded_value',
  where: { table_schema: 'public', table_name: 'orders', column: 'order_no', table_pk: null, rows: 1 },
  opens: { by: 'filters', filters: { value: ['order_no=4711'] } },
});

const offered = (text: string, lookup: Partial<Lookup> = {}, change: Partial<Offered> = {}): Offer =>
  offer({
    reading: readPasted(text, KNOWN, 'utc'),
    suggested: [],
    moments: [],
    groups: [],
    lookup: { ...IDLE, ...lookup },
    lost: false,
    ...change,
  });
const no = (text: string): Partial<Lookup> => ({ state: 'answered', answers: [answer(text)] });
const shown = ({ sections }: Offer): readonly (readonly [string, readonly string[]])[] =>
  sections.filter(([, list]) => list.length > 0).map(([name, list]) => [name, list.map(nameOf)]);
const nameOf = (option: Option): string => {
  if ('guess' in option) return option.guess.id;
  if ('found' in option) return `${option.found.hit.kind}${option.twin === true ? ' changes' : ''}`;
  return option.id;
};
const best = (of: Offer): string | null => (of.best === null ? null : nameOf(of.best));

describe('what is offered for a text', () => {
  it('waits for the database where nothing else is meant', () => {
    const asking = offered('kaskadenfehler', { state: 'asking', now: 'kaskadenfehler' });
    expect(shown(asking)).toEqual([
      ['Found in this database', ['looking']],
      ['Or ask for it', ['table kaskadenfehler', 'correlation_id kaskadenfehler']],
    ]);
    expect(best(asking)).toBe('looking');
  });

  it('chooses no mere guess when the database knows nothing, but keeps them', () => {
    const nothing = offered('kaskadenfehler', no('kaskadenfehler'));
    expect(nothing.nothing).toBe(true);
    expect(best(nothing)).toBeNull();
    expect(shown(nothing)).toEqual([
      ['Or ask for it', ['table kaskadenfehler', 'correlation_id kaskadenfehler']],
    ]);
    expect(best(offered('zz', {}))).toBeNull();
  });

  it('takes an actor nobody knows for a mere guess', () => {
    expect(best(offered('user:1', { state: 'asking', now: 'user:1' }))).toBe('screen actor user:1');
    const nobody = offered('user:1', no('user:1'));
    expect(nobody.nothing).toBe(true);
    expect(best(nobody)).toBeNull();
    expect(shown(nobody)).toEqual([['Or ask for it', ['screen actor user:1', 'actor user:1']]]);
    const other = { ...answer('user:1'), not_searched: [{ kind: 'job' as const, reason: 'no table' }] };
    expect(best(offered('user:1', { state: 'answered', answers: [other] }))).toBeNull();
    const unsearched = {
      ...answer('user:1'),
      not_searched: [{ kind: 'actor' as const, reason: 'not in time' }],
    };
    expect(best(offered('user:1', { state: 'answered', answers: [unsearched] }))).toBe('screen actor user:1');
  });

  it('leaves what can hardly be meant otherwise, and what is recorded and begins with it', () => {
    expect(best(offered('orders', no('orders')))).toBe('table public.orders');
    const known = offered('order', no('order'));
    expect(best(known)).toBe('table public.orders');
    // Said below then: it may only be half typed.
    expect(known.nothing).toBe(false);
    expect(shown(known)[0]?.[0]).toBe('Recorded here, and begins with it');
  });

  it('opens the screen of an actor first, then the timeline, and says each once', () => {
    const found = offered('user:1', { state: 'answered', hits: [actor], answers: [answer('user:1')] });
    expect(shown(found)).toEqual([['What this could be', ['screen actor user:1', 'actor user:1']]]);
    const [first] = found.sections.flatMap(([, list]) => list);
    expect(first).toMatchObject({ answer: actor });
    const bare = offered('1', { state: 'answered', hits: [actor], answers: [answer('1')] });
    expect(shown(bare)[0]).toEqual(['Found in this database', ['actor', 'actor changes']]);
  });

  it('waits on where words before an id name something else than what is there', () => {
    const early = offered('order 4711', { state: 'asking', now: '4711', hits: [hit({})] });
    expect(shown(early)[0]).toEqual(['Found in this database', ['looking', 'row_key']]);
    const here = offered('order 4711', { state: 'asking', now: '4711', hits: [value, hit({})] });
    expect(shown(here)[0]?.[1]).toEqual(['recorded_value', 'row_key']);
    const lookup = { ...IDLE, state: 'asking' } as const;
    expect(isDecided({ found: hit({}) }, lookup, ['order'])).toBe(false);
    expect(isDecided({ found: value }, lookup, ['order'])).toBe(true);
    expect(isDecided({ found: hit({}) }, lookup, [])).toBe(true);
  });

  it('says at once that a lost source gives no answer, and asks again', () => {
    const lost = offered('4711', { state: 'asking', now: '4711' }, { lost: true });
    expect(shown(lost)[0]).toEqual(['Found in this database', ['again']]);
    expect(best(lost)).toBe('again');
    const error = new InvestigatorError('connection_lost', 'gone');
    expect(best(offered('kaskade', { state: 'answered', error }))).toBe('again');
    expect(offered('kaskade', { state: 'answered', error }).nothing).toBe(false);
  });

  it('goes on to the oldest change by hand only', () => {
    const partial = offered('kaskade', { state: 'answered', answers: [answer('kaskade', false)] });
    expect(shown(partial)[0]).toEqual(['Found in this database', ['deeper']]);
    expect(best(partial)).toBeNull();
  });

  it('does not offer to ask for what was found', () => {
    const correlation = hit({
      kind: 'correlation',
      opens: { by: 'filters', filters: { correlation_id: ['web-c110b4'] } },
    });
    const found = offered('web-c110b4', {
      state: 'answered',
      hits: [correlation],
      answers: [answer('web-c110b4')],
    });
    expect(shown(found)).toEqual([['Found in this database', ['correlation', 'correlation changes']]]);
  });
});
