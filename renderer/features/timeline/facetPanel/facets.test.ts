import { describe, expect, it } from 'vitest';
import { chipOf, facetAsks, facetLines, shownLines } from './facetChips.ts';
import { countedWords } from './FacetsPanel.tsx';

describe('what is asked for the facets', () => {
  it('is one question while no facet is narrowed by', () => {
    const filters = { from: 'a', correlation_id: ['c'] };
    expect(facetAsks(filters)).toEqual([
      { of: ['table', 'op', 'actor', 'action', 'field', 'source'], filters },
    ]);
  });

  it('leaves out of each facet what is chosen on it, and nothing else', () => {
    const asks = facetAsks({ op: ['delete'], not_actor: ['user:1'], from: 'a' });
    expect(asks.map(({ of }) => of)).toEqual([['table', 'action', 'field', 'source'], ['op'], ['actor']]);
    expect(asks[0]?.filters).toEqual({ op: ['delete'], not_actor: ['user:1'], from: 'a' });
    expect(asks[1]?.filters).toEqual({ not_actor: ['user:1'], from: 'a' });
    expect(asks[2]?.filters).toEqual({ op: ['delete'], from: 'a' });
    expect(facetAsks({ no_actor: true })[1]).toEqual({ of: ['actor'], filters: {} });
  });
});

describe('the lines of a facet', () => {
  const facet = {
    facet: 'actor',
    available: true,
    values: [
      { value: 'user:1', count: 9 },
      { value: null, count: 2 },
    ],
    others: { values: 0, count: 0 },
  } as const;

  it('keep what is chosen or excluded on screen, counted or not', () => {
    expect(facetLines(facet, { actor: ['user:7'], not_actor: ['user:1'] })).toEqual([
      { value: 'user:7', count: 0, state: 'on' },
      { value: 'user:1', count: 9, state: 'off' },
      { value: null, count: 2, state: 'free' },
    ]);
    const beyond = { ...facet, others: { values: 3, count: 40 } };
    expect(facetLines(beyond, { actor: ['user:7'] })[0]?.count).toBeNull();
    expect(facetLines(facet, { no_actor: true })[1]?.state).toBe('on');
    const many = Array.from({ length: 9 }, (_, at) => ({
      value: String(at),
      count: 1,
      state: at === 8 ? ('on' as const) : ('free' as const),
    }));
    expect(shownLines(many, false).map(({ value }) => value)).toEqual(['0', '1', '2', '3', '4', '8']);
    expect(shownLines(many, true)).toHaveLength(9);
  });

  it('stand for a condition, where there is one', () => {
    expect(chipOf('action', 'refund.paid')).toEqual({ key: 'action_name', not: false, value: 'refund.paid' });
    expect(chipOf('actor', null)).toEqual({ key: 'no_actor', not: false, value: '' });
    expect(chipOf('source', null)).toBeNull();
  });

  it('say in what they were counted', () => {
    const at = '2026-11-24T04:07:12.000000Z';
    expect(countedWords({ changes: 88, capped: false, at }, 'utc')).toBe(
      'Counted in 88 changes at 04:07:12Z.',
    );
    expect(countedWords({ changes: 100_000, capped: true, at }, 'utc')).toBe(
      'Counted in the newest 100,000 changes only at 04:07:12Z.',
    );
  });
});
