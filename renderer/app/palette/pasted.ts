import { isCanonicalInstant, type Instant } from '@shared/domain/instant.ts';
import { actorFromJson, formatActor } from '@shared/domain/actor.ts';
import { splitTable } from '@shared/domain/filters.ts';
import { isJsonText } from '@shared/domain/jsonText.ts';
import { FACETS } from '@renderer/features/timeline/facets.ts';
import { typedFacet, type Facet } from '@renderer/features/timeline/typedFacet.ts';
import { formatDay, readInstant, type Zone } from '@renderer/lib/zone.ts';
import {
  aroundGuess,
  dayGuess,
  filterGuess,
  screenGuesses,
  sinceGuess,
  type Guess,
  type Known,
} from './guess.ts';
import { namedId, tableFit, type NamedId } from './idWords.ts';
import { isAskable, isId } from './lookup.ts';
import { facetNamed, recognised, type Part } from './recognised.ts';
import { readTime, type TimeReading } from './times.ts';

/** What a text says by itself, before any database is asked. */
export interface Reading {
  readonly guesses: readonly Guess[];
  /** What the database is asked for, the likeliest first. */
  readonly asked: readonly string[];
  /** Said before an id: of the things called that, those that these name come first. */
  readonly words: readonly string[];
  /** A time of day without a day: when it was, newest first, on the days held. */
  readonly clock: { readonly typed: string; readonly moments: readonly Instant[] } | null;
  /** Why what is meant as a time cannot be used. */
  readonly refused: string | null;
}

const NAME = /^[\p{L}_][\p{L}\p{N}_$]*(\.[\p{L}_][\p{L}\p{N}_$]*)?$/u;
const OPS = ['insert', 'update', 'delete'];
/** As long as a correlation may be. */
const LONGEST_BYTES = 256;
/** Tables that only begin with the text. */
const MOST_ALIKE = 6;
/** Each is a search of its own. */
const MOST_ASKED = 4;
/** A longer text of several words is hardly a recorded value by itself. */
const LONGEST_PHRASE = 100;

