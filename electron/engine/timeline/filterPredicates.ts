import { parseActor } from '@shared/domain/actor.ts';
import type { Capability } from '@shared/domain/capability.ts';
import {
  listFilterKeys,
  splitTable,
  type Conditions,
  type Filters,
  type ListFilterKey,
} from '@shared/domain/filters.ts';
import { actorPredicate } from './actorPredicate.ts';
import type { Bind } from './boundValues.ts';
import { checkAvailable } from './filterAvailability.ts';
import { recordedValue } from './recordedValue.ts';

type Parts = Pick<
  Capability,
  'has_actor' | 'has_action_link' | 'has_actions' | 'has_changed_from' | 'actor_time_index'
> &
  Partial<Pick<Capability, 'actor_gin_index'>>;

/** Answers the SQL for one value of one key. */
type Condition = (value: string, bind: Bind, parts: Parts) => string;

/**
 * The one place that turns filters into SQL: page, count, histogram and export all narrow by these conditions
 * over `c` (audit_changes), `t` (audit_transactions) and `a` (audit_actions, left-joined: a condition on its
 * column makes that an inner join, as CONTRACT §4.1 has it). How values travel is `bind`'s affair. Filters
 * come normalized (normalizeFilters). Error: `unavailable_filter` where a column or table is missing.
 */
export function filterPredicates(parts: Parts, filters: Filters, bind: Bind): readonly string[] {
  const { any, ...own } = filters;
  checkAvailable(parts, [own, ...(any ?? [])]);
  const conditions = conditionsSql(parts, own, bind);
  if (any === undefined) return conditions;
  return [
    ...conditions,
    anyAlternative(any.map((member) => conditionsSql(parts, member, bind).join(' AND '))),
  ];
}

function conditionsSql(parts: Parts, filters: Conditions, bind: Bind): readonly string[] {
  const { from, to, no_actor } = filters;
  const conditions: (string | null)[] = [
    from === undefined ? null : `c.captured_at >= ${bind(from, 'timestamptz')}`,
    to === undefined ? null : `c.captured_at <= ${bind(to, 'timestamptz')}`,
    no_actor === true ? 't.actor_ref IS NULL' : null,
    ...listFilterKeys.map((key) => anyOf(parts, key, filters[key], bind)),
    ...listFilterKeys.map((key) => not(anyOf(parts, key, filters[`not_${key}`], bind))),
  ];
  return conditions.filter((condition) => condition !== null);
}

/** Alternatives of one column are one IN list, which an index serves in one scan. */
interface Equality {
  readonly column: string;
  readonly type?: 'bigint';
}

const contains =
  (column: string): Condition =>
  (value, bind) =>
    `${column} @> ${bind(value, 'jsonb')}`;

const CONDITIONS: Readonly<Record<ListFilterKey, Condition | Equality>> = {
  table: tableIs,
  table_schema: { column: 'c.table_schema' },
  // Containment: extra keys in the stored object do not matter, and NULL never matches (CONTRACT §3).
  actor: (actor, bind, parts) => actorPredicate(parts, parseActor(actor), bind).join(' AND '),
  // Stored in lower case, but some of the project's own prose says upper (CONTRACT §12, trap 1).
  op: { column: 'lower(c.op)' },
  correlation_id: { column: 'a.correlation_id' },
  field: (name, bind) => `c.changed_fields @> ARRAY[${bind(name)}]`,
  value: recordedValue,
  pk: keyContains,
  action_name: { column: 'a.name' },
  action_status: { column: 'a.status' },
  request_id: { column: 'a.request_id' },
  job_id: { column: 'a.job_id' },
  source: { column: 't.source' },
  meta: contains('t.meta'),
  txid: { column: 't.txid', type: 'bigint' },
};

/** An unresolved key is stored in one of two ways, which are one question (CONTRACT §2.4, trap 3). */
function keyContains(pk: string, bind: Bind): string {
  if (pk === '{}' || pk === '{"id":null}') return `c.table_pk IN ('{}', '{"id": null}')`;
  return `c.table_pk @> ${bind(pk, 'jsonb')}`;
}

/** Bare names mean any schema; upstream mixes same-named tables too (CONTRACT §4.1). */
function tableIs(table: string, bind: Bind): string {
  const { schema, name } = splitTable(table);
  const named = `c.table_name = ${bind(name)}`;
  return schema === null ? named : `${named} AND c.table_schema = ${bind(schema)}`;
}

function anyOf(
  parts: Parts,
  key: ListFilterKey,
  values: readonly string[] | undefined,
  bind: Bind,
): string | null {
  if (values === undefined || values.length === 0) return null;
  const condition = CONDITIONS[key];
  if (typeof condition === 'function')
    return anyAlternative(values.map((value) => condition(value, bind, parts)));
  const bound = values.map((value) => bind(value, condition.type));
  return `${condition.column} ${bound.length === 1 ? `= ${bound[0]}` : `IN (${bound.join(', ')})`}`;
}

function anyAlternative(alternatives: readonly string[]): string {
  const [first = 'false', ...more] = alternatives;
  return more.length === 0
    ? first
    : `(${alternatives.map((alternative) => `(${alternative})`).join(' OR ')})`;
}

/** NULL-safe: a row without the value stays in. */
function not(condition: string | null): string | null {
  return condition === null ? null : `(${condition}) IS NOT TRUE`;
}
