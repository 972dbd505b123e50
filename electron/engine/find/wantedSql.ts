import type { Bind } from '../timeline/boundValues.ts';
import { likePatterns } from './likePatterns.ts';
import type { Wanted } from './wanted.ts';

interface WantedSql {
  /** A jsonb array of LIKE patterns: a document that fits none of them holds nothing of what is wanted. */
  readonly patterns: string;
  /** Whether a jsonb expression holds one of the spellings, or the number, at any depth. */
  readonly found: (value: string) => string;
  /** The bit of the spelling a jsonb expression is, a number counting as the first; NULL when it is none. */
  readonly spelled: (value: string) => string;
}

/** What is wanted, bound once for a statement that looks into JSON. */
export function wantedSql(wanted: Pick<Wanted, 'spellings' | 'number'>, bind: Bind): WantedSql {
  const { spellings, number } = wanted;
  const named = [
    ...spellings.map((text, i) => ({ name: `t${i}`, json: JSON.stringify(text), bit: 2 ** i })),
    ...(number === null ? [] : [{ name: 'n', json: number, bit: 1 }]),
  ];
  const variables = bind(`{${named.map(({ name, json }) => `"${name}":${json}`).join(',')}}`, 'jsonb');
  const patterns = bind(JSON.stringify(likePatterns(wanted)), 'jsonb');
  const path = `strict $.** ? (${named.map(({ name }) => `@ == $${name}`).join(' || ')})`;
  return {
    patterns,
    found: (value) => `jsonb_path_exists(${value}, '${path}', ${variables}, true)`,
    spelled: (value) =>
      `CASE ${value} ${named.map(({ name, bit }) => `WHEN ${variables} -> '${name}' THEN ${bit}`).join(' ')} END`,
  };
}
