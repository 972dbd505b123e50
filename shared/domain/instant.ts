import { InvestigatorError } from './errors.ts';

/**
 * A moment as text: ISO-8601 in UTC with exactly six fraction digits and `Z`
 * (`2026-05-21T12:32:49.047245Z`), as docs/CONTRACT.md §5.1 prints it. Never a `Date`: that keeps only
 * milliseconds (CONTRACT §12, trap 7). What PostgreSQL cannot express in this form (infinity, BC, years past
 * 9999) travels as PostgreSQL's own text and is shown raw.
 */
export type Instant = string;

const CANONICAL = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z$/;
const ISO =
  /^(\d{4})-(\d{2})-(\d{2})[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d+))?)?\s*(Z|z|[+-]\d{2}(?::?\d{2})?)$/;
const MICROS_PER_DAY = 86_400_000_000n;

export function isCanonicalInstant(text: string): boolean {
  return CANONICAL.test(text);
}

/**
 * Reads ISO-8601 with an offset and answers the same moment in canonical form, microseconds kept.
 * Seconds and fraction may be left out; more than six significant fraction digits are refused rather than
 * rounded. Error: `invalid_instant`.
 */
export function parseInstant(text: string, name = 'time'): Instant {
  const trimmed = text.trim();
  const match = ISO.exec(trimmed);
  if (match === null) throw invalid(name, text, 'it is not ISO-8601 with an offset');
  const [, year, month, day, hour, minute, second = '00', fraction = '', zone = 'Z'] = match;
  const digits = fraction.replace(/0+$/, '');
  if (digits.length > 6) throw invalid(name, text, 'it has more than six fraction digits');
  const days = daysFromCivil(Number(year), Number(month), Number(day));
  if (days === null) throw invalid(name, text, 'that day does not exist');
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59)
    throw invalid(name, text, 'that time of day does not exist');
  const offset = offsetMinutes(zone);
  if (offset === null) throw invalid(name, text, 'that offset does not exist');
  const minutes = Number(hour) * 60 + Number(minute) - offset;
  const micros =
    BigInt(days) * MICROS_PER_DAY +
    BigInt(minutes) * 60_000_000n +
    BigInt(second) * 1_000_000n +
    BigInt(digits.padEnd(6, '0'));
  const result = fromEpochMicros(micros);
  // ISO-8601 has a year 0000, PostgreSQL's calendar has not.
  if (!isCanonicalInstant(result) || result < '0001')
    throw invalid(name, text, 'it lies outside the years 0001 to 9999');
  return result;
}

/** Microseconds since 1970-01-01T00:00:00Z. Takes canonical instants only. */
export function toEpochMicros(instant: Instant): bigint {
  if (!isCanonicalInstant(instant)) throw invalid('time', instant, 'it is not a canonical instant');
  const part = (from: number, to: number): number => Number(instant.slice(from, to));
  const days = daysFromCivil(part(0, 4), part(5, 7), part(8, 10));
  if (days === null) throw invalid('time', instant, 'that day does not exist');
  const seconds = part(11, 13) * 3600 + part(14, 16) * 60 + part(17, 19);
  return BigInt(days) * MICROS_PER_DAY + BigInt(seconds) * 1_000_000n + BigInt(part(20, 26));
}

/** The inverse of {@link toEpochMicros}. */
export function fromEpochMicros(micros: bigint): Instant {
  const days = micros >= 0n ? micros / MICROS_PER_DAY : -((-micros + MICROS_PER_DAY - 1n) / MICROS_PER_DAY);
  const rest = micros - days * MICROS_PER_DAY;
  const { year, month, day } = civilFromDays(Number(days));
  const seconds = Number(rest / 1_000_000n);
  const two = (n: number): string => String(n).padStart(2, '0');
  const date = `${year < 0 ? '-' : ''}${String(Math.abs(year)).padStart(4, '0')}-${two(month)}-${two(day)}`;
  const time = `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return `${date}T${time}.${String(rest % 1_000_000n).padStart(6, '0')}Z`;
}

function invalid(name: string, text: string, why: string): InvestigatorError {
  return new InvestigatorError('invalid_instant', `${name} ${JSON.stringify(text)} cannot be used: ${why}`, {
    hint: 'Write it like 2026-05-21T12:32:49.047245Z or 2026-05-21T14:32:49+02:00.',
  });
}

function offsetMinutes(zone: string): number | null {
  if (zone === 'Z' || zone === 'z') return 0;
  const digits = zone.slice(1).replace(':', '').padEnd(4, '0');
  const hours = Number(digits.slice(0, 2));
  const minutes = Number(digits.slice(2, 4));
  if (hours > 15 || minutes > 59) return null;
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}

/** Days since 1970-01-01 in the proleptic Gregorian calendar, null for a day that does not exist. */
function daysFromCivil(year: number, month: number, day: number): number | null {
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return null;
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

function civilFromDays(days: number): { year: number; month: number; day: number } {
  const z = days + 719_468;
  const era = Math.floor(z / 146_097);
  const dayOfEra = z - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const mp = Math.floor((5 * dayOfYear + 2) / 153);
  const month = mp + (mp < 10 ? 3 : -9);
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * mp + 2) / 5) + 1,
  };
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}
