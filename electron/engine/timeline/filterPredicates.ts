import { actorJson, parseActor } from '@shared/domain/actor.ts';
import type { Capability } from '@shared/domain/capability.ts';
import { InvestigatorError } from '@shared/domain/errors.ts';
import { splitTable, type Filters } from '@shared/domain/filters.ts';
import type { Bind } from './boundValues.ts';

type Parts = Pick<Capability, 'has_actor' | 'has_action_link' | 'has_actions'>;

/**
 * The one place that turns filters into SQL: page, count, histogram and export all narrow by these conditions
 * over `c` (audit_changes), `t` (audit_transactions) and `a` (audit_actions, left-joined: a condition on its
 * column makes that an inner join, as CONTRACT §4.1 has it). How values travel is `bind`'s affair. Filters
 * come normalized (normalizeFilters). Error: `unavailable_filter` where a column or table is missing.
 */
export function filterPredicates(parts: Parts, filters: Filters, bind: Bind): readonly string[] {
  checkAvailable(parts, filters);
  const { from, to, no_actor } = filters;
  const conditions: (string | null)[] = [
    from === undefined ? null : `c.captured_at >= ${bind(from)}::timestamptz`,
    to === undefined ? null : `c.captured_at <= ${bind(to)}::timestamptz`,
    anyTable(filters.table, bind),
    anyOf('c.table_schema', filters.table_schema, bind),
    // Stored in lower case, but some of the project's own prose says upper (CONTRACT §12, trap 1).
    anyOf('lower(c.op)', filters.op, bind),
    anyActor(filters.actor, bind),
    no_actor === true ? 't.actor_ref IS NULL' : null,
    anyOf('a.correlation_id', filters.correlation_id, bind),
    not(anyTable(filters.not_table, bind)),
    not(anyOf('c.table_schema', filters.not_table_schema, bind)),
    not(anyOf('lower(c.op)', filters.not_op, bind)),
    not(anyActor(filters.not_actor, bind)),
    not(anyOf('a.correlation_id', filters.not_correlation_id, bind)),
  ];
  return conditions.filter((condition) => condition !== null);
}

/** True when a condition of {@link filterPredicates} looks at `a`. */
export function needsActions(filters: Filters): boolean {
  return filters.correlation_id !== undefined || filters.not_correlation_id !== undefined;
}

function checkAvailable(parts: Parts, filters: Filters): void {
  const actor = filters.actor ?? filters.not_actor ?? filters.no_actor;
  if (actor !== undefined && !parts.has_actor)
    throw unavailable('actor', 'audit_transactions has no column actor_ref: actors were not recorded');
  if (!needsActions(filters)) return;
  if (!parts.has_action_link)
    throw unavailable('correlation_id', 'audit_transactions has no column action_id');
  if (!parts.has_actions)
    throw unavailable('correlation_id', 'there is no table audit_actions that this role may read');
}

function unavailable(filter: string, missing: string): InvestigatorError {
  return new InvestigatorError(
    'unavailable_filter',
    `this database cannot be filtered by ${filter}: ${missing}`,
    {
      hint: `Ask without ${filter}. This is not the same as "no results".`,
    },
  );
}

function anyOf(column: string, values: readonly string[] | undefined, bind: Bind): string | null {
  if (values === undefined) return null;
  const [first, ...more] = values.map((value) => bind(value));
  if (first === undefined) return null;
  return more.length === 0 ? `${column} = ${first}` : `${column} IN (${[first, ...more].join(', ')})`;
}

/** Bare names mean any schema; upstream mixes same-named tables too (CONTRACT §4.1). */
function anyTable(tables: readonly string[] | undefined, bind: Bind): string | null {
  if (tables === undefined) return null;
  const parts = tables.map(splitTable);
  const bare = parts.filter(({ schema }) => schema === null).map(({ name }) => name);
  const alternatives = [
    anyOf('c.table_name', bare, bind),
    ...parts
      .filter(({ schema }) => schema !== null)
      .map(({ schema, name }) => `c.table_schema = ${bind(schema ?? '')} AND c.table_name = ${bind(name)}`),
  ].filter((alternative) => alternative !== null);
  return anyAlternative(alternatives);
}

/** Containment: extra keys in the stored object do not matter, and NULL never matches (CONTRACT §3). */
function anyActor(actors: readonly string[] | undefined, bind: Bind): string | null {
  if (actors === undefined) return null;
  return anyAlternative(actors.map((actor) => `t.actor_ref @> ${bind(actorJson(parseActor(actor)))}::jsonb`));
}

function anyAlternative(alternatives: readonly string[]): string | null {
  if (alternatives.length === 0) return null;
  return alternatives.length === 1
    ? (alternatives[0] ?? null)
    : `(${alternatives.map((alternative) => `(${alternative})`).join(' OR ')})`;
}

/** NULL-safe: a row without the value stays in. */
function not(condition: string | null): string | null {
  return condition === null ? null : `(${condition}) IS NOT TRUE`;
}
