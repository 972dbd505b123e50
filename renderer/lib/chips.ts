import { filterKeys, listFilterKeys, type Filters, type ListFilterKey } from '@shared/domain/filters.ts';

/** One condition of the question as a chip. `no_actor` has no value of its own. */
export interface Chip {
  readonly key: ListFilterKey | 'no_actor';
  readonly not: boolean;
  readonly value: string;
}

/** Chips of one key: alternatives (joined by "or"), or exclusions (joined by "and"). */
export interface ChipGroup {
  readonly key: Chip['key'];
  readonly not: boolean;
  readonly chips: readonly Chip[];
}

export const chipLabels: Readonly<Record<Chip['key'], string>> = {
  table: 'table',
  table_schema: 'schema',
  actor: 'actor',
  op: 'operation',
  correlation_id: 'correlation',
  field: 'field',
  value: 'value',
  pk: 'row key',
  action_name: 'action',
  action_status: 'action status',
  request_id: 'request',
  job_id: 'job',
  source: 'source',
  meta: 'meta',
  txid: 'txid',
  no_actor: 'actor',
};

type ListKey = ListFilterKey | `not_${ListFilterKey}`;

function listKey(chip: Pick<Chip, 'key' | 'not'>): ListKey | 'no_actor' {
  if (chip.key === 'no_actor') return 'no_actor';
  return chip.not ? `not_${chip.key}` : chip.key;
}

/** The groups in a fixed order, so that nothing jumps when a chip is added; all are joined by "and". */
export function chipGroups(filters: Filters): readonly ChipGroup[] {
  const groups = [false, true].flatMap((not) =>
    listFilterKeys.map((key): ChipGroup => {
      const values = filters[not ? (`not_${key}` as const) : key] ?? [];
      return { key, not, chips: values.map((value) => ({ key, not, value })) };
    }),
  );
  const noActor: ChipGroup[] =
    filters.no_actor === true
      ? [{ key: 'no_actor', not: false, chips: [{ key: 'no_actor', not: false, value: '' }] }]
      : [];
  return [...groups.filter((group) => group.chips.length > 0), ...noActor];
}

/** Adds one condition. Asking for unrecorded actors replaces the actors asked for, which could not match. */
export function withChip(filters: Filters, chip: Chip): Filters {
  const key = listKey(chip);
  if (key === 'no_actor') return clean({ ...filters, actor: undefined, no_actor: true });
  const values = filters[key] ?? [];
  const next = values.includes(chip.value) ? values : [...values, chip.value];
  return clean({ ...filters, ...(key === 'actor' ? { no_actor: undefined } : {}), [key]: next });
}

export function withoutChip(filters: Filters, chip: Chip): Filters {
  const key = listKey(chip);
  if (key === 'no_actor') return clean({ ...filters, no_actor: undefined });
  return clean({ ...filters, [key]: (filters[key] ?? []).filter((value) => value !== chip.value) });
}

/** The question without one member of its scope; without the last there is no scope. */
export function withoutMember(filters: Filters, at: number): Filters {
  return clean({ ...filters, any: filters.any?.filter((_, index) => index !== at) });
}

/** Turns "is" into "is not" and back. */
export function invertChip(filters: Filters, chip: Chip): Filters {
  if (chip.key === 'no_actor') return filters;
  return withChip(withoutChip(filters, chip), { ...chip, not: !chip.not });
}

/** A new question about one value; the window of time is kept. */
export function pivot(filters: Filters, chip: Chip): Filters {
  return withChip(clean({ from: filters.from, to: filters.to }), chip);
}

/** The same conditions in another window of time. */
export function withWindow(filters: Filters, from: string | undefined, to: string | undefined): Filters {
  return clean({ ...filters, from, to });
}

/** The same question without one of its keys. */
export function withoutKey(filters: Filters, key: keyof Filters): Filters {
  return clean({ ...filters, [key]: undefined });
}

/** Only the window of time. */
export function windowOnly(filters: Filters): Filters {
  return clean({ from: filters.from, to: filters.to });
}

/** Absent keys are absent, in a fixed order: equal questions have equal addresses. */
function clean(filters: Filters): Filters {
  return Object.fromEntries(
    filterKeys.flatMap((key) => {
      const value = filters[key];
      const empty = value === undefined || value === false || (Array.isArray(value) && value.length === 0);
      return empty ? [] : [[key, value]];
    }),
  );
}
