import { z } from 'zod';
import { formatActor, parseActor } from './actor.ts';
import { InvestigatorError } from './errors.ts';
import { parseInstant } from './instant.ts';

/**
 * One vocabulary of filters for screen, command line and export. Values of one key are alternatives (OR),
 * different keys narrow (AND), `not_…` excludes and keeps rows where the value is absent (NULL-safe).
 * `from` and `to` are inclusive at both ends and compare `captured_at` (CONTRACT §4.1); a window whose end lies
 * before its beginning is empty, not an error, as upstream has it.
 */
export const listFilterKeys = ['table', 'table_schema', 'actor', 'op', 'correlation_id'] as const;
export type ListFilterKey = (typeof listFilterKeys)[number];

export interface Filters {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** `NAME` (any schema) or `SCHEMA.NAME`, exact. */
  readonly table?: readonly string[] | undefined;
  readonly table_schema?: readonly string[] | undefined;
  /** `TYPE:ID` or `anonymous`; matches by containment. */
  readonly actor?: readonly string[] | undefined;
  /** Only transactions whose actor nobody set (SQL NULL): a third state beside anonymous. */
  readonly no_actor?: boolean | undefined;
  readonly op?: readonly string[] | undefined;
  /** Strict: unlinked transactions never match. */
  readonly correlation_id?: readonly string[] | undefined;
  readonly not_table?: readonly string[] | undefined;
  readonly not_table_schema?: readonly string[] | undefined;
  readonly not_actor?: readonly string[] | undefined;
  readonly not_op?: readonly string[] | undefined;
  readonly not_correlation_id?: readonly string[] | undefined;
}

export const filterKeys = [
  'from',
  'to',
  'table',
  'table_schema',
  'actor',
  'no_actor',
  'op',
  'correlation_id',
  'not_table',
  'not_table_schema',
  'not_actor',
  'not_op',
  'not_correlation_id',
] as const satisfies readonly (keyof Filters)[];

const values = z.array(z.string().max(4096)).max(100).readonly().optional();

/** The shape on the wire; {@link normalizeFilters} checks the rules of the values. */
export const filtersSchema = z.strictObject({
  from: z.string().max(64).optional(),
  to: z.string().max(64).optional(),
  table: values,
  table_schema: values,
  actor: values,
  no_actor: z.boolean().optional(),
  op: values,
  correlation_id: values,
  not_table: values,
  not_table_schema: values,
  not_actor: values,
  not_op: values,
  not_correlation_id: values,
});

const OPS = ['insert', 'update', 'delete'];
const CORRELATION_BYTES = 256;

/**
 * Checks untrusted filters against every rule of CONTRACT §4.1 and answers them trimmed, instants and actors
 * canonical, empty lists dropped. Idempotent. Errors: `invalid_filter`, `invalid_instant`, `invalid_actor`.
 */
export function normalizeFilters(input: unknown): Filters {
  if (input === null || typeof input !== 'object' || Array.isArray(input))
    throw invalid('filters must be an object');
  const raw = input as Record<string, unknown>;
  const result: Record<string, unknown> = {};
  for (const key of Object.keys(raw)) {
    if (!(filterKeys as readonly string[]).includes(key)) throw unknownKey(key);
  }
  for (const key of filterKeys) {
    const value = raw[key];
    if (value === undefined) continue;
    const checked = checkKey(key, value);
    if (checked !== undefined) result[key] = checked;
  }
  return result;
}

/** True when nothing narrows: the whole trail. */
export function isUnfiltered(filters: Filters): boolean {
  return filterKeys.every((key) => filters[key] === undefined);
}

/** Splits `SCHEMA.NAME` at the first dot; a bare name means any schema. */
export function splitTable(text: string): { readonly schema: string | null; readonly name: string } {
  const dot = text.indexOf('.');
  return dot < 0 ? { schema: null, name: text } : { schema: text.slice(0, dot), name: text.slice(dot + 1) };
}

function checkKey(key: (typeof filterKeys)[number], value: unknown): unknown {
  if (key === 'no_actor') return checkFlag(value);
  if (key === 'from' || key === 'to') return value === null ? undefined : parseInstant(text(key, value), key);
  const items = list(key, value);
  const checked = items.map((item) => checkItem(key.replace(/^not_/, '') as ListFilterKey, item));
  const unique = [...new Set(checked)];
  return unique.length === 0 ? undefined : unique;
}

function checkFlag(value: unknown): true | undefined {
  if (value !== null && typeof value !== 'boolean') throw invalid('no_actor must be true or false');
  return value === true ? true : undefined;
}

/** null means "no filter" for every key but the correlation, which upstream refuses (CONTRACT §4.1). */
function list(key: string, value: unknown): readonly unknown[] {
  if (value === null) {
    if (!key.endsWith('correlation_id')) return [];
    throw invalid('correlation_id must not be null', 'Leave the key out to ask without it.');
  }
  return Array.isArray(value) ? value : [value];
}

function checkItem(key: ListFilterKey, value: unknown): string {
  const given = text(key, value);
  const trimmed = trim(given);
  if (trimmed === '') throw invalid(`${key} must not be empty`, 'Leave it out to ask without it.');
  switch (key) {
    case 'actor':
      // White space may belong to the id.
      return formatActor(parseActor(given));
    case 'op':
      return checkOp(trimmed.toLowerCase());
    case 'correlation_id':
      return checkCorrelation(trimmed);
    case 'table':
      return checkTable(trimmed);
    case 'table_schema':
      return trimmed;
  }
}

function checkTable(table: string): string {
  const { schema, name } = splitTable(table);
  if (schema === '' || name === '')
    throw invalid(`table ${JSON.stringify(table)} must be NAME or SCHEMA.NAME`);
  return table;
}

function checkOp(op: string): string {
  if (!OPS.includes(op)) throw invalid(`unknown op ${JSON.stringify(op)}`, 'Known: insert, update, delete.');
  return op;
}

function checkCorrelation(correlation: string): string {
  const bytes = new TextEncoder().encode(correlation).length;
  if (bytes > CORRELATION_BYTES)
    throw invalid(`correlation_id is ${bytes} bytes long, at most ${CORRELATION_BYTES} are allowed`);
  return correlation;
}

/**
 * Trims what Unicode calls white space, as upstream does: U+0085 goes, U+FEFF stays. JavaScript's own trim has
 * these two the other way round, and would look for another correlation id.
 */
function trim(value: string): string {
  return value.replace(/^\p{White_Space}+|\p{White_Space}+$/gu, '');
}

function text(key: string, value: unknown): string {
  if (typeof value !== 'string') throw invalid(`${key} must be text`);
  if (value.includes('\0')) throw invalid(`${key} must not hold a NUL character`);
  return value;
}

function unknownKey(key: string): InvestigatorError {
  return invalid(`unknown filter ${JSON.stringify(key)}`, `Known filters: ${filterKeys.join(', ')}.`);
}

function invalid(message: string, hint?: string): InvestigatorError {
  return new InvestigatorError('invalid_filter', message, hint === undefined ? {} : { hint });
}
