import { parseInstant } from './instant.ts';
import { jsonElements, jsonKind, jsonMembers, jsonString, type JsonText } from './jsonText.ts';

/**
 * Whether two stored values are the same one, as PostgreSQL compares jsonb: numbers by value (`1.0` and `1.00`),
 * text by its characters, objects whatever the order of their keys. Every digit counts.
 */
export function sameJson(a: JsonText, b: JsonText): boolean {
  return a === b || comparable(a) === comparable(b);
}

/**
 * The same for values of a `timestamptz` column: an image carries the offset of the session that wrote it, so
 * equal moments may be written differently (CONTRACT §12, trap 25).
 */
export function sameMoment(a: JsonText, b: JsonText): boolean {
  if (sameJson(a, b)) return true;
  const [left, right] = [momentOf(a), momentOf(b)];
  return left !== null && left === right;
}

function momentOf(text: JsonText): string | null {
  if (jsonKind(text) !== 'string') return null;
  try {
    return parseInstant(jsonString(text));
  } catch {
    return null;
  }
}

/** One spelling for each value. */
function comparable(text: JsonText): string {
  switch (jsonKind(text)) {
    case 'object': {
      const members = jsonMembers(text).map(([key, value]) => `${JSON.stringify(key)}:${comparable(value)}`);
      return `{${members.sort().join(',')}}`;
    }
    case 'array':
      return `[${jsonElements(text).map(comparable).join(',')}]`;
    case 'string':
      return JSON.stringify(jsonString(text));
    case 'number':
      return comparableNumber(text.trim());
    default:
      return text.trim();
  }
}

/** PostgreSQL writes numbers of jsonb without exponent; what has one is left as it is. */
function comparableNumber(text: string): string {
  if (/[eE]/.test(text)) return text;
  const short = text.includes('.') ? text.replace(/\.?0+$/, '') : text;
  return short === '-0' ? '0' : short;
}
