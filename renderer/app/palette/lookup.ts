import { findKinds, type FindHit, type FindKind } from '@shared/domain/find.ts';
import { capital, formatCount, plural } from '@renderer/lib/format.ts';
import { rowKey, type KeyOrders } from '@renderer/lib/rowKey.ts';

/** A text that is an id by its form: what the database says of it comes before anything else. */
const ID = /^(?:\d{1,19}|\{?[0-9a-f]{8}(?:-?[0-9a-f]{4}){3}-?[0-9a-f]{12}\}?)$/i;
/** Of what comes at the same time. */
const ORDER: readonly FindKind[] = ['row_key', ...findKinds.filter((kind) => kind !== 'row_key')];
/** Shorter texts are in too many values. */
const SHORTEST = 3;
const LONGEST = 1_000;

/** Pure: whether a text is an id by its form. */
export function isId(text: string): boolean {
  return ID.test(text.trim());
}

/** Pure: whether the database is asked what a text could be. */
export function isAskable(text: string): boolean {
  const { length } = text.trim();
  return isId(text) || (length >= SHORTEST && length <= LONGEST);
}

/** Pure: stable for a place however often it is counted anew, so that a selection stays where it is. */
export function hitId({ kind, where, opens }: FindHit): string {
  return JSON.stringify([kind, where.table_schema, where.table_name, where.column, opens]);
}

/**
 * Pure: what was shown stays where it is, what is new comes after it. A number is sooner that of a row, from a
 * ticket, than that of a transaction.
 */
export function inOrder(shown: readonly FindHit[], hits: readonly FindHit[]): readonly FindHit[] {
  const known = shown.map(hitId);
  const rank = (hit: FindHit): number => {
    const at = known.indexOf(hitId(hit));
    if (at >= 0) return at - known.length;
    return ORDER.indexOf(hit.kind);
  };
  return [...hits].sort((a, b) => rank(a) - rank(b));
}

/** Pure: what was found, in a line; a row by its key as everywhere else. */
export function hitTitle({ kind, label, where }: FindHit, orders: KeyOrders): string {
  if (kind === 'transaction' || kind === 'txid') return `Open ${label}`;
  if (kind === 'row_key' && where.table_pk !== null) {
    const key = rowKey({ ...where, table_pk: where.table_pk }, orders);
    return `${capital(label)} ${key?.text ?? where.table_pk}`;
  }
  return kind === 'recorded_value' ? `Recorded value: ${label}` : capital(label);
}

/** Pure: where it was found and in how many changes. */
export function hitPlace({ where, count, capped }: FindHit): string {
  const changes = capped ? `over ${formatCount(count)} changes` : plural(count, 'change');
  if (where.rows !== null && where.rows > 1) return `${plural(where.rows, 'row')}, ${changes}`;
  const column = where.column === null ? '' : `.${where.column}`;
  return `${where.table_name}${column}, ${changes}`;
}
