import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  filterKeys,
  filtersSchema,
  isUnfiltered,
  normalizeFilters,
  splitTable,
  splitValue,
} from './filters.ts';

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
    field: some(word),
    value: some(fc.tuple(word, fc.string()).map(([column, v]) => `${column}=${v.replaceAll('\0', '')}`)),
    pk: some(
      fc.dictionary(word, fc.oneof(word, fc.integer(), fc.constant(null))).map((o) => JSON.stringify(o)),
    ),
    meta: some(
      fc.oneof(
        fc.dictionary(word, fc.jsonValue()).map((o) => JSON.stringify(o)),
        fc.tuple(word, fc.oneof(word, fc.integer(), fc.boolean())).map((pair) => pair.join('=')),
      ),
    ),
    txid: some(fc.bigInt(0n, 2n ** 63n - 1n).map(String)),
    not_source: some(padded(word)),
    any: fc.array(fc.record({ op: fc.constant(['insert']) }), { minLength: 1, maxLength: 3 }),
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

  // CONTRACT §12, trap 3.
  it('look for a row key as capture stores it: text, and null for an unresolved one', () => {
    const { pk } = normalizeFilters({
      pk: ['{"id": 9007199254740993, "a": "x", "b": true}', '{"id": null}', ' {} '],
    });
    expect(pk).toEqual(['{"id":"9007199254740993","a":"x","b":"true"}', '{"id":null}', '{}']);
  });

  it('keep a recorded value to the letter, and split it at the first equals sign', () => {
    expect(normalizeFilters({ value: ['note= a=b '] })).toEqual({ value: ['note= a=b '] });
    expect(splitValue('note= a=b ')).toEqual({ column: 'note', value: ' a=b ' });
    expect(normalizeFilters({ value: ['note='] })).toEqual({ value: ['note='] });
  });

  it('read meta as NAME=V too, and keep it as the object it means', () => {
    const meta = (text: string): unknown => normalizeFilters({ meta: [text] }).meta;
    expect(meta(' ip=203.0.113.77 ')).toEqual(['{"ip":"203.0.113.77"}']);
    expect(meta('q=a=b "c"')).toEqual(['{"q":"a=b \\"c\\""}']);
    expect(meta('a b=')).toEqual(['{"a b":""}']);
    expect(normalizeFilters({ not_meta: ['attempt=3'] }).not_meta).toEqual([
      '{"attempt":"3"}',
      '{"attempt":3}',
    ]);
    expect(meta('n=9007199254740993')).toEqual(['{"n":"9007199254740993"}', '{"n":9007199254740993}']);
    expect(meta('on=true')).toEqual(['{"on":"true"}', '{"on":true}']);
    expect(meta('list=[1]')).toEqual(['{"list":"[1]"}']);
    expect(meta('{"q":"a=b"}')).toEqual(['{"q":"a=b"}']);
  });

  it('write a txid without leading zeros', () => {
    expect(normalizeFilters({ txid: [' 0042 ', '9223372036854775807'] }).txid).toEqual([
      '42',
      '9223372036854775807',
    ]);
  });

  it('check every member of a scope by the same rules', () => {
    expect(
      normalizeFilters({ op: ['UPDATE'], any: [{ actor: 'user:1' }, { table: [' a '], op: ['Insert'] }] }),
    ).toEqual({ op: ['update'], any: [{ actor: ['user:1'] }, { table: ['a'], op: ['insert'] }] });
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
    ['half a surrogate pair', { field: ['a\ud800'] }, 'invalid_filter', 'field is not well-formed Unicode'],
    ['a NUL in a key', { pk: ['{"id":"\\u0000"}'] }, 'invalid_filter', 'pk holds an escape'],
    ['half a pair in meta', { meta: ['{"\\udc00":1}'] }, 'invalid_filter', 'meta holds an escape'],
    ['a number beyond jsonb', { meta: ['{"a":1e-99999}'] }, 'invalid_filter', 'meta holds a number'],
    ['half a value', { value: ['status'] }, 'invalid_filter', 'must be COLUMN=V'],
    ['a value of no column', { value: ['=paid'] }, 'invalid_filter', 'must be COLUMN=V'],
    ['a key that is no object', { pk: ['42'] }, 'invalid_filter', 'pk must be a JSON object'],
    ['a key that is no JSON', { pk: ['{id:42}'] }, 'invalid_filter', 'pk must be a JSON object'],
    ['a key with an exponent', { pk: ['{"id":1e2}'] }, 'invalid_filter', 'must be written in digits'],
    ['a key of lists', { pk: ['{"id":[1]}'] }, 'invalid_filter', 'pk "id" must be a single value'],
    ['meta that is no object', { meta: ['[]'] }, 'invalid_filter', 'meta must be a JSON object'],
    ['meta without a name', { meta: ['=1'] }, 'invalid_filter', 'meta must be a JSON object'],
    ['an unknown status', { action_status: ['failed'] }, 'invalid_filter', 'unknown action_status "failed"'],
    ['a txid in words', { txid: ['12a'] }, 'invalid_filter', 'txid "12a" is not a transaction number'],
    ['a txid of 65 bits', { txid: ['9223372036854775808'] }, 'invalid_filter', 'not a transaction number'],
    ['an empty scope', { any: [] }, 'invalid_filter', 'any holds no filter'],
    ['a scope of everything', { any: [{ op: ['insert'] }, {}] }, 'invalid_filter', 'any[1] has no condition'],
    ['a scope that is no list', { any: {} }, 'invalid_filter', 'any must be a list'],
    ['a scope in a scope', { any: [{ any: [] }] }, 'invalid_filter', 'unknown filter "any"'],
    ['a slip inside a scope', { any: [{ tabel: ['x'] }] }, 'invalid_filter', 'unknown filter "tabel"'],
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
