import type { BeforeAfter, FieldBeforeAfter, FieldSide, RowBeforeAfter } from '@shared/domain/beforeAfter.ts';
import { plural } from '@renderer/lib/format.ts';
import { formatShort, type Zone } from '@renderer/lib/zone.ts';
import { placeOf } from './earlier.ts';

/** One line of the whole rows. */
export type RowLine =
  | { readonly kind: 'row'; readonly key: string; readonly row: RowBeforeAfter }
  | { readonly kind: 'field'; readonly key: string; readonly field: FieldBeforeAfter }
  | {
      readonly kind: 'rest';
      readonly key: string;
      readonly place: string;
      readonly count: number;
      readonly open: boolean;
    };

/** Pure: every row with its changed fields; the unchanged ones where they were asked for. */
export function rowLines({ rows }: BeforeAfter, open: ReadonlySet<string>): readonly RowLine[] {
  return rows.flatMap((row, at): readonly RowLine[] => {
    // A row of unresolved key is one by itself, though others have the same.
    const place = `${placeOf(row)} ${row.changes[0]?.id ?? at}`;
    const isOpen = open.has(place);
    const changed = row.fields.filter((field) => field.changed !== false);
    const rest = row.fields.length - changed.length;
    const shown = isOpen ? row.fields : changed;
    return [
      { kind: 'row', key: `row ${place}`, row },
      ...shown.map((field): RowLine => ({ kind: 'field', key: `${place} ${field.name}`, field })),
      ...(rest === 0
        ? []
        : [{ kind: 'rest', key: `rest ${place}`, place, count: rest, open: isOpen } as const]),
    ];
  });
}

/** Pure: what the row was before. */
export function beforeWords({ before, previous_pk }: RowBeforeAfter, zone: Zone): string {
  const image =
    before.captured_at === null ? '' : ` from the image of ${formatShort(before.captured_at, zone)}`;
  const moved = previous_pk === null ? '' : `, under the key ${previous_pk}`;
  switch (before.status) {
    case 'row':
      return `before${image}${moved}`;
    case 'no_row':
      return before.reason === 'deleted_before' ? 'before it: deleted' : 'before it: no row';
    case 'unknown':
      return `before it: ${REASONS[before.reason ?? 'before_horizon']}`;
  }
}

const REASONS: Readonly<Record<NonNullable<RowBeforeAfter['before']['reason']>, string>> = {
  before_horizon: 'no earlier change of the row is here any more',
  key_changed: 'the key changed and the earlier one was not recorded',
  unresolved_key: 'the key is not resolved, so no earlier change can be found',
  deleted_before: 'deleted',
};

/** Pure: why a side has no value; null where it has one. */
export function sideWords({ state }: FieldSide): string | null {
  switch (state) {
    case 'value':
      return null;
    case 'masked':
      return 'masked';
    case 'excluded':
      return 'excluded, never captured';
    case 'omitted':
      return 'omitted: no prior value kept';
    case 'none':
      return 'no prior value recorded';
    case 'before_horizon':
      return 'before the oldest row still here';
    case 'no_row':
      return 'no row';
  }
}

/** Pure: where the value before comes from, when not from the change itself. */
export function sourceWords({ source }: FieldSide): string | null {
  return source === 'previous_image' ? 'from the previous image' : null;
}

export function restWords(count: number, open: boolean): string {
  return open ? 'Hide what is unchanged' : plural(count, 'unchanged field');
}
