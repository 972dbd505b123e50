import { describe, expect, it } from 'vitest';
import { emphasis, jsonDiff } from './jsonDiff.ts';

const text = (before: string, after: string): string[] =>
  jsonDiff(before, after).lines.map(
    ({ sign, depth, name, text: value }) =>
      `${{ minus: '-', plus: '+', same: ' ' }[sign]}${'  '.repeat(depth)}${name === null ? '' : `${name}: `}${value}`,
  );

describe('jsonDiff', () => {
  it('compares path by path and folds what is equal', () => {
    const before = '{"limits": {"daily": 1500.00, "single": 500.00}, "schedule": "weekly"}';
    const after = '{"limits": {"daily": 1500.00, "single": 5000.00}, "schedule": "instant"}';
    expect(text(before, after)).toEqual([
      ' {',
      '   "limits": {',
      '-    "single": 500.00',
      '+    "single": 5000.00',
      '     1 unchanged',
      '   },',
      '-  "schedule": "weekly"',
      '+  "schedule": "instant"',
      ' }',
    ]);
    expect(jsonDiff(before, after)).toMatchObject({ differing: 2, total: 3 });
  });

  it('keeps every digit: 9007199254740993 is not …992', () => {
    expect(jsonDiff('{"n": 9007199254740992}', '{"n": 9007199254740993}').differing).toBe(1);
  });

  it('shows members and items that came or went, and a change of kind as a whole', () => {
    expect(text('[1, 2]', '[1, 3, 4]')).toEqual([' [', '-  2', '+  3', '+  4', '   1 unchanged', ' ]']);
    expect(text('{"a": {}}', '{"a": []}')).toEqual([' {', '-  "a": {}', '+  "a": []', ' }']);
    expect(jsonDiff('{"a": 1, "b": {"c": 1, "d": 2}}', '{"a": 1}')).toMatchObject({ differing: 2, total: 3 });
  });
});

describe('emphasis', () => {
  it('marks the part of a text that differs', () => {
    expect(emphasis('"web-c41d02"', '"web-c41d77"')).toEqual(['"web-c41d', '02', '"']);
  });

  it('marks the whole value when the likeness says nothing, or when it is no text', () => {
    expect(emphasis('"approved"', '"paid"')).toEqual(['"', 'approved', '"']);
    expect(emphasis('500.00', '5000.00')).toEqual(['', '500.00', '']);
    expect(emphasis('"x"', 'null')).toEqual(['"', 'x', '"']);
  });

  it('does not split a character of two units', () => {
    expect(emphasis('"aaa😀"', '"aaa😁"')).toEqual(['"aaa', '😀', '"']);
  });
});
