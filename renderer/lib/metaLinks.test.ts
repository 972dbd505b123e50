import { describe, expect, it } from 'vitest';
import { normalizeFilters } from '@shared/domain/filters.ts';
import { metaLinks } from './metaLinks.ts';

describe('metaLinks', () => {
  it('gives each single value the filter that finds it, every digit as stored', () => {
    const links = metaLinks('{"n": 9007199254740993, "ip": "203.0.113.77", "a\\"b": null, "deep": {"x": 1}}');
    expect(links.map(({ name, filter }) => [name, filter])).toEqual([
      ['a"b', '{"a\\"b":null}'],
      ['deep', null],
      ['ip', '{"ip":"203.0.113.77"}'],
      ['n', '{"n":9007199254740993}'],
    ]);
    const meta = links.flatMap(({ filter }) => (filter === null ? [] : [filter]));
    expect(normalizeFilters({ meta }).meta).toEqual(meta);
  });

  it('has none for what is not an object', () => {
    expect(metaLinks('[1]')).toEqual([]);
  });
});
