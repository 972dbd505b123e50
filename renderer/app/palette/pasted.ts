import { isCanonicalInstant, fromEpochMicros, toEpochMicros } from '@shared/domain/instant.ts';
import type { Capability } from '@shared/domain/capability.ts';
import { splitTable, type Filters } from '@shared/domain/filters.ts';
import { FACETS, OF_ACTIONS } from '@renderer/features/timeline/facets.ts';
import { typedFacet } from '@renderer/features/timeline/typedFacet.ts';
import { chipLabels, withChip, type Chip } from '@renderer/lib/chips.ts';
import { checkFilter } from '@renderer/lib/filterSearch.ts';
import { formatInstant, readInstant, zoneLabel, type Zone } from '@renderer/lib/zone.ts';

/** What a typed or pasted text could be, and where it would lead. */
export interface Guess {
  readonly id: string;
  readonly title: string;
  /** The text can hardly be meant otherwise: before what can be done; the rest comes after. */
  readonly sure: boolean;
  readonly filters: Filters;
}

/** What is known of the database without asking it. */
export interface Known {
  /** `schema.table` of everything with a trigger or a known key. */
  readonly tables: readonly string[];
  readonly actors: boolean;
  readonly correlations: boolean;
}

const NAME = /^[\p{L}_][\p{L}\p{N}_$]*(\.[\p{L}_][\p{L}\p{N}_$]*)?$/u;
const OPS = ['insert', 'update', 'delete'];
/** As long as a correlation may be. */
const LONGEST_BYTES = 256;
const AROUND_MICROS = 300_000_000n;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const TIME_LIKE = /^\d{4}-\d{1,2}(?:-|$)[\dT:.Z +-]*$/i;
/** Tables that only begin with the text. */
const MOST_ALIKE = 6;

export function knownOf({
  triggers,
  key_shapes,
  has_actor,
  has_actions,
  has_action_link,
}: Capability): Known {
  const tables = [...triggers, ...key_shapes].map(
    ({ table_schema, table_name }) => `${table_schema}.${table_name}`,
  );
  return { tables: [...new Set(tables)], actors: has_actor, correlations: has_actions && has_action_link };
}

/** Pure reading of a text, likeliest first; nothing is asked of the database. */
export function guesses(text: string, known: Known, zone: Zone): readonly Guess[] {
  const trimmed = text.trim();
  if (trimmed.length < 2 && !/^\d$/.test(trimmed)) return [];
  if (new TextEncoder().encode(trimmed).length > LONGEST_BYTES) return [];
  // Also while it is typed: nothing else is meant by the beginning of a time.
  if (TIME_LIKE.test(trimmed)) return timeGuesses(trimmed, zone);
  const facet = typedFacet(trimmed, 'table', FACETS);
  if (facet !== null) return filterGuess(facet.key, facet.value, known, true, facet.not);
  const lower = trimmed.toLowerCase();
  const exact = known.tables.filter((table) => isTable(table, lower));
  const alike = known.tables.filter((table) => !exact.includes(table) && beginsLike(table, lower));
  const found: Guess[] = [];
  if (lower === 'anonymous') found.push(...filterGuess('actor', lower, known, true));
  if (OPS.includes(lower)) found.push(...filterGuess('op', lower, known, true));
  found.push(...exact.flatMap((table) => filterGuess('table', table, known, true)));
  found.push(...alike.slice(0, MOST_ALIKE).flatMap((table) => filterGuess('table', table, known, false)));
  if (exact.length === 0 && NAME.test(trimmed)) found.push(...filterGuess('table', trimmed, known, false));
  found.push(...filterGuess('correlation_id', trimmed, known, false));
  return found;
}

/** Pure: one value of one facet; none where the database cannot be asked for it or the value breaks a rule. */
export function filterGuess(
  key: Chip['key'],
  value: string,
  known: Known,
  sure: boolean,
  not = false,
): readonly Guess[] {
  if ((key === 'actor' && !known.actors) || (OF_ACTIONS.includes(key) && !known.correlations)) return [];
  if (value === '' || checkFilter(key, value) !== null) return [];
  const chip: Chip = { key, not, value };
  const title = `Filter ${not ? 'not ' : ''}${chipLabels[key]}: ${value}`;
  return [{ id: `${key} ${value}`, sure, filters: withChip({}, chip), title }];
}

/** A day alone means itself and what follows; a time what lies around it and what follows. */
function timeGuesses(text: string, zone: Zone): readonly Guess[] {
  try {
    const from = readInstant(text, zone, 'from');
    if (!isCanonicalInstant(from)) return [];
    const shown = formatInstant(from, zone);
    const since = timeGuess('from', `Changes from ${shown}`, { from });
    if (DAY.test(text)) {
      const day = { from, to: readInstant(text, zone, 'to') };
      return [timeGuess('day', `Changes on ${text}, ${zoneLabel(zone)}`, day), since];
    }
    const at = toEpochMicros(from);
    const around = { from: fromEpochMicros(at - AROUND_MICROS), to: fromEpochMicros(at + AROUND_MICROS) };
    return [timeGuess('around', `Changes within 5 minutes of ${shown}`, around), since];
  } catch {
    return [];
  }
}

function timeGuess(id: string, title: string, filters: Filters): Guess {
  return { id, title, sure: true, filters };
}

function isTable(table: string, lower: string): boolean {
  return table.toLowerCase() === lower || splitTable(table).name.toLowerCase() === lower;
}

function beginsLike(table: string, lower: string): boolean {
  return table.toLowerCase().startsWith(lower) || splitTable(table).name.toLowerCase().startsWith(lower);
}
