import {
  conditionKeys,
  filterKeys,
  normalizeFilters,
  type Conditions,
  type Filters,
} from '@shared/domain/filters.ts';
import type { KeptView } from '@shared/domain/keptView.ts';
import { asInvestigatorError } from './bridge.ts';
import { chipLabels } from './chips.ts';
import { parseSearch } from './search.ts';

export type Grouping = KeptView['group'];

/** What the address of the timeline may hold: the filters as written, and how the list is looked at. */
export interface TimelineSearch extends Filters {
  /** Which open connection is asked; without it the newest one. */
  readonly connection?: string | undefined;
  /** The selected change. */
  readonly change?: string | undefined;
  /** The list begins here instead of at its newest change. */
  readonly at?: string | undefined;
  readonly group?: Exclude<Grouping, 'transaction'> | undefined;
}

/** Takes what an address holds; unknown keys go, nothing is judged yet (see {@link readFilters}). */
export function timelineSearch(raw: Record<string, unknown>): TimelineSearch {
  const search: Record<string, unknown> = conditionsOf(raw);
  const members = membersOf(raw['any']);
  if (members.length > 0) search['any'] = members;
  for (const key of ['connection', 'change', 'at']) if (typeof raw[key] === 'string') search[key] = raw[key];
  const { group } = raw;
  if (group === 'none' || group === 'burst') search['group'] = group;
  return search;
}

function conditionsOf(raw: Record<string, unknown>): Record<string, unknown> {
  const search: Record<string, unknown> = {};
  for (const key of conditionKeys) {
    const value = raw[key];
    if (value === undefined || value === null) continue;
    if (key === 'no_actor') search[key] = value === true || value === 'true' ? true : undefined;
    else if (key === 'from' || key === 'to') search[key] = texts(value)[0];
    else search[key] = texts(value);
  }
  return search;
}

/** The members of a scope: addresses within the address, or already taken apart. One without a condition goes. */
function membersOf(value: unknown): readonly Conditions[] {
  const items = Array.isArray(value) ? (value as readonly unknown[]) : [value];
  return items
    .filter((item) => typeof item === 'string' || (typeof item === 'object' && item !== null))
    .map((item) => conditionsOf(typeof item === 'string' ? parseSearch(item) : { ...item }))
    .filter((member) => Object.keys(member).length > 0);
}

/** One filter that breaks a rule of CONTRACT §4.1, with the rule's own words. */
export interface FilterProblem {
  readonly key: string;
  readonly value: string;
  readonly message: string;
  readonly hint: string | null;
}

export type FilterReading =
  | { readonly ok: true; readonly filters: Filters }
  | { readonly ok: false; readonly problems: readonly FilterProblem[] };

/** Judges the filters of an address: canonical, or every broken rule by itself. */
export function readFilters(search: TimelineSearch): FilterReading {
  const filters = onlyFilters(search);
  try {
    return { ok: true, filters: normalizeFilters(filters) };
  } catch (error) {
    const single = Object.entries(filters).flatMap(([key, value]) =>
      (Array.isArray(value) ? (value as readonly unknown[]) : [value]).flatMap((item) =>
        problemOf(key, item),
      ),
    );
    return { ok: false, problems: single.length > 0 ? single : [problem('from', '', error)] };
  }
}

/** The filters of an address and nothing else. */
export function onlyFilters(search: TimelineSearch): Filters {
  return Object.fromEntries(
    filterKeys.flatMap((key) => (search[key] === undefined ? [] : [[key, search[key]]])),
  );
}

/** Checks one value of one key. Null when it stands. */
export function checkFilter(key: string, value: unknown): FilterProblem | null {
  return problemOf(key, value)[0] ?? null;
}

function problemOf(key: string, value: unknown): readonly FilterProblem[] {
  try {
    normalizeFilters({ [key]: key === 'any' ? [value] : value });
    return [];
  } catch (error) {
    return [problem(key, typeof value === 'string' ? value : '', error)];
  }
}

/** In the words of the screen: the rules name a filter as the command line does. */
function problem(key: string, value: string, error: unknown): FilterProblem {
  const { message, hint } = asInvestigatorError(error);
  const name = key.replace(/^not_/, '');
  const label = (chipLabels as Readonly<Record<string, string | undefined>>)[name];
  const said = label === undefined ? message : message.replace(new RegExp(`\\b${name}\\b`), label);
  return { key, value, message: said, hint };
}

function texts(value: unknown): readonly string[] {
  const items = Array.isArray(value) ? (value as readonly unknown[]) : [value];
  return items.filter((item) => typeof item === 'string');
}
