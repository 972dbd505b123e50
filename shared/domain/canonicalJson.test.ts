import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from './canonicalJson.ts';

describe('canonicalJson', () => {
  it('sorts members, keeps lists in order, leaves out what is undefined', () => {
    expect(canonicalJson({ b: [2, 1], a: { d: null, c: 'ä"' }, gone: undefined })).toBe(
      '{"a":{"c":"ä\\"","d":null},"b":[2,1]}',
    );
  });

  it('refuses numbers that have several spellings', () => {
    for (const number of [1.5, 2 ** 53, Number.NaN, Number.POSITIVE_INFINITY])
      expect(() => canonicalJson([number])).toThrow(RangeError);
  });

  it('is one text for one value, whatever the order of its members', () => {
    const leaf = fc.oneof(fc.string(), fc.maxSafeInteger(), fc.boolean(), fc.constant(null));
    const value = fc.dictionary(fc.string(), fc.oneof(leaf, fc.array(leaf)));
    fc.assert(
      fc.property(value, (members) => {
        const turned = Object.fromEntries(Object.entries(members).toReversed());
        const text = canonicalJson(members);
        expect(canonicalJson(turned)).toBe(text);
        expect(canonicalJson(JSON.parse(text))).toBe(text);
      }),
    );
  });
});
