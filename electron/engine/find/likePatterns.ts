import type { Wanted } from './wanted.ts';

/**
 * LIKE patterns of which any document that holds one of the spellings, or the number, matches at least one: what
 * `jsonb::text` writes of them, anywhere. They let more through, never less. Pure.
 */
export function likePatterns({ spellings, number }: Pick<Wanted, 'spellings' | 'number'>): readonly string[] {
  const pieces = [
    // PostgreSQL and JSON.stringify escape the same characters, the same way.
    ...spellings.map((text) => JSON.stringify(text).slice(1, -1)),
    ...(number === null ? [] : [digits(number)]),
  ];
  const least = pieces.filter((piece, i) =>
    pieces.every((other, j) => i === j || !piece.includes(other) || (piece === other && i < j)),
  );
  return least.map((piece) => `%${piece.replace(/[\\%_]/g, '\\$&')}%`);
}

/**
 * What is written of a number however many zeros follow the point. One with an exponent is left to the exact
 * comparison: every document with a digit may hold it, and nothing is left out.
 */
function digits(number: string): string {
  if (/e/i.test(number)) return '';
  const plain = number.replace(/^-/, '');
  return plain.includes('.') ? plain.replace(/\.?0+$/, '') : plain;
}
