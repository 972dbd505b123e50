/** A day or a time of day as people write it; parts they left out are null. */
export interface Spoken {
  readonly day: number | null;
  readonly month: number | null;
  readonly year: number | null;
  /** 1 is Monday. */
  readonly weekday: number | null;
  /** Days before today. */
  readonly before: number | null;
  /** `03:07` or longer. */
  readonly clock: string | null;
  /** An offset or `Z` as written; empty for the zone on screen. */
  readonly zone: string;
}

const MONTHS = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];
const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
/** A map: any word may be asked for, `constructor` too. */
const BEFORE: ReadonlyMap<string, number> = new Map([
  ['today', 0],
  ['yesterday', 1],
]);
const FILLERS = ['at', 'on', 'the', 'of'];
const CLOCK = /^(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,6}))?)?(am|pm)?(z|[+-]\d{2}(?::?\d{2})?)?$/;
const HOUR = /^(\d{1,2})(am|pm)$/;
const NUMBER = /^(\d{1,2})(?:st|nd|rd|th)?$/;
const ISO_DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
const LONGEST = 64;
const MOST_WORDS = 8;

type Draft = { -readonly [K in keyof Spoken]: Spoken[K] } & { half: string | null };

/** Pure: `5 Nov 03:07`, `November 5th, 2026`, `Thu 3:07 pm`, `03:07 UTC`; null for anything else. */
export function spokenTime(text: string): Spoken | null {
  if (text.length > LONGEST) return null;
  const words = text
    .toLowerCase()
    .split(/[\s,]+/)
    .map((word) => word.replace(/\.$/, ''));
  const wanted = words.filter((word) => word !== '' && !FILLERS.includes(word));
  if (wanted.length === 0 || wanted.length > MOST_WORDS) return null;
  const draft: Draft = {
    day: null,
    month: null,
    year: null,
    weekday: null,
    before: null,
    clock: null,
    zone: '',
    half: null,
  };
  if (!wanted.every((word) => take(draft, word))) return null;
  // `mon` alone is the beginning of a name.
  const [first = ''] = wanted;
  if (wanted.length === 1 && named(WEEKDAYS, first) !== null && !WEEKDAYS.includes(first)) return null;
  return finished(draft);
}

/** Adds what one word says; false for a word that says nothing of time or says it again. */
function take(draft: Draft, word: string): boolean {
  const month = named(MONTHS, word);
  if (month !== null && draft.month === null) return set(draft, 'month', month);
  const weekday = named(WEEKDAYS, word);
  if (weekday !== null) return set(draft, 'weekday', weekday);
  const before = BEFORE.get(word);
  if (before !== undefined) return set(draft, 'before', before);
  if (word === 'am' || word === 'pm') return set(draft, 'half', word);
  if (/^(?:z|utc|gmt)$/.test(word)) return zoned(draft, 'Z');
  if (/^[+-]\d{2}:?\d{2}$/.test(word)) return zoned(draft, word);
  const [, year, isoMonth, isoDay] = ISO_DAY.exec(word) ?? [];
  if (year !== undefined)
    return (
      set(draft, 'year', Number(year)) &&
      set(draft, 'month', Number(isoMonth)) &&
      set(draft, 'day', Number(isoDay))
    );
  if (/^\d{4}$/.test(word)) return set(draft, 'year', Number(word));
  const day = NUMBER.exec(word)?.[1];
  if (day !== undefined) return Number(day) > 0 && set(draft, 'day', Number(day));
  return takeClock(draft, word);
}

function takeClock(draft: Draft, word: string): boolean {
  const [, oclock, oclockHalf] = HOUR.exec(word) ?? [];
  if (oclock !== undefined)
    return set(draft, 'clock', `${oclock.padStart(2, '0')}:00`) && set(draft, 'half', oclockHalf ?? null);
  const match = CLOCK.exec(word);
  if (match === null) return false;
  const [, hour = '', minute = '', second, fraction, half, zone] = match;
  const seconds = second === undefined ? '' : `:${second}${fraction === undefined ? '' : `.${fraction}`}`;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second ?? '0') > 59) return false;
  if (half !== undefined && !set(draft, 'half', half)) return false;
  if (zone !== undefined && !zoned(draft, zone.toUpperCase())) return false;
  return set(draft, 'clock', `${hour.padStart(2, '0')}:${minute}${seconds}`);
}

function set<K extends keyof Draft>(draft: Draft, key: K, value: Draft[K]): boolean {
  if (draft[key] !== null) return false;
  draft[key] = value;
  return true;
}

function zoned(draft: Draft, zone: string): boolean {
  if (draft.zone !== '') return false;
  draft.zone = zone;
  return true;
}

function named(names: readonly string[], word: string): number | null {
  if (word.length < 3) return null;
  const known = word === 'sept' ? 'sep' : word;
  const at = names.findIndex((name) => name.startsWith(known));
  return at < 0 ? null : at + 1;
}

/** Null where the parts do not make one day, one weekday or one time of day. */
function finished({ half, ...spoken }: Draft): Spoken | null {
  const { day, month, year, weekday, before, clock, zone } = spoken;
  if ((day === null) !== (month === null) || (year !== null && day === null)) return null;
  if (before !== null && (day !== null || weekday !== null)) return null;
  if (month !== null && month > 12) return null;
  if (clock === null)
    return half === null && zone === '' && (day ?? weekday ?? before) !== null ? spoken : null;
  if (half === null) return spoken;
  const hour = Number(clock.slice(0, 2));
  if (hour < 1 || hour > 12) return null;
  const from = (hour % 12) + (half === 'pm' ? 12 : 0);
  return { ...spoken, clock: `${String(from).padStart(2, '0')}${clock.slice(2)}` };
}
