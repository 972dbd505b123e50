import type { TimelineEntry } from '@shared/domain/audit.ts';
import type { Finding } from '@shared/domain/integrity.ts';
import type { KeyChange, RowBesides } from '@shared/domain/rowHistory.ts';
import { formatShort, type Zone } from '@renderer/lib/zone.ts';

/** One captured change of the row, and the how-maniest it is, where that is known. */
export interface Version {
  readonly entry: TimelineEntry;
  readonly number: number | null;
}

interface Known {
  /** All captured changes of the row, and the newest of them; null while not counted. */
  readonly counted: { readonly changes: number; readonly newest: string | null } | null;
  /** There is nothing older than what is loaded, whatever the window. */
  readonly reachesOldest: boolean;
}

/**
 * Pure: numbers the loaded changes, newest first: from the oldest where that is loaded, else down from the newest
 * where that is, and how many there are is counted. Else they have no numbers.
 */
export function versionsOf(
  entries: readonly TimelineEntry[],
  { counted, reachesOldest }: Known,
): readonly Version[] {
  const newest = entries[0]?.audit_change.id ?? null;
  const first = reachesOldest
    ? entries.length
    : counted !== null && counted.newest === newest
      ? counted.changes
      : null;
  return entries.map((entry, at) => ({ entry, number: first === null ? null : first - at }));
}

/** Pure: `v3`, else its moment in short. */
export function versionName({ number, entry }: Version, zone: Zone): string {
  return number === null ? formatShort(entry.audit_change.captured_at, zone) : `v${number}`;
}

/** Pure: the version a change is, if it is loaded. */
export function versionOf(versions: readonly Version[], change: string | null | undefined): Version | null {
  return versions.find(({ entry }) => entry.audit_change.id === change) ?? null;
}

/** Pure: the moment of the next version in that direction; null where there is none loaded. */
export function stepFrom(
  versions: readonly Version[],
  at: string | null,
  way: 'older' | 'newer',
): string | null {
  const moments = versions.map(({ entry }) => entry.audit_change.captured_at);
  if (way === 'older') return moments.find((moment) => at === null || moment < at) ?? null;
  return at === null ? null : (moments.findLast((moment) => moment > at) ?? null);
}

/** Pure: the newest loaded version after one moment and not after another that names the field. */
export function setterBetween(
  versions: readonly Version[],
  name: string,
  one: string,
  other: string,
): Version | null {
  const [from, to] = one < other ? [one, other] : [other, one];
  return (
    versions.find(({ entry: { audit_change: change } }) => {
      const within = change.captured_at > from && change.captured_at <= to;
      return within && (change.op !== 'update' || (change.changed_fields ?? []).includes(name));
    }) ?? null
  );
}

/** What stands on the thread, newest first. */
export type LifeItem =
  | { readonly kind: 'version'; readonly version: Version; readonly arrived: KeyChange | null }
  | { readonly kind: 'break'; readonly finding: Finding }
  | { readonly kind: 'left'; readonly change: KeyChange }
  | { readonly kind: 'unresolved'; readonly entry: TimelineEntry };

interface Beside {
  readonly findings: readonly Finding[];
  readonly besides: RowBesides | undefined;
  /** Between these, inclusive, what belongs to the row besides its versions is listed; null is open. */
  readonly from: string | null;
  readonly to: string | null;
}

/**
 * Pure: versions with what lies between them: breaks of the chain below the later version, key changes away from
 * this key, and changes recorded without the whole key that name the row.
 */
export function lifeItems(
  versions: readonly Version[],
  { findings, besides, from, to }: Beside,
): readonly LifeItem[] {
  const breaks = findings.filter(isBreak);
  const keys = besides?.key_changes.entries ?? [];
  const placed: (readonly [string, readonly LifeItem[]])[] = versions.map((version) => {
    const { id, captured_at } = version.entry.audit_change;
    const arrived = keys.find((one) => one.direction === 'arrived' && one.change_id === id) ?? null;
    const below = breaks.filter(({ change_ids }) => change_ids[1] === id);
    const items: LifeItem[] = [{ kind: 'version', version, arrived }];
    return [captured_at, [...items, ...below.map((finding) => ({ kind: 'break' as const, finding }))]];
  });
  const left = keys
    .filter(({ direction }) => direction === 'left')
    .map((change) => [change.captured_at, [{ kind: 'left', change }]] as const);
  const unresolved = (besides?.unresolved.entries ?? []).map(
    (entry) => [entry.audit_change.captured_at, [{ kind: 'unresolved', entry }]] as const,
  );
  const inside = [...left, ...unresolved].filter(
    ([at]) => (from === null || at >= from) && (to === null || at <= to),
  );
  return [...inside, ...placed]
    .sort(([a], [b]) => (a < b ? 1 : a > b ? -1 : 0))
    .flatMap(([, items]): readonly LifeItem[] => items);
}

/** Between two versions; every other finding is of a version, of the live row, or of the table. */
export function isBreak({ code, change_ids }: Finding): boolean {
  return code === 'chain_break' && change_ids.length === 2;
}
