import { describe, expect, it } from 'vitest';
import { jsonDifference, sameNumber } from './jsonDifference.ts';

describe('comparing JSON with upstream', () => {
  it.each([
    ['12.5', '12.50', true],
    ['1.0e3', '1000', true],
    ['0.1', '0.1000000000000000055', true],
    ['9007199254740993', '9007199254740993', true],
    ['9007199254740993', '9007199254740992', false],
    ['1000000000000000000000', '1000000000000000000000', true],
    ['100', '100.00', true],
    ['1.1', '1.2', false],
    ['-0.0', '0', true],
  ])('%s and %s: %s', (golden, ours, same) => {
    expect(sameNumber(golden, ours)).toBe(same);
  });

  it('names the place that differs', () => {
    expect(jsonDifference('{"a":[1,{"b":null}]}', '{"a": [1, {"b": null}]}')).toBeNull();
    expect(jsonDifference('{"a":[1,{"b":null}]}', '{"a": [1, {"b": 0}]}')).toBe('$.a[1].b: null against 0');
    expect(jsonDifference('{"a":1}', '{"a":1,"c":2}')).toBe('$.c: only on one side');
  });
});
