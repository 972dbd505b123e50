import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commentText, textLiteral } from './sqlText.ts';

const anything = fc.string({ unit: 'binary' }).map((text) => text.replaceAll('\0', ''));

describe('text in a draft', () => {
  it.each([
    ["it's", "'it''s'"],
    ['a\nb\r\t', String.raw`E'a\nb\r\t'`],
    ['back\\slash', String.raw`E'back\\slash'`],
    ['\u202eevil\u2028', String.raw`E'\u202eevil\u2028'`],
    ['', "''"],
  ])('%j as a literal', (text, sql) => {
    expect(textLiteral(text)).toBe(sql);
  });

  it('never leaves its line, whatever it is', () => {
    fc.assert(
      fc.property(anything, (text) => {
        expect(textLiteral(text)).toMatch(/^E?'[^\n\r\u2028\u2029]*'$/u);
        expect(commentText(text)).not.toMatch(/[\n\r\u0085\u2028\u2029]/);
      }),
    );
  });

  it('ends its quotation nowhere but at its end', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const literal = textLiteral(text);
        const inner = literal.replace(/^E?'/, '').slice(0, -1);
        const bare = literal.startsWith('E') ? inner.replace(/\\./g, '') : inner;
        expect(bare.replaceAll("''", '')).not.toContain("'");
      }),
    );
  });
});
