import { identifiedActorTypes } from '@shared/domain/actor.ts';
import type { FindHit } from '@shared/domain/find.ts';
import { splitTable } from '@shared/domain/filters.ts';

/** An id with the words written before it: `order 4711`, `order_no: 4711`, `ticket #8841`. */
export interface NamedId {
  /** In lower case; none for `#4711`. */
  readonly words: readonly string[];
  readonly id: string;
}

/** The colon of an actor holds it together. */
const SEPARATOR = new RegExp(`[\\s#=]+|:(?=\\s)|(?<!\\b(?:${identifiedActorTypes.join('|')})):(?=\\d)`);
const NAME = /^[\p{L}_][\p{L}\p{M}\p{N}_.$-]*$/u;
const MOST_WORDS = 4;
const LONGEST = 300;
/** Say that an id follows, not of what. */
const GENERIC = ['no', 'nr', 'id', 'number', 'num', 'key', 'ref', 'row', 'the', 'of', 'in'];

/** Pure: the id at the end of a text and what is said of it; null where there is nothing but the id, or no id. */
export function namedId(text: string): NamedId | null {
  const typed = text.trim();
  if (typed.length > LONGEST) return null;
  const tokens = typed.split(SEPARATOR).filter((token) => token !== '');
  const id = tokens.at(-1) ?? '';
  const words = tokens.slice(0, -1);
  if (id === '' || id === typed || !/[\d@]/.test(id)) return null;
  if (words.length > MOST_WORDS || !words.every((word) => NAME.test(word))) return null;
  return { words: words.map((word) => word.toLowerCase()), id };
}

/** Pure: how well words name the table or the column of a hit; 0 not at all. The table says more. */
export function fit(words: readonly string[], { where }: Pick<FindHit, 'where'>): number {
  if (words.length === 0) return 0;
  const table = `${where.table_schema}.${where.table_name}`;
  return tableFit(words, table) * 10 + columnFit(words, where.column);
}

/** Pure: 3 the table's name, whether one or many are meant; 2 its last word; 1 a word of it. */
export function tableFit(words: readonly string[], table: string): number {
  const wanted = partsOf(words.join(' '));
  const telling = wanted.filter((word) => !GENERIC.includes(word));
  const { schema, name } = splitTable(table);
  const parts = partsOf(name);
  if (telling.length === 0) return 0;
  const spelled = telling.join('_');
  if (spelled === parts.join('_') || spelled === [...partsOf(schema ?? ''), ...parts].join('_')) return 3;
  if (!telling.every((word) => parts.includes(word))) return 0;
  return parts.at(-1) === telling.at(-1) ? 2 : 1;
}

function columnFit(words: readonly string[], column: string | null): number {
  if (column === null) return 0;
  const wanted = partsOf(words.join(' '));
  const parts = partsOf(column);
  if (wanted.join('_') === parts.join('_')) return 3;
  if (parts.length > 0 && wanted.slice(-parts.length).join('_') === parts.join('_')) return 2;
  return wanted.some((word) => !GENERIC.includes(word) && parts.includes(word)) ? 1 : 0;
}

/** Words of a name, each as one of its kind: `order_lines` is order and line. */
function partsOf(name: string): readonly string[] {
  return name
    .toLowerCase()
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter((part) => part !== '')
    .map(singular);
}

function singular(word: string): string {
  if (word.length > 4 && word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  if (/(?:ss|us|is)$/.test(word) || word.length < 4) return word;
  if (/(?:x|ch|sh|ss)es$/.test(word)) return word.slice(0, -2);
  return word.endsWith('s') ? word.slice(0, -1) : word;
}
