import { fromEpochMicros, isCanonicalInstant, toEpochMicros, type Instant } from '@shared/domain/instant.ts';
import { instantParts, type Zone } from '@renderer/lib/zone.ts';

/** The stretch of time the track shows, in microseconds. */
export interface Span {
  readonly start: bigint;
  readonly end: bigint;
}

/** A part of the track before the first version, so that "before it" can be pointed at. */
const LEAD = 14n;
const MINUTE = 60_000_000n;

/** Pure: from a little before the first of the moments to the last; null where none has a place in time. */
export function spanOf(moments: readonly Instant[]): Span | null {
  const micros = moments.filter(isCanonicalInstant).map(toEpochMicros);
  const [first] = micros;
  if (first === undefined) return null;
  const low = micros.reduce((a, b) => (b < a ? b : a), first);
  const high = micros.reduce((a, b) => (b > a ? b : a), first);
  const length = high - low < MINUTE ? MINUTE : high - low;
  return { start: low - length / LEAD, end: low + length };
}

/** Pure: where on the track a moment lies, 0 to 100; what is outside lies at its end. */
export function placeOf(instant: Instant, { start, end }: Span): number {
  if (!isCanonicalInstant(instant)) return instant.startsWith('-') ? 0 : 100;
  const part = Number(((toEpochMicros(instant) - start) * 100_000n) / (end - start)) / 1000;
  return Math.min(100, Math.max(0, part));
}

/** Pure: the moment at a place of the track, in whole seconds. */
export function instantAt(place: number, { start, end }: Span): Instant {
  const micros = start + ((end - start) * BigInt(Math.round(place * 1000))) / 100_000n;
  return fromEpochMicros((micros / 1_000_000n) * 1_000_000n);
}

const STEPS: readonly bigint[] = [1n, 2n, 5n, 10n, 30n, 60n, 180n, 360n, 720n, 1440n].map((n) => n * MINUTE);
const DAY = 1440n * MINUTE;
const MOST_TICKS = 9n;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

interface Tick {
  readonly place: number;
  readonly label: string;
}

/** Pure: round moments along the track, as the clock of the zone has them. */
export function ticksOf(span: Span, zone: Zone): readonly Tick[] {
  const length = span.end - span.start;
  const days = [1n, 2n, 5n, 10n, 30n, 90n, 365n, 1825n, 18250n].map((n) => n * DAY);
  const step = [...STEPS, ...days].find((size) => length / size <= MOST_TICKS) ?? length;
  const shift = offsetOf(span, zone);
  const ticks: Tick[] = [];
  for (let at = ((span.start + shift) / step + 1n) * step - shift; at < span.end; at += step) {
    const instant = fromEpochMicros(at);
    const parts = instantParts(instant, zone);
    if (parts === null) continue;
    const day = `${Number(parts.date.slice(8, 10))} ${MONTHS[Number(parts.date.slice(5, 7)) - 1] ?? ''}`;
    const label = step >= 365n * DAY ? parts.date.slice(0, 4) : step >= DAY ? day : parts.time.slice(0, 5);
    ticks.push({ place: placeOf(instant, span), label });
  }
  return ticks;
}

/** What the zone's clock is ahead by where the track begins; a change of it on the way moves no tick. */
function offsetOf({ start }: Span, zone: Zone): bigint {
  const offset = /^([+-])(\d\d):(\d\d)/.exec(instantParts(fromEpochMicros(start), zone)?.zone ?? 'Z');
  if (offset === null) return 0n;
  const minutes = BigInt(offset[2] ?? '0') * 60n + BigInt(offset[3] ?? '0');
  return (offset[1] === '-' ? -minutes : minutes) * MINUTE;
}

/** Closer than this, knots share a label. */
const NEAR = 2.4;

interface Named {
  readonly place: number;
  readonly name: string;
}

/** Pure: labels below the knots, from left to right; of those too close to each other one for all. */
export function labelsOf(knots: readonly Named[]): readonly Named[] {
  const groups: Named[][] = [];
  for (const knot of [...knots].sort((a, b) => a.place - b.place)) {
    const group = groups.at(-1);
    const last = group?.at(-1);
    if (group !== undefined && last !== undefined && knot.place - last.place < NEAR) group.push(knot);
    else groups.push([knot]);
  }
  return groups.map((group) => {
    const [first, last] = [group[0], group.at(-1)];
    const place = ((first?.place ?? 0) + (last?.place ?? 0)) / 2;
    const names = group.map(({ name }) => name);
    const name = names.length > 2 ? `${names[0] ?? ''}–${names.at(-1) ?? ''}` : names.join(' ');
    return { place, name };
  });
}
