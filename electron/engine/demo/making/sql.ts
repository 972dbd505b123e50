/** JSON whose numbers are written as given, digit for digit. */
export interface RawNumber {
  readonly number: string;
}
export type Json =
  string | number | boolean | null | RawNumber | readonly Json[] | { readonly [key: string]: Json };

export type SqlValue = string | number | boolean | null | { readonly json: Json };

export const json = (value: Json): SqlValue => ({ json: value });

/** A literal of the demo's own making; nothing a person typed ever comes here. */
export function literal(value: SqlValue): string {
  if (value === null) return 'NULL';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  const text = typeof value === 'string' ? value : jsonText(value.json);
  if (text.includes('\\')) return `E'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
  return `'${text.replaceAll("'", "''")}'`;
}

/** Runs one of the statements of schema/statements.sql. */
export function call(statement: string, ...values: readonly SqlValue[]): string {
  return `EXECUTE ${statement}(${values.map(literal).join(',')})`;
}

export function jsonText(value: Json): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (isList(value)) return `[${value.map(jsonText).join(',')}]`;
  if (isRawNumber(value)) return value.number;
  const members = Object.entries(value).map(([key, member]) => `${JSON.stringify(key)}:${jsonText(member)}`);
  return `{${members.join(',')}}`;
}

function isList(value: object): value is readonly Json[] {
  return Array.isArray(value);
}

function isRawNumber(value: object): value is RawNumber {
  return Object.keys(value).length === 1 && 'number' in value && typeof value.number === 'string';
}
