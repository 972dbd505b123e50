import type { FindHit, FindKind } from '@shared/domain/find.ts';
import type { Conditions } from '@shared/domain/filters.ts';

/** Counting stops here; a screen that opens the hit counts on. */
export const OCCURRENCE_CAP = 1_000;

interface Counted {
  readonly count: number;
  readonly newest: FindHit['newest'];
}

/** A hit in one of the audit tables themselves, `count` cut at the cap. */
export function hitIn(
  schema: string,
  table: string,
  column: string,
  hit: { readonly kind: FindKind; readonly label: string; readonly opens: FindHit['opens'] } & Counted,
): FindHit {
  const { kind, label, opens } = hit;
  return {
    kind,
    label,
    where: { table_schema: schema, table_name: table, column, table_pk: null, rows: null },
    ...capped(hit),
    opens,
  };
}

export function capped({ count, newest }: Counted): Pick<FindHit, 'count' | 'capped' | 'newest'> {
  return { count: Math.min(count, OCCURRENCE_CAP), capped: count > OCCURRENCE_CAP, newest };
}

export function byFilters(filters: Conditions): FindHit['opens'] {
  return { by: 'filters', filters };
}
