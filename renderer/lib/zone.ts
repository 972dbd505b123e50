import { Temporal } from 'temporal-polyfill';
import { InvestigatorError } from '@shared/domain/errors.ts';
import { isCanonicalInstant, parseInstant, type Instant } from '@shared/domain/instant.ts';

/** In which zone times are shown and, where none is written, read. */
export type Zone = 'utc' | 'local';

/** An instant taken apart for display. `zone` is `Z` or an offset like `+02:00`. */
export interface InstantParts {
  readonly date: string;
  /** `HH:MM:SS` */
  readonly time: string;
  /** Six digits. */
  readonly micros: string;
  readonly zone: string;
}

const cache = new Map<string, InstantParts>();
const CACHE_LIMIT = 4000;

export function localZoneName(): string {
  return Temporal.Now.timeZoneId();
}

export function zoneLabel(zone: Zone): string {
  return zone === 'utc' ? 'UTC' : localZoneName();
}

/** Null for what PostgreSQL cannot express canonically (infinity, BC): show its own text then. */
export function instantParts(instant: Instant, zone: Zone): InstantParts | null {
  if (!isCanonicalInstant(instant)) return null;
  if (zone === 'utc')
    return {
      date: instant.slice(0, 10),
      time: instant.slice(11, 19),
      micros: instant.slice(20, 26),
      zone: 'Z',
    };
  const known = cache.get(instant);
  if (known !== undefined) return known;
  if (cache.size >= CACHE_LIMIT) cache.clear();
  const local = Temporal.Instant.from(instant).toZonedDateTimeISO(localZoneName());
  const text = local.toString({ fractionalSecondDigits: 6, timeZoneName: 'never' });
  const parts = {
    date: text.slice(0, 10),
    time: text.slice(11, 19),
    micros: text.slice(20, 26),
    zone: text.slice(26),
  };
  cache.set(instant, parts);
  return parts;
}

/** `2026-11-18 14:21:07.550214Z`, or PostgreSQL's own text. */
export function formatInstant(instant: Instant, zone: Zone): string {
  const parts = instantParts(instant, zone);
  return parts === null ? instant : `${parts.date} ${parts.time}.${parts.micros}${parts.zone}`;
}

/** `04:07:12Z`: the time of day to the second, for "counted at". */
export function formatClock(instant: Instant, zone: Zone): string {
  const parts = instantParts(instant, zone);
  return parts === null ? instant : `${parts.time}${parts.zone}`;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `3 Nov 04:07`: a short reading of an instant; its full text belongs in a tooltip. */
export function formatShort(instant: Instant, zone: Zone): string {
  const parts = instantParts(instant, zone);
  if (parts === null) return instant;
  return `${Number(parts.date.slice(8, 10))} ${MONTHS[Number(parts.date.slice(5, 7)) - 1] ?? ''} ${parts.time.slice(0, 5)}`;
}

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** `Wed 4 Nov`: the day an instant lies in. */
export function formatDay(instant: Instant, zone: Zone): string {
  const parts = instantParts(instant, zone);
  if (parts === null) return instant;
  const day = Temporal.PlainDate.from(parts.date);
  return `${WEEKDAYS[day.dayOfWeek - 1] ?? ''} ${day.day} ${MONTHS[day.month - 1] ?? ''}`;
}

/** Weekday, day and month in words, the year, and how many days before today (in that zone). */
export function describeDay(
  date: string,
  today: string,
): { readonly name: string; readonly year: string; readonly ago: string } {
  const day = Temporal.PlainDate.from(date);
  const name = day.toLocaleString('en-GB', { weekday: 'long', day: 'numeric', month: 'long' });
  const days = Temporal.PlainDate.from(today).since(day, { largestUnit: 'days' }).days;
  const ago = days === 0 ? 'today' : days > 0 ? `D−${days}` : `D+${-days}`;
  return { name, year: date.slice(0, 4), ago };
}

export function now(): Instant {
  return Temporal.Now.instant().toString({ fractionalSecondDigits: 6 });
}

export function today(zone: Zone): string {
  return instantParts(now(), zone)?.date ?? '';
}

/** A hint beside an exact time, never instead of it: `5 d 13 h ago`. */
export function ago(instant: Instant, reference: Instant): string {
  if (!isCanonicalInstant(instant) || !isCanonicalInstant(reference)) return '';
  const from = Temporal.Instant.from(instant);
  const seconds = Math.trunc(Temporal.Instant.from(reference).since(from).total('seconds'));
  const size = Math.abs(seconds);
  const words =
    size < 60
      ? `${size} s`
      : size < 3600
        ? `${Math.floor(size / 60)} min`
        : size < 86_400
          ? `${Math.floor(size / 3600)} h ${Math.floor(size / 60) % 60} min`
          : `${Math.floor(size / 86_400)} d ${Math.floor(size / 3600) % 24} h`;
  return seconds < 0 ? `in ${words}` : `${words} ago`;
}

const END_OF_DAY = '23:59:59.999999';
const LOCAL_FORM = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?))?$/;

/**
 * Reads what a person typed: ISO-8601 with an offset, or a date with or without time, taken in the zone on
 * screen. A day alone means its first microsecond as a beginning and its last as an end, both being inclusive;
 * a time means itself, to the second 00 where none is written. A local time that happened twice or never is refused.
 * Error: `invalid_instant`, whose hint names the forms taken here.
 */
export function readInstant(text: string, zone: Zone, name: 'from' | 'to'): Instant {
  const trimmed = text.trim();
  const match = LOCAL_FORM.exec(trimmed);
  if (match === null) return parseTyped(trimmed, name);
  const [, date = '', time = name === 'to' ? END_OF_DAY : '00:00'] = match;
  const utc = parseTyped(`${date}T${time}Z`, name, trimmed);
  return zone === 'utc' ? utc : localInstant(`${date}T${time}`, trimmed, name);
}

const FORMS_HINT =
  'Write a day (2026-05-21), a day and time (2026-05-21 14:32 or 14:32:49.047245), or one with a zone (2026-05-21T14:32:49Z, …+02:00).';

/** As {@link parseInstant}, in the words of a person typing: `typed` is what stands in the field. */
function parseTyped(text: string, name: string, typed = text): Instant {
  try {
    return parseInstant(text, name);
  } catch (error) {
    if (!(error instanceof InvestigatorError)) throw error;
    const message = error.message
      .replace(JSON.stringify(text), JSON.stringify(typed))
      .replace('it is not ISO-8601 with an offset', 'it is not a day or time in a form known here');
    throw new InvestigatorError('invalid_instant', message, { hint: FORMS_HINT });
  }
}

function localInstant(plain: string, typed: string, name: string): Instant {
  const local = Temporal.PlainDateTime.from(plain);
  const zone = localZoneName();
  const earlier = local.toZonedDateTime(zone, { disambiguation: 'earlier' });
  const later = local.toZonedDateTime(zone, { disambiguation: 'later' });
  if (!earlier.equals(later)) {
    const twice = earlier.toPlainDateTime().equals(local);
    throw new InvestigatorError(
      'invalid_instant',
      `${name} ${JSON.stringify(typed)} ${twice ? 'happened twice' : 'never happened'} in ${zone}`,
      { hint: 'Write an offset, or write UTC with a Z.' },
    );
  }
  return earlier.toInstant().toString({ fractionalSecondDigits: 6 });
}
