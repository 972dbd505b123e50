import type { Filters } from '@shared/domain/filters.ts';
import { facetKeys, type Facet, type FacetKey } from '@shared/domain/summaries.ts';
import { withoutKey, type Chip } from '@renderer/lib/chips.ts';

/** The filter each facet is a list of. */
const KEYS = {
  table: 'table',
  op: 'op',
  actor: 'actor',
  action: 'action_name',
  field: 'field',
  source: 'source',
} as const satisfies Record<FacetKey, Chip['key']>;

/** Pure: the condition a value stands for; null where none can be asked: that no action or source is there. */
export function chipOf(facet: FacetKey, value: string | null): Chip | null {
  if (value !== null) return { key: KEYS[facet], not: false, value };
  return facet === 'actor' ? { key: 'no_actor', not: false, value: '' } : null;
}

/** Facets that one statement answers, and of which question. */
export interface FacetAsk {
  readonly of: readonly FacetKey[];
  readonly filters: Filters;
}

/**
 * Pure: what to ask so that every number says what choosing its value would give: a facet is counted without its
 * own conditions, or only what is chosen already would be on it.
 */
export function facetAsks(filters: Filters): readonly FacetAsk[] {
  const set = facetKeys.filter((facet) => isSet(filters, facet));
  const free = facetKeys.filter((facet) => !set.includes(facet));
  const own = set.map((facet): FacetAsk => ({ of: [facet], filters: withoutOwn(filters, facet) }));
  return free.length === 0 ? own : [{ of: free, filters }, ...own];
}

function isSet(filters: Filters, facet: FacetKey): boolean {
  const key = KEYS[facet];
  if (facet === 'actor' && filters.no_actor === true) return true;
  return filters[key] !== undefined || filters[`not_${key}`] !== undefined;
}

function withoutOwn(filters: Filters, facet: FacetKey): Filters {
  const key = KEYS[facet];
  const rest = withoutKey(withoutKey(filters, key), `not_${key}`);
  return facet === 'actor' ? withoutKey(rest, 'no_actor') : rest;
}

export interface FacetLine {
  readonly value: string | null;
  /** null: not among those counted. */
  readonly count: number | null;
  readonly state: 'free' | 'on' | 'off';
}

/** Pure: the values with what the question says of them; chosen and excluded ones are there whatever was counted. */
export function facetLines({ facet, values, others }: Facet, filters: Filters): readonly FacetLine[] {
  const key = KEYS[facet];
  const on = filters[key] ?? [];
  const off = filters[`not_${key}`] ?? [];
  const stateOf = (value: string | null): FacetLine['state'] => {
    if (value === null) return facet === 'actor' && filters.no_actor === true ? 'on' : 'free';
    return on.includes(value) ? 'on' : off.includes(value) ? 'off' : 'free';
  };
  const counted = values.map(({ value, count }): FacetLine => ({ value, count, state: stateOf(value) }));
  const missing = [...on, ...off].filter((value) => !values.some((one) => one.value === value));
  const count = others.values === 0 ? 0 : null;
  return [...missing.map((value): FacetLine => ({ value, count, state: stateOf(value) })), ...counted];
}

/** Lines shown before "more"; what is chosen or excluded is always among them. */
export const SHOWN = 5;

/** Pure: the lines on screen. */
export function shownLines(lines: readonly FacetLine[], all: boolean): readonly FacetLine[] {
  return all ? lines : lines.filter(({ state }, at) => at < SHOWN || state !== 'free');
}
