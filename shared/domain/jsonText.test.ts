import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  jsonElements,
  jsonKind,
  jsonMembers,
  jsonObject,
  jsonString,
  jsonStringMember,
  RawJson,
  rawJson,
  writeJson,
} from './jsonText.ts';

/** Any JSON text: with or without white space, members and elements of any kind. */
const json = fc
  .tuple(fc.jsonValue({ maxDepth: 4, stringUnit: 'grapheme' }), fc.constantFrom(undefined, ' ', 2, '\t'))
  .map(([value, space]) => ({ value, text: JSON.stringify(value, null, space) }));

/** Any text without lone surrogates, which PostgreSQL cannot hold. */
const anyText = fc
  .array(fc.integer({ min: 0, max: 0x10_ffff }).filter((code) => code < 0xd800 || code > 0xdfff))
  .map((codes) => String.fromCodePoint(...codes));

describe('JSON as text', () => {
  it('tells kinds apart as JSON.parse would', () => {
    fc.assert(
      fc.property(json, ({ value, text }) => {
        const kind = value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
        expect(jsonKind(` \n${text}`)).toBe(kind);
      }),
    );
  });

  it('takes objects and arrays apart as JSON.parse would', () => {
    fc.assert(
      fc.property(json, ({ text }) => {
        // Of the text, not of the generated value: JSON has no -0.
        const value = JSON.parse(text) as unknown;
        const members =
          value !== null && typeof value === 'object' && !Array.isArray(value) ? Object.entries(value) : [];
        expect(jsonMembers(text).map(([key, v]) => [key, JSON.parse(v) as unknown])).toEqual(members);
        const elements: readonly unknown[] = Array.isArray(value) ? value : [];
        expect(jsonElements(text).map((v) => JSON.parse(v) as unknown)).toEqual(elements);
      }),
    );
  });

  it('hands out exact slices: every member and element is a piece of the text', () => {
    fc.assert(
      fc.property(json, ({ text }) => {
        let from = 0;
        for (const piece of [...jsonMembers(text).map(([, v]) => v), ...jsonElements(text)]) {
          const at = text.indexOf(piece, from);
          expect(at).toBeGreaterThanOrEqual(from);
          from = at + piece.length;
        }
      }),
    );
  });

  it('keeps every digit of a number', () => {
    const number = fc
      .tuple(
        fc.constantFrom('', '-'),
        fc.bigInt({ min: 0n, max: 10n ** 60n }),
        fc.stringMatching(/^(\.\d{1,40})?([eE][+-]?\d{1,3})?$/),
      )
      .map(([sign, whole, rest]) => `${sign}${whole}${rest}`);
    fc.assert(
      fc.property(number, (digits) => {
        expect(jsonKind(digits)).toBe('number');
        expect(jsonObject(`{"a": ${digits}, "b":[${digits} ]}`).get('a')).toBe(digits);
        expect(jsonElements(`[1,${digits}\n]`)).toEqual(['1', digits]);
        expect(writeJson({ n: new RawJson(digits) })).toBe(`{"n":${digits}}`);
      }),
    );
  });

  it('decodes strings, escaped or not', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(jsonString(JSON.stringify(text))).toBe(text);
        expect(jsonStringMember(JSON.stringify({ a: text, b: 1 }), 'a')).toBe(text);
      }),
    );
    expect(jsonString('"\\u00fc\\ud83c\\udf89"')).toBe('ü🎉');
  });

  it('answers null for members that are absent or no string', () => {
    expect(jsonStringMember('{"a": 1}', 'a')).toBeNull();
    expect(jsonStringMember('{"a": "x"}', 'b')).toBeNull();
    expect(jsonStringMember(null, 'a')).toBeNull();
    expect(jsonObject(null).size).toBe(0);
    expect(jsonMembers('[1]')).toEqual([]);
    expect(jsonElements('{"a":1}')).toEqual([]);
  });

  it('writes plain data as JSON.stringify does, raw parts verbatim, undefined members not at all', () => {
    fc.assert(
      fc.property(json, ({ value }) => {
        expect(writeJson(value)).toBe(JSON.stringify(value));
      }),
    );
    expect(
      writeJson({
        a: rawJson('{"n": 1.10}'),
        b: undefined,
        c: rawJson(null),
        d: [rawJson('9007199254740993')],
      }),
    ).toBe('{"a":{"n": 1.10},"c":null,"d":[9007199254740993]}');
  });

  it.each(['{"a":', '{"a":1', '[1', '[1 2]', '{"a":"x', '["\\', '{"a":}', '{'])(
    'stops at %s instead of running on',
    (text) => {
      expect(() => (text.startsWith('{') ? jsonMembers(text) : jsonElements(text))).toThrow(RangeError);
    },
  );
});
