import type { TimelineEntry } from '@shared/domain/audit.ts';
import type { Instant } from '@shared/domain/instant.ts';
import { formatCount } from '@renderer/lib/format.ts';
import { formatShort, type Zone } from '@renderer/lib/zone.ts';

/** Which part of the matching changes the list holds. */
export interface Loaded {
  readonly changes: number;
  readonly oldest: Instant;
  readonly newest: Instant;
  /** Older, or newer, ones match and are not loaded. */
  readonly older: boolean;
  readonly newer: boolean;
}

/** Pure: null while nothing is loaded. */
export function loadedOf(entries: readonly TimelineEntry[], newer: boolean, older: boolean): Loaded | null {
  const [first, last] = [entries[0], entries.at(-1)];
  if (first === undefined || last === undefined) return null;
  const newest = first.audit_change.captured_at;
  return { changes: entries.length, newest, oldest: last.audit_change.captured_at, newer, older };
}

/** Pure: `200 of 41,203 loaded, back to 5 Nov 03:07`. */
export function loadedWords(loaded: Loaded, total: number | null, zone: Zone): string {
  if (!loaded.older && !loaded.newer) return 'all of them loaded';
  const of = total === null ? '' : ` of ${formatCount(total)}`;
  const newest = loaded.newer ? `, ${formatShort(loaded.newest, zone)} back` : ', back';
  return `${formatCount(loaded.changes)}${of} loaded${newest} to ${formatShort(loaded.oldest, zone)}`;
}
