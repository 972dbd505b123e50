import { z } from 'zod';
import { InvestigatorError } from './errors.ts';
import { listFilterKeys, type ListFilterKey } from './filterKeys.ts';
import { checkFilterValue, isStorable, spelledOut } from './filterRules.ts';
import { parseInstant } from './instant.ts';

/**
 * One vocabulary of filters for screen, command line and export. Values of one key are alternatives (OR),
 * different keys narrow (AND), `not_…` excludes and keeps rows where the value is absent (NULL-safe).
 * `from` and `to` are inclusive at both ends and compare `captured_at` (CONTRACT §4.1); a window whose end lies
 * before its beginning is empty, not an error, as upstream has it.
 */
export { listFilterKeys, type ListFilterKey };

type ListedKey = ListFilterKey | `not_${ListFilterKey}`;

/**
 * The conditions one filter can hold. By key:
 * - `table`: `NAME` (any schema) or `SCHEMA.NAME`, exact; `table_schema`: exact.
 * - `actor`: `TYPE:ID` or `anonymous`; matches by containment (CONTRACT §3).
 * - `op`: insert, update, delete.
 * - `correlation_id`, `action_name`, `action_status`, `request_id`, `job_id`: of the linked action, exact;
 *   strict: unlinked transactions never match.
 * - `field`: a name in `changed_fields`, so updates that changed it.
 * - `value`: `COLUMN=V`, recorded before or after the write: text V, or the JSON number, boolean or null V.
 * - `pk`, `meta`: a JSON object the row's key or the transaction's meta contains. The `pk` `{}` and `{"id": null}`
 *   are the two ways an unresolved key is stored (CONTRACT §2.4); either asks for both, and for nothing else.
 *   `meta` may also be written `NAME=V`, which means V as `value` means it; its canonical form is the object.
 * - `source`, `txid`: of the transaction, exact.
 */
export interface Conditions extends Readonly<Partial<Record<ListedKey, readonly string[] | undefined>>> {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** Only transactions whose actor nobody set (SQL NULL): a third state beside anonymous. */
  readonly no_actor?: boolean | undefined;
}

/** Conditions, all of which hold; with `any` (a scope) at least one of its members holds as well. */
export interface Filters extends Conditions {
  readonly any?: readonly Conditions[] | undefined;
}

/** A saved scope is filters of nothing but `any`; every command and screen reads both through one schema. */
export type Scope = Required<Pick<Filters, 'any'>>;

export const conditionKeys = [
  'from',
  'to',
  'no_actor',
  ...listFilterKeys,
  ...listFilterKeys.map((key) => `not_${key}` as const),
] as const satisfies readonly (keyof Conditions)[];
export const filterKeys = [...conditionKeys, 'any'] as const satisfies readonly (keyof Filters)[];

/** The most members a scope may have. */
const MEMBERS = 200;

const values = z.array(z.string().max(4096)).max(100).readonly().optional();
const lists = Object.fromEntries(
  listFilterKeys.flatMap((key) => [
    [key, values],
    [`not_${key}`, values],
  ]),
) as Record<ListedKey, typeof values>;

const conditionsSchema = z.strictObject({
  from: z.string().max(64).optional(),
  to: z.string().max(64).optional(),
  no_actor: z.boolean().optional(),
  ...lists,
});

/** The shape on the wire and in saved files; {@link normalizeFilters} checks the rules of the values. */
export const filtersSchema = conditionsSchema.extend({
  any: z.array(conditionsSchema).max(MEMBERS).readonly().optional(),
});

/**
 * Checks untrusted filters against every rule of CONTRACT §4.1 and answers them trimmed, instants and actors
 * canonical, empty lists dropped. Idempotent. Errors: `invalid_filter`, `invalid_instant`, `invalid_actor`.
 */
export function normalizeFilters(input: unknown): Filters {
  const { any, ...conditions } = recordOf(input, 'filters');
  const members = any === undefined || any === null ? undefined : membersOf(any);
  return {
    ...normalizeConditions(conditions, filterKeys),
    ...(members === undefined ? {} : { any: members }),
  };
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

/** Splits `COLUMN=V` at the first equals sign; the value is whatever follows, blanks included. */
export function splitValue(text: string): { readonly column: string; readonly value: string } {
  const at = text.indexOf('=');
  return { column: text.slice(0, at), value: text.slice(at + 1) };
}

function normalizeConditions(raw: Record<string, unknown>, known: readonly string[]): Conditions {
  for (const key of Object.keys(raw)) {
    if (!known.includes(key)) throw unknownKey(key, known);
  }
  const result: Record<string, unknown> = {};
  for (const key of conditionKeys) {
    const value = raw[key];
    if (value === undefined) continue;
    const checked = checkKey(key, value);
    if (checked !== undefined) result[key] = checked;
  }
  return result;
}

function membersOf(any: unknown): readonly Conditions[] {
  if (!Array.isArray(any)) throw invalid('any must be a list of filters');
  if (any.length === 0)
    throw invalid('any holds no filter: nothing could match', 'Leave it out to ask without a scope.');
  if (any.length > MEMBERS) throw invalid(`any holds ${any.length} filters, at most ${MEMBERS} are allowed`);
  return any.map((member, index) => {
    const conditions = normalizeConditions(recordOf(member, `any[${index}]`), conditionKeys);
    if (Object.keys(conditions).length === 0)
      throw invalid(`any[${index}] has no condition: it would match every change`);
    return conditions;
  });
}

function recordOf(input: unknown, what: string): Record<string, unknown> {
  if (input === null || typeof input !== 'object' || Array.isArray(input))
    throw invalid(`${what} must be an object`);
  return input as Record<string, unknown>;
}

function checkKey(key: keyof Conditions, value: unknown): unknown {
  if (key === 'no_actor') return checkFlag(value);
  if (key === 'from' || key === 'to') return value === null ? undefined : parseInstant(text(key, value), key);
  const items = list(key, value).map((item) => text(key, item));
  const name = key.replace(/^not_/, '') as ListFilterKey;
  const checked = items.flatMap((item) => spelledOut(name, item)).map((item) => checkFilterValue(name, item));
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

function text(key: string, value: unknown): string {
  if (typeof value !== 'string') throw invalid(`${key} must be text`);
  if (value.includes('\0')) throw invalid(`${key} must not hold a NUL character`);
  if (!isStorable(value)) throw invalid(`${key} is not well-formed Unicode: half of a surrogate pair`);
  return value;
}

function unknownKey(key: string, known: readonly string[]): InvestigatorError {
  return invalid(`unknown filter ${JSON.stringify(key)}`, `Known filters: ${known.join(', ')}.`);
}

function invalid(message: string, hint?: string): InvestigatorError {
  return new InvestigatorError('invalid_filter', message, hint === undefined ? {} : { hint });
}
