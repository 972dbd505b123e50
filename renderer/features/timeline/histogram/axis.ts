import { fromEpochMicros, isCanonicalInstant, toEpochMicros, type Instant } from '@shared/domain/instant.ts';
import type { Histogram } from '@shared/domain/summaries.ts';
import { formatDay, instantParts, type Zone } from '@renderer/lib/zone.ts';

const SECOND = 1_000_000n;
const DAY = 86_400;

/** The stretch of time the buckets cover, all equally wide. */
export interface Axis {
  readonly start: Instant;
  readonly seconds: number;
  readonly buckets: number;
}

/** Pure: null without a bucket. */
export function axisOfTime({ buckets, bucket_seconds: seconds }: Histogram): Axis | null {
  const first = buckets[0];
  return first === undefined || seconds === null
    ? null
    : { start: first.start, seconds, buckets: buckets.length };
}

/** Pure: where an instant lies, from 0 at the beginning to 1; outside of it at the nearer end. */
export function placeOf({ start, seconds, buckets }: Axis, instant: Instant): number {
  if (!isCanonicalInstant(instant)) return 0;
  const micros = Number(toEpochMicros(instant) - toEpochMicros(start));
  return Math.min(1, Math.max(0, micros / (seconds * buckets * 1_000_000)));
}

/** Pure: the bucket at a place from 0 to 1. */
export function bucketAt({ buckets }: Axis, place: number): number {
  return Math.min(buckets - 1, Math.max(0, Math.floor(place * buckets)));
}

/** Pure: first and last instant of the buckets between two, both inclusive, in either order. */
export function spanOf(axis: Axis, a: number, b: number): { readonly from: Instant; readonly to: Instant } {
  const base = toEpochMicros(axis.start);
  const width = BigInt(axis.seconds) * SECOND;
  const [first, last] = a < b ? [a, b] : [b, a];
  return {
    from: fromEpochMicros(base + BigInt(first) * width),
    to: fromEpochMicros(base + BigInt(last + 1) * width - 1n),
  };
}

/** Pure: `3 h`, `15 min`, `2 d`: what one bucket covers. */
export function widthWords(seconds: number): string {
  if (seconds % DAY === 0) return `${seconds / DAY} d`;
  if (seconds % 3600 === 0) return `${seconds / 3600} h`;
  return seconds % 60 === 0 ? `${seconds / 60} min` : `${seconds} s`;
}

const STEPS = [
  ...[1, 5, 15, 60, 300, 900, 1800, 3600, 10_800, 21_600, 43_200],
  ...[1, 2, 7, 14, 28, 91, 182, 364].map((n) => n * DAY),
];

export interface Tick {
  readonly place: number;
  readonly label: string;
}

/** Pure: at most `most` round moments of the zone, each with its place and a short name. */
export function ticksOf(axis: Axis, zone: Zone, most: number): readonly Tick[] {
  const total = axis.seconds * axis.buckets;
  const step = STEPS.find((one) => total / one <= most) ?? Math.ceil(total / most / DAY) * DAY;
  const width = BigInt(step) * SECOND;
  const start = toEpochMicros(axis.start);
  const end = start + BigInt(total) * SECOND;
  const shift = offsetOf(axis.start, zone);
  const ticks: Tick[] = [];
  // Days since an epoch that is a Thursday: whole days begin at midnight of the zone.
  for (let at = ((start + shift + width - 1n) / width) * width - shift; at < end; at += width) {
    const instant = fromEpochMicros(at);
    const label = step >= DAY ? formatDay(instant, zone) : clock(instant, zone, step);
    ticks.push({ place: Number(at - start) / (total * 1_000_000), label });
  }
  return ticks;
}

function clock(instant: Instant, zone: Zone, step: number): string {
  const time = instantParts(instant, zone)?.time ?? instant;
  // Midnight says which day begins.
  if (time === '00:00:00') return formatDay(instant, zone);
  return step < 60 ? time : time.slice(0, 5);
}

/** Microseconds the zone is ahead of UTC at an instant. */
function offsetOf(instant: Instant, zone: Zone): bigint {
  const match = /^([+-])(\d{2}):(\d{2})$/.exec(instantParts(instant, zone)?.zone ?? '');
  if (match === null) return 0n;
  const minutes = BigInt(match[2] ?? 0) * 60n + BigInt(match[3] ?? 0);
  return (match[1] === '-' ? -1n : 1n) * minutes * 60n * SECOND;
}
