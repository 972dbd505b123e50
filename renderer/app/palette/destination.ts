import type { Filters } from '@shared/domain/filters.ts';
import { isResolved } from '@renderer/lib/rowKey.ts';
import type { Found } from './lookup.ts';

/** Where something leads: a screen of its own, or the timeline asked a question. */
export type Destination =
  | { readonly screen: 'actor'; readonly actor: string }
  | { readonly screen: 'correlation'; readonly id: string }
  | { readonly screen: 'row'; readonly table: string; readonly pk: string }
  | { readonly screen: 'timeline'; readonly filters: Filters };

/**
 * Pure: the screen that is about what was found; null where it is opened as the answer says. A value seen in one
 * row leads to that row.
 */
export function screenOf({ hit, text }: Found): Destination | null {
  const { kind, opens, where } = hit;
  const filters = opens.by === 'filters' ? opens.filters : {};
  if (kind === 'actor') return asActor(filters.actor?.[0]);
  if (kind === 'correlation') return { screen: 'correlation', id: filters.correlation_id?.[0] ?? text };
  if (kind !== 'row_key' && kind !== 'recorded_value') return null;
  const pk = where.table_pk;
  if (pk === null || !isKey(pk)) return null;
  return { screen: 'row', table: `${where.table_schema}.${where.table_name}`, pk };
}

function asActor(actor: string | undefined): Destination | null {
  return actor === undefined ? null : { screen: 'actor', actor };
}

/** Of a key capture could not resolve there is no life of one row. */
function isKey(pk: string): boolean {
  try {
    return isResolved(pk);
  } catch {
    return false;
  }
}
