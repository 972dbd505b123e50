import { fromEpochMicros, toEpochMicros, type Instant } from '@shared/domain/instant.ts';

/** A Monday and the first moment of the calendar: buckets of whole weeks begin on Mondays, no row lies before it. */
export const ORIGIN: Instant = '0001-01-01T00:00:00.000000Z';

const MICROS = 1_000_000n;
const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;

/** Widths people read without arithmetic, in seconds, ascending; beyond them whole multiples of the last. */
const WIDTHS: readonly number[] = [
  ...[1, 2, 5, 10, 15, 30],
  ...[1, 2, 5, 10, 15, 30].map((n) => n * MINUTE),
  ...[1, 2, 3, 6, 12].map((n) => n * HOUR),
  ...[1, 2, 7, 14, 28, 56, 91, 182, 364].map((n) => n * DAY),
];

export interface Window {
  readonly from: Instant;
  readonly to: Instant;
}

/**
 * The narrowest sensible width, in seconds, with which at most `most` buckets cover the window (both ends
 * inclusive, `from` not after `to`). Pure; exact to the microsecond.
 */
export function bucketSeconds(window: Window, most: number): number {
  const narrow = WIDTHS.find((width) => bucketCount(window, width) <= most);
  if (narrow !== undefined) return narrow;
  const year = WIDTHS.at(-1) ?? DAY;
  for (let years = 2; ; years += 1) if (bucketCount(window, years * year) <= most) return years * year;
}

/** Where each bucket that covers the window begins, oldest first. */
export function bucketStarts({ from, to }: Window, seconds: number): readonly Instant[] {
  const first = indexOf(from, seconds);
  const starts: Instant[] = [];
  const origin = toEpochMicros(ORIGIN);
  for (let index = first; index <= indexOf(to, seconds); index += 1n)
    starts.push(fromEpochMicros(origin + index * BigInt(seconds) * MICROS));
  return starts;
}

function bucketCount({ from, to }: Window, seconds: number): number {
  return Number(indexOf(to, seconds) - indexOf(from, seconds)) + 1;
}

function indexOf(instant: Instant, seconds: number): bigint {
  return (toEpochMicros(instant) - toEpochMicros(ORIGIN)) / (BigInt(seconds) * MICROS);
}
