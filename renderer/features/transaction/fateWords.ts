import type { AuditChange } from '@shared/domain/audit.ts';
import type { Damage, DamageEntry, Setter } from '@shared/domain/damage.ts';
import { actorView } from '@renderer/lib/change.ts';
import { formatCount, plural } from '@renderer/lib/format.ts';
import { formatShort, type Zone } from '@renderer/lib/zone.ts';
import { damageTotals, kindOf, kinds, type Fate, type FateKind, type Fates } from './fates.ts';

/** What came afterwards, in words. */
export interface FateText {
  readonly kind: FateKind | 'mixed' | 'none';
  readonly text: string;
  /** What no captured change explains. */
  readonly warn: boolean;
  /** The change that overwrote it, to go there. */
  readonly by: Setter | null;
}

/** Pure: of one field of a change, or of the change as one line. */
export function fateOf(change: AuditChange, field: string | null, fates: Fates): FateText {
  if (field !== null) return fateText(fates.of(change, field));
  const entries = fates.ofChange(change);
  return entries.length > 0 ? changeFateText(entries) : fateText(fates.of(change, null));
}

function fateText(fate: Fate): FateText {
  switch (fate.kind) {
    case 'again':
      return none('set again in this transaction');
    case 'not_listed':
      return none('not among the fields listed');
    case 'nothing':
      return none('');
    case 'entry':
      return entryText(fate.entry);
  }
}

/** Pure: of a change with several fields, as one. */
function changeFateText(entries: readonly DamageEntry[]): FateText {
  const [first] = entries;
  if (first === undefined) return none('');
  if (entries.length === 1) return entryText(first);
  const texts = entries.map(entryText);
  const distinct = new Map(texts.map((text) => [text.text, text]));
  const [only] = distinct.values();
  if (distinct.size === 1 && only !== undefined) return only;
  const counts = kinds
    .map((kind) => [kind, entries.filter((entry) => kindOf(entry) === kind).length] as const)
    .filter(([, count]) => count > 0);
  const warn = texts.some((text) => text.warn);
  const later = texts.find(({ by }) => by !== null)?.by ?? null;
  return {
    kind: counts.length === 1 ? (counts[0]?.[0] ?? 'mixed') : 'mixed',
    text: counts.map(([kind, count]) => `${formatCount(count)} ${KIND_NAMES[kind]}`).join(' · '),
    warn,
    by: later,
  };
}

/** What each kind is called where it is counted. */
export const KIND_NAMES: Readonly<Record<FateKind, string>> = {
  kept: 'no later captured change',
  overwritten: 'overwritten since',
  gone: 'row gone since',
  unresolved: 'key not resolved',
};

function none(text: string): FateText {
  return { kind: 'none', text, warn: false, by: null };
}

function entryText(entry: DamageEntry): FateText {
  const kind = kindOf(entry);
  const { later } = entry;
  switch (kind) {
    case 'kept':
      return {
        kind,
        text: `no later captured change · ${liveText(entry)}`,
        warn: entry.live === 'differs' || entry.live === 'missing',
        by: null,
      };
    case 'overwritten':
      return { kind, text: `overwritten since by ${who(later)}`, warn: false, by: later };
    case 'gone':
      return later?.op === 'delete'
        ? { kind, text: `row deleted since by ${who(later)}`, warn: false, by: later }
        : { kind, text: 'row gone, no captured delete', warn: true, by: later };
    case 'unresolved':
      return { kind, text: 'key not resolved: nothing later can be told', warn: false, by: null };
  }
}

/** Pure: the live row beside what was set. */
export function liveText({ live, field }: Pick<DamageEntry, 'live' | 'field'>): string {
  switch (live) {
    case 'agrees':
      return field === null ? 'no live row, as captured' : 'live row agrees';
    case 'differs':
      return field === null ? 'live after its captured delete' : 'live row differs';
    case 'missing':
      return 'no live row';
    case 'masked':
      return 'masked';
    case 'no_column':
      return 'no such column now';
    case 'not_readable':
      return 'live row not readable';
  }
}

export function who(setter: Setter | null): string {
  const actor = actorView(setter?.actor_ref ?? null);
  if (actor.state === 'not_recorded') return 'an actor not recorded';
  return actor.state === 'anonymous' ? 'anonymous' : actor.text;
}

export interface Figure {
  readonly kind: FateKind;
  readonly count: number;
  readonly name: string;
  readonly second: string;
}

/** Pure: the numbers above the list. The first two are always there; the others only where they are not nought. */
export function damageFigures(damage: Damage, zone: Zone): readonly Figure[] {
  const { counts } = damageTotals(damage);
  return kinds
    .filter((kind) => kind === 'kept' || kind === 'overwritten' || counts[kind] > 0)
    .map((kind) => {
      const entries = damage.entries.filter((entry) => kindOf(entry) === kind);
      const whole = entries.length === counts[kind];
      return {
        kind,
        count: counts[kind],
        name: kind === 'overwritten' ? overwrittenName(entries, whole) : KIND_NAMES[kind],
        second: second(kind, entries, whole, zone),
      };
    });
}

function overwrittenName(entries: readonly DamageEntry[], whole: boolean): string {
  const actors = [...new Set(entries.map(({ later }) => who(later)))];
  if (!whole || actors.length === 0) return KIND_NAMES.overwritten;
  return actors.length === 1
    ? `overwritten since by ${actors[0] ?? ''}`
    : `overwritten since by ${plural(actors.length, 'actor')}`;
}

function second(kind: FateKind, entries: readonly DamageEntry[], whole: boolean, zone: Zone): string {
  if (!whole) return `the first ${formatCount(entries.length)} are listed`;
  if (entries.length === 0) return kind === 'overwritten' ? 'by no captured change' : 'of no field';
  switch (kind) {
    case 'kept':
      return liveSummary(entries);
    case 'overwritten':
      return laterSummary(entries, zone);
    case 'gone': {
      const deleted = entries.filter(({ later }) => later?.op === 'delete').length;
      return deleted === entries.length
        ? `deleted: ${laterSummary(entries, zone)}`
        : `${formatCount(entries.length - deleted)} of them without a captured delete`;
    }
    case 'unresolved':
      return 'nothing later can be told';
  }
}

/** Most first: `live row agrees for 35; live row differs for 3`. */
function liveSummary(entries: readonly DamageEntry[]): string {
  const counts = new Map<string, number>();
  for (const entry of entries) counts.set(liveText(entry), (counts.get(liveText(entry)) ?? 0) + 1);
  const sorted = [...counts].sort(([, a], [, b]) => b - a);
  if (sorted.length === 1)
    return entries.length === 1
      ? (sorted[0]?.[0] ?? '')
      : `${sorted[0]?.[0] ?? ''} for all ${formatCount(entries.length)}`;
  return sorted.map(([text, count]) => `${text} for ${formatCount(count)}`).join('; ');
}

function laterSummary(entries: readonly DamageEntry[], zone: Zone): string {
  const later = entries.flatMap((entry) => (entry.later === null ? [] : [entry.later]));
  const times = later.map(({ captured_at }) => captured_at).sort();
  const [first, last] = [times[0], times.at(-1)];
  if (first === undefined || last === undefined) return '';
  const transactions = new Set(later.map(({ transaction_id }) => transaction_id)).size;
  const [from, to] = [formatShort(first, zone), formatShort(last, zone)];
  return `${from === to ? from : `${from} to ${to}`}, ${plural(transactions, 'transaction')}`;
}
