import { InvestigatorError } from '@shared/domain/errors.ts';

/** PostgreSQL's limit for a name, in bytes. */
export const maxNameBytes = 63;

/** A table whose writes are captured, in its parts. */
export interface TableName {
  readonly schema: string;
  readonly name: string;
}

export function byteLength(text: string): number {
  return Buffer.byteLength(text, 'utf8');
}

function invalid(what: string, given: string, hint: string): InvestigatorError {
  return new InvestigatorError('invalid_identifier', `${what} ${JSON.stringify(given)} cannot be used.`, {
    hint,
  });
}

/**
 * CONTRACT §1.1: trimmed, a letter or underscore, then letters, digits, underscores; at most 63 bytes.
 * Answers the trimmed name. Errors: `invalid_identifier`.
 */
export function checkStorageSchema(given: string): string {
  const name = given.trim();
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
    throw invalid(
      'Storage schema',
      given,
      'Use letters, digits and underscores, not beginning with a digit.',
    );
  }
  if (byteLength(name) > maxNameBytes) throw invalid('Storage schema', given, 'Use at most 63 bytes.');
  return name;
}

/**
 * Reads `NAME` (schema public) or `SCHEMA.NAME` (CONTRACT §2.2). Names that would need quoting are refused, as
 * upstream's generator does not support them. Errors: `invalid_identifier`.
 */
export function parseTableName(given: string): TableName {
  const parts = given.trim().split('.');
  if (parts.length > 2) throw invalid('Table', given, 'Give NAME or SCHEMA.NAME.');
  for (const part of parts) checkPlainName('Table', given, part);
  const [first = '', second] = parts;
  return second === undefined ? { schema: 'public', name: first } : { schema: first, name: second };
}

function checkPlainName(what: string, given: string, name: string): void {
  if (/[A-Z]/.test(name) && /^\w+$/.test(name)) {
    throw invalid(what, given, 'Names with capital letters need quoting, which Threadline does not support.');
  }
  if (!/^[a-z_][a-z0-9_]*$/.test(name)) {
    throw invalid(what, given, 'Use lower-case letters, digits and underscores, not beginning with a digit.');
  }
  if (byteLength(name) > maxNameBytes) throw invalid(what, given, 'Use at most 63 bytes a name.');
}

/** A key column must be a bare identifier (CONTRACT §2.7). Errors: `invalid_identifier`. */
export function checkKeyColumn(table: string, name: string): void {
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name) || byteLength(name) > maxNameBytes) {
    throw invalid(`${table}: primary_key column`, name, 'Name a column by its bare name, at most 63 bytes.');
  }
}

/** Any column name PostgreSQL can hold. Errors: `invalid_identifier`. */
export function checkColumn(table: string, setting: string, name: string): void {
  if (name === '' || byteLength(name) > maxNameBytes || hasControlCharacter(name)) {
    throw invalid(`${table}: ${setting} column`, name, 'Name a column of the table, 1 to 63 bytes.');
  }
}

/** U+0000 to U+001F. */
export function hasControlCharacter(text: string): boolean {
  for (const character of text) {
    if ((character.codePointAt(0) ?? 0) < 0x20) return true;
  }
  return false;
}

export function fullName(table: TableName): string {
  return `${table.schema}.${table.name}`;
}

/** A text literal as capture bodies spell it: quotes doubled, nothing else (CONTRACT §2.8). */
export function textLiteral(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** `ARRAY['a', 'b']::text[]` */
export function textArray(items: readonly string[]): string {
  return `ARRAY[${items.map(textLiteral).join(', ')}]::text[]`;
}
