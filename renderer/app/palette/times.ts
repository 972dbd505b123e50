import { Temporal } from 'temporal-polyfill';
import { toEpochMicros, type Instant } from '@shared/domain/instant.ts';
import type { Capability } from '@shared/domain/capability.ts';
import { asInvestigatorError } from '@renderer/lib/bridge.ts';
import { sentence } from '@renderer/lib/format.ts';
import { instantParts, readInstant, type Zone } from '@renderer/lib/zone.ts';
import { spokenTime, type Spoken } from './spokenTime.ts';

/** The oldest and the newest moment that can be asked for; null where nothing is held. */
export interface Held {
  readonly oldest: Instant;
  readonly newest: Instant;
}

export interface TimeReading {
  /** Moments meant, the newest first; of a time of day alone one a day held. */
  readonly moments: readonly Instant[];
  /** Days meant, as `2026-11-05`, the newest first. */
  readonly days: readonly string[];
  /** The time of day, where no day was written. */
  readonly clock: string | null;
  /** Why it cannot be used, in a sentence. */
  readonly refused: string | null;
}

/** Days looked at for a time of day: a month. */
const MOST_DAYS = 31;
/** Weekdays offered. */
const MOST_WEEKS = 5;
const LIVE_MICROS = 86_400_000_000n;
const ISO_LIKE = /^\d{4}-\d{1,2}(?:-|$)[\dT:.Z +-]*$/i;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Pure: until now where changes were captured within a day before the probe, else until the newest of them. */
export function heldOf({ window, server }: Capability, now: Instant): Held | null {
  const { oldest, newest } = window;
  if (oldest === null || newest === null) return null;
  try {
    const live = toEpochMicros(server.now) - toEpochMicros(newest) < LIVE_MICROS;
    return { oldest, newest: live && now > newest ? now : newest };
  } catch {
    return null;
  }
}

/**
 * Pure: what a text says of time, in the zone on screen where it names none; null where it is about something
 * else. Also `03:07`, `5 Nov 03:07`, `November 5th`, `Thursday 3:07 pm`, `yesterday`. A local time that happened
 * twice or never is refused.
 */
export function readTime(text: string, zone: Zone, held: Held | null): TimeReading | null {
  const typed = text.trim();
  // Also while it is typed: nothing else is meant by the beginning of a time.
  if (ISO_LIKE.test(typed)) return DAY.test(typed) ? onDays([typed], zone) : at([typed], zone, true);
  const spoken = spokenTime(typed);
  if (spoken === null) return null;
  const days = daysOf(spoken, zone, held);
  const { clock } = spoken;
  if (clock === null) return onDays(days, zone);
  const alone = spoken.day === null && spoken.weekday === null && spoken.before === null;
  const reading = at(
    days.map((day) => `${day}T${clock}${spoken.zone}`),
    zone,
    false,
  );
  const named = spoken.day !== null || spoken.before !== null;
  const moments = named ? reading.moments : reading.moments.filter((moment) => isWithin(moment, held));
  return { ...reading, moments, clock: alone ? `${clock}${spoken.zone}` : null };
}

const NOTHING: TimeReading = { moments: [], days: [], clock: null, refused: null };

/** `unfinished`: a text that is no instant yet is not complained about. */
function at(typed: readonly string[], zone: Zone, unfinished: boolean): TimeReading {
  let refused: string | null = null;
  const moments = typed.flatMap((text) => {
    try {
      return [readInstant(text, zone, 'from')];
    } catch (error) {
      const { message, hint } = asInvestigatorError(error);
      const why = message.replace(/^from "(\S+)T/, '"$1 ').replace(/^from /, '');
      if (!unfinished || why.includes(' happened ')) refused ??= [sentence(why), hint].join(' ').trim();
      return [];
    }
  });
  return { ...NOTHING, moments, refused };
}

function onDays(days: readonly string[], zone: Zone): TimeReading {
  const { moments, refused } = at(days, zone, true);
  if (moments.length > 0 || refused !== null) return { ...NOTHING, days, refused };
  return days.length === 0 ? NOTHING : { ...NOTHING, refused: 'That day does not exist.' };
}

function isWithin(moment: Instant, held: Held | null): boolean {
  return held === null || (moment >= held.oldest && moment <= held.newest);
}

/** Days as text, the newest first. */
function daysOf(spoken: Spoken, zone: Zone, held: Held | null): readonly string[] {
  const newest = dateOf(held?.newest ?? null, zone);
  const oldest = held === null ? newest : dateOf(held.oldest, zone);
  const { day, month, year, weekday, before } = spoken;
  if (before !== null) return [today(zone).subtract({ days: before }).toString()];
  if (day !== null && month !== null)
    return [`${yearOf(day, month, year, newest)}-${two(month)}-${two(day)}`];
  const all = daysBack(newest, oldest);
  if (weekday === null) return all.map(String);
  return all
    .filter((date) => date.dayOfWeek === weekday)
    .slice(0, MOST_WEEKS)
    .map(String);
}

function daysBack(newest: Temporal.PlainDate, oldest: Temporal.PlainDate): readonly Temporal.PlainDate[] {
  const days = newest.since(oldest, { largestUnit: 'days' }).days + 1;
  return Array.from({ length: Math.min(Math.max(days, 1), MOST_DAYS) }, (_, back) =>
    newest.subtract({ days: back }),
  );
}

/** The year written, else the last in which the day was not after the newest change. */
function yearOf(day: number, month: number, year: number | null, newest: Temporal.PlainDate): string {
  const later = month > newest.month || (month === newest.month && day > newest.day);
  return String(year ?? (later ? newest.year - 1 : newest.year)).padStart(4, '0');
}

function dateOf(instant: Instant | null, zone: Zone): Temporal.PlainDate {
  const parts = instant === null ? null : instantParts(instant, zone);
  return parts === null ? today(zone) : Temporal.PlainDate.from(parts.date);
}

function today(zone: Zone): Temporal.PlainDate {
  return Temporal.Now.plainDateISO(zone === 'utc' ? 'UTC' : undefined);
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}