/** Pure reading of a text, likeliest first; nothing is asked of the database. */
export function readPasted(text: string, known: Known, zone: Zone): Reading {
  const trimmed = text.trim();
  if (trimmed.length < 2 && !/^\d$/.test(trimmed)) return reading([], isId(trimmed) ? [trimmed] : []);
  const time = readTime(trimmed, zone, known.held);
  if (time !== null) return timeReading(trimmed, time, zone);
  const actor = actorOf(trimmed);
  if (actor !== null) return reading(screenGuesses('actor', actor, known, 'sure'), [actor]);
  const facet = typedFacet(trimmed, 'table', FACETS);
  const parts = /[\s={]/.test(trimmed) ? recognised(trimmed) : [];
  if (facet !== null && (parts.length < 2 || !/\s/.test(facet.value.trim())))
    return facetReading(facet, known);
  const named = namedId(trimmed);
  if (named !== null) return namedReading(trimmed, named, known);
  if (parts.length > 0) return partsReading(trimmed, parts, known, zone);
  if (isTooLong(trimmed)) return reading([], [trimmed]);
  return reading(nameGuesses(trimmed, known), [trimmed]);
}

function reading(guesses: readonly Guess[], asked: readonly string[]): Reading {
  const askable = [...new Set(asked)].filter(isAskable).slice(0, MOST_ASKED);
  return { guesses: once(guesses), asked: askable, words: [], clock: null, refused: null };
}

function facetReading({ key, not, value }: Facet, known: Known): Reading {
  const trimmed = value.trim();
  if (!not && (key === 'actor' || key === 'correlation_id')) {
    const exact = key === 'actor' ? value : trimmed;
    return reading(screenGuesses(key, exact, known, 'sure'), [exact]);
  }
  const names = key === 'table' || key === 'table_schema' || key === 'op' || key === 'field';
  return reading(filterGuess(key, value, known, 'sure', not), names || trimmed === '' ? [] : [trimmed]);
}

/** What was written before an id names a facet, a table or a column. */
function namedReading(text: string, { words, id }: NamedId, known: Known): Reading {
  const key = facetNamed(words.join('_'));
  const facets = key === null ? [] : partGuesses({ kind: 'facet', key, value: id }, known);
  const rows = known.tables
    .map((table) => ({ table, fits: tableFit(words, table), key: known.keys.get(table) }))
    .filter(({ fits }) => fits > 0)
    .sort((a, b) => b.fits - a.fits)
    .flatMap(({ table, key: column }) => (column === undefined ? [] : rowGuess(table, column, id)));
  const [column = '', ...more] = words;
  const values =
    facets.length > 0 || more.length > 0 || !(column.includes('_') || text.includes('='))
      ? []
      : filterGuess('value', `${column}=${id}`, known, 'asked');
  const guesses = [
    ...facets,
    ...rows,
    ...values,
    ...(/\s/.test(text) ? [] : filterGuess('correlation_id', text, known, 'asked')),
  ];
  return { ...reading(guesses, [id, text]), words };
}

function rowGuess(table: string, column: string, id: string): readonly Guess[] {
  const pk = `{${JSON.stringify(column)}: ${JSON.stringify(id)}}`;
  const line = { noun: 'Row', text: `${table} #${id}` };
  return [
    { id: `row ${table} ${pk}`, weight: 'asked', refutable: true, line, to: { screen: 'row', table, pk } },
  ];
}

/** A line of a log, or anything else that holds what can be recognised. */
function partsReading(text: string, parts: readonly Part[], known: Known, zone: Zone): Reading {
  const guesses = parts.flatMap((part) =>
    part.kind === 'time' ? momentGuesses(part.value, known, zone) : partGuesses(part, known),
  );
  const values = parts.flatMap((part) => {
    const named = part.kind === 'facet' && part.key === 'table';
    return part.kind === 'time' || named ? [] : [part.value];
  });
  return reading(guesses, text.length <= LONGEST_PHRASE ? [...values, text] : values);
}

function partGuesses(part: Part, known: Known): readonly Guess[] {
  if (part.kind === 'pair') return filterGuess('value', `${part.name}=${part.value}`, known, 'asked');
  if (part.kind !== 'facet') return [];
  const { key, value } = part;
  if (key === 'actor' || key === 'correlation_id') return screenGuesses(key, value, known, 'sure');
  return filterGuess(key, value, known, 'sure').map((guess) => ({ ...guess, refutable: key !== 'table' }));
}

function momentGuesses(text: string, known: Known, zone: Zone): readonly Guess[] {
  const time = readTime(text, zone, known.held);
  if (time === null) return [];
  const days = time.days.map((day) => dayGuess(day, zone, nameOfDay(day, zone)));
  return [...time.moments.filter(isCanonicalInstant).map((moment) => aroundGuess(moment, zone)), ...days];
}

/** A day alone means itself and what follows; a time what lies around it and what follows. */
function timeReading(text: string, time: TimeReading, zone: Zone): Reading {
  const { clock, refused } = time;
  const moments = time.moments.filter(isCanonicalInstant);
  const [newest] = moments;
  const asked = reading([], [text]);
  if (clock !== null) return { ...asked, clock: { typed: clock, moments }, refused };
  const isoDay = time.days[0] === text;
  const days = time.days.map((day) => dayGuess(day, zone, isoDay ? day : nameOfDay(day, zone)));
  const around = moments.map((moment) => aroundGuess(moment, zone));
  const [day] = time.days;
  const from = newest ?? (day === undefined ? undefined : readInstant(day, zone, 'from'));
  const single = days.length + around.length === 1;
  const since = from === undefined || !single || !isCanonicalInstant(from) ? [] : [sinceGuess(from, zone)];
  return { ...asked, guesses: [...around, ...days, ...since], refused };
}

/** `Thu 5 Nov 2026` */
function nameOfDay(day: string, zone: Zone): string {
  return `${formatDay(readInstant(day, zone, 'from'), zone)} ${day.slice(0, 4)}`;
}

/** A name: an operation, a table, a correlation. */
function nameGuesses(trimmed: string, known: Known): readonly Guess[] {
  const lower = trimmed.toLowerCase();
  const exact = known.tables.filter((table) => isTable(table, lower));
  const words = lower.split(/\s+/);
  const alike = known.tables.filter(
    (table) => !exact.includes(table) && (beginsLike(table, lower) || tableFit(words, table) > 1),
  );
  const found: Guess[] = [];
  if (OPS.includes(lower)) found.push(...filterGuess('op', lower, known, 'sure'));
  found.push(...exact.flatMap((table) => filterGuess('table', table, known, 'sure')));
  found.push(...alike.slice(0, MOST_ALIKE).flatMap((table) => filterGuess('table', table, known, 'known')));
  if (exact.length === 0 && NAME.test(trimmed)) found.push(...filterGuess('table', trimmed, known, 'asked'));
  found.push(...filterGuess('correlation_id', trimmed, known, 'asked'));
  return found;
}

/** An actor as written here, or as the database stores it. */
function actorOf(text: string): string | null {
  if (text.toLowerCase() === 'anonymous') return 'anonymous';
  try {
    const actor = text.startsWith('{') && isJsonText(text) ? actorFromJson(text) : null;
    return actor === null ? null : formatActor(actor);
  } catch {
    return null;
  }
}

function once(guesses: readonly Guess[]): readonly Guess[] {
  return [...new Map(guesses.map((guess) => [guess.id, guess])).values()];
}

function isTooLong(text: string): boolean {
  return new TextEncoder().encode(text).length > LONGEST_BYTES;
}

function isTable(table: string, lower: string): boolean {
  return table.toLowerCase() === lower || splitTable(table).name.toLowerCase() === lower;
}

function beginsLike(table: string, lower: string): boolean {
  return table.toLowerCase().startsWith(lower) || splitTable(table).name.toLowerCase().startsWith(lower);
}
