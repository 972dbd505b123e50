import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { filterKeys, filtersSchema, isUnfiltered, normalizeFilters, splitTable } from './filters.ts';

const word = fc.stringMatching(/^[a-z]{1,8}$/);
const table = fc.oneof(
  word,
  fc.tuple(word, word).map((parts) => parts.join('.')),
);
const actor = fc.oneof(
  fc.constant('anonymous'),
  fc
    .tuple(
      fc.constantFrom('user', 'admin', 'service_account', 'job', 'system'),
      fc.stringMatching(/^[!-~]{1,12}$/),
    )
    .map((p) => p.join(':')),
);
const instant = fc.constantFrom('2026-05-21T12:32:49.047245Z', '2026-05-21T14:32+02:00');
const some = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<T[]> => fc.array(one, { maxLength: 3 });
const padded = (one: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc
    .tuple(fc.constantFrom('', ' ', '\n\t', '\u00a0', '\u0085'), one)
    .map(([pad, text]) => `${pad}${text}${pad}`);
const raw = fc.record(
  {
    from: instant,
    to: instant,
    table: some(padded(table)),
    table_schema: some(padded(word)),
    actor: some(actor),
    no_actor: fc.boolean(),
    op: some(padded(fc.constantFrom('insert', 'UPDATE', 'Delete'))),
    correlation_id: some(padded(fc.stringMatching(/^[!-~]([ -~]{0,20}[!-~])?$/))),
    not_table: some(table),
    not_actor: some(actor),
    not_correlation_id: some(word),
  },
  { requiredKeys: [] },
);

describe('filters', () => {
  it('are the same after a second normalizing, and always fit the schema of the wire', () => {
    fc.assert(
      fc.property(raw, (input) => {
        const once = normalizeFilters(input);
        expect(normalizeFilters(once)).toEqual(once);
        expect(filtersSchema.parse(once)).toEqual(once);
      }),
    );
  });

  it('come trimmed, canonical, without doubles and without empty lists', () => {
    expect(
      normalizeFilters({
        from: '2026-05-21T14:32:49.5+02:00',
        table: [' users ', 'users', 'billing.tickets'],
        op: ['INSERT'],
        actor: ['user:1', 'anonymous:ignored'],
        correlation_id: '  corr-0010\n\t',
        not_op: [],
        table_schema: null,
        to: null,
        no_actor: false,
      }),
    ).toEqual({
      from: '2026-05-21T12:32:49.500000Z',
      table: ['users', 'billing.tickets'],
      op: ['insert'],
      actor: ['user:1', 'anonymous'],
      correlation_id: ['corr-0010'],
    });
  });

  it('trim what Unicode calls white space, as upstream does', () => {
    const trimmed = (text: string): unknown => normalizeFilters({ correlation_id: text }).correlation_id;
    expect(trimmed('\u0085nel\u0085')).toEqual(['nel']);
    expect(trimmed('\u00a0nbsp\u3000')).toEqual(['nbsp']);
    expect(trimmed('\ufeffbom')).toEqual(['\ufeffbom']);
  });

  it('know when nothing narrows', () => {
    expect(isUnfiltered(normalizeFilters({}))).toBe(true);
    expect(isUnfiltered(normalizeFilters({ table: [], no_actor: false, from: null }))).toBe(true);
    expect(isUnfiltered(normalizeFilters({ no_actor: true }))).toBe(false);
  });

  it('keep the white space of an actor’s id, which may be stored with it', () => {
    expect(normalizeFilters({ actor: [' user: 42 '] })).toEqual({ actor: ['user: 42 '] });
  });

  it('allow exactly 256 bytes of correlation, counted in UTF-8 after trimming', () => {
    expect(normalizeFilters({ correlation_id: ` ${'é'.repeat(128)} ` }).correlation_id).toEqual([
      'é'.repeat(128),
    ]);
    expect(() => normalizeFilters({ correlation_id: `${'é'.repeat(128)}x` })).toThrow(
      '257 bytes long, at most 256',
    );
  });

  it.each<[string, unknown, string, string]>([
    ['an unknown key, naming the known ones', { tabel: 'users' }, 'invalid_filter', 'unknown filter "tabel"'],
    ['no object', 'table=users', 'invalid_filter', 'must be an object'],
    ['a list', [], 'invalid_filter', 'must be an object'],
    ['null', null, 'invalid_filter', 'must be an object'],
    ['a null correlation', { correlation_id: null }, 'invalid_filter', 'must not be null'],
    ['a correlation that is no text', { correlation_id: 5 }, 'invalid_filter', 'correlation_id must be text'],
    ['an empty correlation', { correlation_id: ' \t' }, 'invalid_filter', 'correlation_id must not be empty'],
    ['a table that is no text', { table: [{}] }, 'invalid_filter', 'table must be text'],
    ['an empty table', { table: [''] }, 'invalid_filter', 'table must not be empty'],
    ['half a table', { table: ['billing.'] }, 'invalid_filter', 'must be NAME or SCHEMA.NAME'],
    ['a NUL', { table: ['a\0b'] }, 'invalid_filter', 'NUL'],
    ['an unknown op', { op: ['truncate'] }, 'invalid_filter', 'unknown op "truncate"'],
    ['a flag that is none', { no_actor: 'yes' }, 'invalid_filter', 'no_actor must be true or false'],
    [
      'a time without offset',
      { from: '2026-05-21T12:00:00' },
      'invalid_instant',
      'from "2026-05-21T12:00:00"',
    ],
    ['a time that is no text', { to: 5 }, 'invalid_filter', 'to must be text'],
    ['an unknown actor type', { actor: ['robot:1'] }, 'invalid_actor', 'unknown actor type "robot"'],
    ['an actor without id', { actor: ['user'] }, 'invalid_actor', 'actor id is required for type user'],
    ['the same under not_', { not_actor: ['user:'] }, 'invalid_actor', 'actor id is required for type user'],
  ])('refuse %s', (_, input, code, message) => {
    expect(() => normalizeFilters(input)).toThrow(expect.objectContaining({ code }) as Error);
    expect(() => normalizeFilters(input)).toThrow(message);
  });

  it('list every known key in the refusal of an unknown one', () => {
    try {
      normalizeFilters({ nope: 1 });
      expect.unreachable();
    } catch (error) {
      expect((error as { hint: string }).hint).toBe(`Known filters: ${filterKeys.join(', ')}.`);
    }
  });

  it('allow a window that is empty', () => {
    const from = '2026-07-01T00:00:00.000000Z';
    const to = '2026-06-01T00:00:00.000000Z';
    expect(normalizeFilters({ from, to })).toEqual({ from, to });
  });

  it('split a table at the first dot', () => {
    expect(splitTable('users')).toEqual({ schema: null, name: 'users' });
    expect(splitTable('a.b.c')).toEqual({ schema: 'a', name: 'b.c' });
  });
});
