import type { Capability } from '@shared/domain/capability.ts';
import type { RowAddress } from '@shared/domain/row.ts';
import { normalizeFilters, type Filters } from '@shared/domain/filters.ts';
import { qualified } from '../db/sql.ts';
import type { Bind } from '../timeline/boundValues.ts';
import { needsActions } from '../timeline/filterAvailability.ts';
import { filterPredicates } from '../timeline/filterPredicates.ts';

/** Which changes are in question, and how much their rows and tables are with them. */
export interface Selection {
  /** SQL over `c`, `t` and, with `withActions`, `a`. */
  readonly conditions: (bind: Bind) => readonly string[];
  readonly withActions: boolean;
  /**
   * `all`: the whole trail. `window`: narrowed by table and time only, so that what was never captured there is
   * in question too. `narrow`: some changes; only their own rows are.
   */
  readonly reach: 'all' | 'window' | 'narrow';
  readonly from: string | null;
  readonly to: string | null;
}

const WINDOW_KEYS: ReadonlySet<string> = new Set([
  'table',
  'table_schema',
  'not_table',
  'not_table_schema',
  'from',
  'to',
]);

/** Errors: `invalid_filter`, `invalid_instant`, `unavailable_filter`. */
export function selectionOf(capability: Capability, given: Filters): Selection {
  const filters = normalizeFilters(given);
  const keys = Object.keys(filters);
  // Tells at once what this database cannot be asked.
  filterPredicates(capability, filters, () => '');
  return {
    conditions: (bind) => filterPredicates(capability, filters, bind),
    withActions: needsActions(filters),
    reach: keys.length === 0 ? 'all' : keys.every((key) => WINDOW_KEYS.has(key)) ? 'window' : 'narrow',
    from: filters.from ?? null,
    to: filters.to ?? null,
  };
}

/** These changes, for the marks of a list. `ids` are checked uuids. */
export function selectionOfChanges(ids: readonly string[]): Selection {
  return {
    conditions: (bind) => [`c.id = ANY (${bind(`{${ids.join(',')}}`, 'uuid')}[])`],
    withActions: false,
    reach: 'narrow',
    from: null,
    to: null,
  };
}

/** All changes of one row. */
export function selectionOfRow({ table_schema, table_name, table_pk }: RowAddress): Selection {
  return {
    ...selectionOfChanges([]),
    conditions: (bind) => [
      `c.table_schema = ${bind(table_schema)}`,
      `c.table_name = ${bind(table_name)}`,
      `c.table_pk = ${bind(table_pk, 'jsonb')}`,
    ],
  };
}

/**
 * The changes captured around these: a thousand, by audit_changes_captured_at_idx. Enough to see whether the clock
 * applies to rows of that time.
 */
export function neighbourhoodOf({ storage_schema }: Capability, ids: readonly string[]): Selection {
  const changes = qualified(storage_schema, 'audit_changes');
  const half = (bind: Bind, comparison: string, order: string): string =>
    `(SELECT x.id FROM ${changes} x WHERE x.captured_at ${comparison} (SELECT min(o.captured_at) FROM ${changes} o WHERE o.id = ANY (${bind(`{${ids.join(',')}}`, 'uuid')}[])) ORDER BY x.captured_at ${order} LIMIT 500)`;
  return {
    ...selectionOfChanges(ids),
    conditions: (bind) => [`c.id IN (${half(bind, '<=', 'DESC')} UNION ALL ${half(bind, '>', 'ASC')})`],
  };
}

export const everything: Selection = {
  conditions: () => [],
  withActions: false,
  reach: 'all',
  from: null,
  to: null,
};
