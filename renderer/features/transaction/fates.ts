import type { AuditChange, TransactionContext } from '@shared/domain/audit.ts';
import type { Damage, DamageEntry } from '@shared/domain/damage.ts';
import type { Filters } from '@shared/domain/filters.ts';
import { isCanonicalInstant } from '@shared/domain/instant.ts';
import { tableText } from '@renderer/lib/change.ts';

/** What can have become of a field, in the order it is shown. */
export const kinds = ['kept', 'overwritten', 'gone', 'unresolved'] as const;
export type FateKind = (typeof kinds)[number];

const KINDS: Readonly<Record<DamageEntry['state'], FateKind>> = {
  no_later_captured_change: 'kept',
  overwritten: 'overwritten',
  row_gone: 'gone',
  unresolved_key: 'unresolved',
};

export function kindOf({ state }: DamageEntry): FateKind {
  return KINDS[state];
}

/**
 * - `entry`       what became of it
 * - `again`       the transaction itself set it again, or removed the row: that counts
 * - `not_listed`  counted, but beyond the fields that were listed
 * - `nothing`     the change named no field
 */
export type Fate =
  | { readonly kind: 'entry'; readonly entry: DamageEntry }
  | { readonly kind: 'again' | 'not_listed' | 'nothing' };

/** What became of each field the transaction set, found by change and field. */
export interface Fates {
  /** `field` null: the removal of the row. */
  readonly of: (change: AuditChange, field: string | null) => Fate;
  /** All of one change, as of a new row in one line. */
  readonly ofChange: (change: AuditChange) => readonly DamageEntry[];
}

/** Pure: the answer by change, in time that does not grow with each question. */
export function fatesOf({ entries, has_more, truncated }: Damage): Fates {
  const byField = new Map<string, DamageEntry>();
  const byChange = new Map<string, DamageEntry[]>();
  const places = new Set<string>();
  for (const entry of entries) {
    const id = entry.set_by.change_id;
    byField.set(`${id}\n${entry.field ?? ''}`, entry);
    const known = byChange.get(id);
    if (known === undefined) byChange.set(id, [entry]);
    else known.push(entry);
    places.add(placeOf(entry, entry.field));
  }
  return {
    of: (change, field) => {
      const entry = byField.get(`${change.id}\n${field ?? ''}`);
      if (entry !== undefined) return { kind: 'entry', entry };
      if (places.has(placeOf(change, field)) || places.has(placeOf(change, null))) return { kind: 'again' };
      return { kind: has_more || truncated ? 'not_listed' : 'nothing' };
    },
    ofChange: (change) => byChange.get(change.id) ?? [],
  };
}

function placeOf(
  row: Pick<AuditChange, 'table_schema' | 'table_name' | 'table_pk'>,
  field: string | null,
): string {
  return `${tableText(row)}\n${row.table_pk}\n${field ?? ''}`;
}

export interface DamageTotals {
  readonly set: number;
  readonly counts: Readonly<Record<FateKind, number>>;
}

/** Pure: `public.members email`; of removed rows the table alone. */
export function fieldKey(
  row: Pick<DamageEntry, 'table_schema' | 'table_name'>,
  field: string | null,
): string {
  return field === null ? tableText(row) : `${tableText(row)} ${field}`;
}

/** Pure: the answer about one field only. */
export function ofField(damage: Damage, key: string | undefined): Damage {
  if (key === undefined) return damage;
  return {
    ...damage,
    summary: damage.summary.filter((one) => fieldKey(one, one.field) === key),
    entries: damage.entries.filter((one) => fieldKey(one, one.field) === key),
  };
}

/** Pure: about every field that was set, whatever is listed. */
export function damageTotals({ summary }: Damage): DamageTotals {
  const sum = (of: (one: Damage['summary'][number]) => number): number =>
    summary.reduce((all, one) => all + of(one), 0);
  return {
    set: sum(({ set }) => set),
    counts: {
      kept: sum(({ states }) => states.no_later_captured_change),
      overwritten: sum(({ states }) => states.overwritten),
      gone: sum(({ states }) => states.row_gone),
      unresolved: sum(({ states }) => states.unresolved_key),
    },
  };
}

/**
 * Pure: the transaction as a question about changes. A txid by itself can occur twice, hence the span; null
 * without a change.
 */
export function filtersOf({ transaction, changes }: TransactionContext): Filters | null {
  if (changes.length === 0) return null;
  const times = changes.map(({ captured_at }) => captured_at).sort();
  const [from, to] = [times[0] ?? '', times.at(-1) ?? ''];
  const bounded = times.every(isCanonicalInstant);
  return { txid: [transaction.txid], ...(bounded ? { from, to } : {}) };
}
