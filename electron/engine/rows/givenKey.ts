import { InvestigatorError } from '@shared/domain/errors.ts';
import { isJsonText, jsonKind, jsonMembers, jsonString, type JsonText } from '@shared/domain/jsonText.ts';

/** Name → text of the value: what capture would store, before PostgreSQL renders it. */
export type GivenKey = ReadonlyMap<string, string>;

/**
 * Reads what somebody gave as a key, for a table keyed by `columns`: a JSON object of single values, or, where
 * one column is the key, a bare value; text that is no JSON, such as an unquoted uuid, is that value itself.
 * Names need not fit yet, see {@link misnamed}. Error: `invalid_key` (null, nested, named twice, scalar for a
 * composite key, text PostgreSQL cannot hold).
 */
export function givenKey(text: string, columns: readonly string[]): GivenKey {
  const trimmed = text.trim();
  if (trimmed === '') throw invalidKey('the key is empty', columns);
  const json: boolean = isJsonText(trimmed);
  if (!json) {
    if (/^[{["]/.test(trimmed)) throw invalidKey(`the key is not JSON: ${trimmed}`, columns);
    return scalarKey(trimmed, columns);
  }
  if (jsonKind(trimmed) !== 'object') return scalarKey(scalarText('the key', trimmed, columns), columns);
  const key = new Map<string, string>();
  for (const [name, value] of jsonMembers(trimmed)) {
    if (key.has(name)) throw invalidKey(`the key names ${JSON.stringify(name)} twice`, columns);
    key.set(name, scalarText(`key column ${JSON.stringify(name)}`, value, columns));
  }
  if (key.size === 0) throw invalidKey('the key {} says no row: capture could not resolve it', columns);
  return key;
}

/** Why the names of a key do not fit, or null when they name exactly the columns. */
export function misnamed(key: GivenKey, columns: readonly string[]): string | null {
  const list = (names: readonly string[]): string => names.map((name) => JSON.stringify(name)).join(', ');
  const missing = columns.filter((column) => !key.has(column));
  const unknown = [...key.keys()].filter((name) => !columns.includes(name));
  if (missing.length === 0 && unknown.length === 0) return null;
  return [
    ...(missing.length === 0 ? [] : [`the key lacks ${list(missing)}`]),
    ...(unknown.length === 0 ? [] : [`${list(unknown)} is no key column`]),
  ].join('; ');
}

/** Error `invalid_key`, which always says what the key of the table is. */
export function invalidKey(message: string, columns: readonly string[], detail?: string): InvestigatorError {
  const example = columns.map((column) => `${JSON.stringify(column)}:"…"`).join(',');
  return new InvestigatorError('invalid_key', message, {
    hint: `Key columns: ${columns.join(', ')}. Give the whole key: {${example}}.`,
    ...(detail === undefined ? {} : { detail }),
  });
}

function scalarKey(value: string, columns: readonly string[]): GivenKey {
  const [column, ...more] = columns;
  if (column === undefined || more.length > 0)
    throw invalidKey(
      `one value ${JSON.stringify(value)} is given, but the key has ${columns.length} columns`,
      columns,
    );
  return new Map([[column, holdable(value, columns)]]);
}

function scalarText(what: string, value: JsonText, columns: readonly string[]): string {
  const kind = jsonKind(value);
  if (kind === 'null') throw invalidKey(`${what} is null: no row has such a key`, columns);
  if (kind === 'object' || kind === 'array')
    throw invalidKey(`${what} must be a single value, not ${value}`, columns);
  return holdable(kind === 'string' ? jsonString(value) : value, columns);
}

/** PostgreSQL's text has no NUL, and a lone surrogate would silently become another character. */
function holdable(value: string, columns: readonly string[]): string {
  if (value.includes('\0') || /\p{Surrogate}/u.test(value))
    throw invalidKey(`${JSON.stringify(value)} holds a character that no key can hold`, columns);
  return value;
}
