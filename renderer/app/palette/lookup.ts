import { findKinds, type FindHit, type FindKind, type ValueSearch } from '@shared/domain/find.ts';
import { jsonMembers } from '@shared/domain/jsonText.ts';
import { fit } from './idWords.ts';

/** A hit, and for which of the texts asked. */
export interface Found {
  readonly text: string;
  readonly hit: FindHit;
}

/** What was answered to one text. */
export interface Answered {
  readonly text: string;
  readonly values: ValueSearch;
  readonly meta: ValueSearch;
  /** Null where there are no actions to search. */
  readonly action_texts: ValueSearch | null;
  readonly not_searched: readonly { readonly kind: FindKind; readonly reason: string }[];
}

/** Pure: whether nothing is left that was not looked at. */
export function isComplete({ values, meta, action_texts }: Answered): boolean {
  return values.complete && meta.complete && action_texts?.complete !== false;
}

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
 * Pure: what was shown stays where it is, what is new comes after it; but what the words before the id name comes
 * first. A number is sooner that of a row, from a ticket, than that of a transaction.
 */
export function inOrder(
  shown: readonly Found[],
  found: readonly Found[],
  words: readonly string[] = [],
): readonly Found[] {
  const known = shown.map(({ hit }) => hitId(hit));
  const rank = ({ hit }: Found): number => {
    const at = known.indexOf(hitId(hit));
    return at >= 0 ? at - known.length : ORDER.indexOf(hit.kind);
  };
  const once = new Map(found.map((one) => [hitId(one.hit), one]));
  return [...once.values()].sort((a, b) => fit(words, b.hit) - fit(words, a.hit) || rank(a) - rank(b));
}

/** Pure: the value of a row's key is not said beside the row. */
export function withoutKeys(found: readonly Found[]): readonly Found[] {
  const place = ({ hit: { where } }: Found): string =>
    JSON.stringify([where.table_schema, where.table_name, where.table_pk]);
  const rows = new Set(found.filter(({ hit }) => hit.kind === 'row_key').map(place));
  return found.filter((one) => {
    const { kind, where } = one.hit;
    if (kind !== 'recorded_value' || where.table_pk === null || !rows.has(place(one))) return true;
    return !keyColumns(where.table_pk).includes(where.column ?? '');
  });
}

function keyColumns(table_pk: string): readonly string[] {
  try {
    return jsonMembers(table_pk).map(([name]) => name);
  } catch {
    return [];
  }
}
