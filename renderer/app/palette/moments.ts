import type { Instant } from '@shared/domain/instant.ts';
import { formatCount, plural } from '@renderer/lib/format.ts';
import { formatDay, formatInstant, instantParts, type Zone } from '@renderer/lib/zone.ts';
import { aroundGuess, type Guess } from './guess.ts';

/** Days on which something was captured at a time of day. */
export interface Moment {
  readonly at: Instant;
  /** Captured within 5 minutes; null while that was not counted. */
  readonly changes: { readonly count: number; readonly capped: boolean } | null;
}

/** Days offered for a time of day. */
const MOST_MOMENTS = 5;
/** Counting stops there. */
export const MOST_CHANGES = 1_000;

/**
 * Pure: the newest days of a time of day, and of those counted only such on which something was captured; where
 * nothing was on any, the newest all the same.
 */
export function newestMoments(moments: readonly Instant[], counted: readonly Moment[]): readonly Moment[] {
  if (counted.length === 0) return moments.slice(0, MOST_MOMENTS).map((at) => ({ at, changes: null }));
  const captured = counted.filter(({ changes }) => changes !== null && changes.count > 0);
  return (captured.length > 0 ? captured : counted).slice(0, MOST_MOMENTS);
}

/** Pure: whether the days looked at are enough. */
export function isEnough(counted: readonly Moment[]): boolean {
  return counted.filter(({ changes }) => changes !== null && changes.count > 0).length >= MOST_MOMENTS;
}

/** Pure: the day first, which tells the lines apart. */
export function momentGuess({ at, changes }: Moment, zone: Zone): Guess {
  const parts = instantParts(at, zone);
  const time =
    parts === null ? at : `${formatDay(at, zone)} ${parts.date.slice(0, 4)} ${parts.time}${parts.zone}`;
  return aroundGuess(at, zone, {
    text: time,
    full: `Changes within 5 minutes of ${formatInstant(at, zone)}`,
    ...(changes === null ? {} : { end: changesText(changes) }),
  });
}

function changesText({ count, capped }: NonNullable<Moment['changes']>): string {
  if (count === 0) return 'no captured change';
  return capped ? `over ${formatCount(count)} changes` : plural(count, 'change');
}

/** Pure: the oldest of these days before the time, to be written over: `3 Nov 03:07`. */
export function withDay(
  moments: readonly Instant[],
  typed: string,
  zone: Zone,
): { readonly text: string; readonly day: string } {
  const oldest = moments.at(-1);
  const day = oldest === undefined ? '1 Jan' : formatDay(oldest, zone).replace(/^\w+ /, '');
  return { day, text: `${day} ${typed}` };
}
