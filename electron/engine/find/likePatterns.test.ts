import { describe, expect, it } from 'vitest';
import { likePatterns } from './likePatterns.ts';

const of = (text: string, number: string | null = null): readonly string[] =>
  likePatterns({ spellings: [text], number });

describe('patterns that let a document through', () => {
  it('take text as jsonb writes it', () => {
    expect(of('4711a')).toEqual(['%4711a%']);
    expect(of('50%_')).toEqual([String.raw`%50\%\_%`]);
    expect(of('a"b')).toEqual([String.raw`%a\\"b%`]);
    expect(of('a\nb')).toEqual([String.raw`%a\\nb%`]);
  });

  it.each([
    ['4711', '%4711%'],
    ['100', '%100%'],
    ['12.50', '%12.5%'],
    ['10.00', '%10%'],
    ['0.0', '%0%'],
    ['-7', '%7%'],
    ['1e3', '%%'],
  ])('take the number %s by the digits it is always written with', (text, pattern) => {
    expect(of(text, text)).toEqual([pattern]);
  });

  it('leave out what another lets through anyway', () => {
    expect(likePatterns({ spellings: ['ab', '{ab}', 'AB', 'ab'], number: null })).toEqual(['%ab%', '%AB%']);
  });
});
