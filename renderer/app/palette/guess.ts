import { fromEpochMicros, toEpochMicros, type Instant } from '@shared/domain/instant.ts';
import type { Capability } from '@shared/domain/capability.ts';
import type { Filters } from '@shared/domain/filters.ts';
import { OF_ACTIONS } from '@renderer/features/timeline/facets.ts';
import { chipLabels, withChip, type Chip } from '@renderer/lib/chips.ts';
import { checkFilter } from '@renderer/lib/filterSearch.ts';
import { formatInstant, readInstant, zoneLabel, type Zone } from '@renderer/lib/zone.ts';
import type { Destination } from './destination.ts';
import type { Held } from './times.ts';

/**
 * A line of the list: what it is, then what tells it from others, which is cut last, then what else is said, and
 * at its end when and how often.
 */
export interface Line {
  readonly noun: string;
  /** Words between the noun and the text. */
  readonly lead?: string;
  readonly text: string;
  /** The table, where the text is a column. */
  readonly of?: string;
  readonly also?: string;
  readonly end?: string;
  /** All of it in full, for who wants to know. */
  readonly full?: string;
  /** insert, update or delete: marked. */
  readonly op?: string;
}

/** What a typed or pasted text could be, and where it would lead. */
export interface Guess {
  readonly id: string;
  /**
   * `sure`: the text can hardly be meant otherwise: before what can be done. `known`: something recorded that begins
   * with it. `asked`: anything can be asked for; never chosen beforehand.
   */
  readonly weight: 'sure' | 'known' | 'asked';
  /** Whether the database can say that there is no such thing. */
  readonly refutable: boolean;
  readonly line: Line;
  readonly to: Destination;
}

/** What is known of the database without asking it. */
export interface Known {
  /** `schema.table` of everything with a trigger or a known key. */
  readonly tables: readonly string[];
  /** The only key column of a table that has one. */
  readonly keys: ReadonlyMap<string, string>;
  readonly actors: boolean;
  readonly correlations: boolean;
  readonly held: Held | null;
}

const AROUND_MICROS = 300_000_000n;

export function knownOf(capability: Capability, held: Held | null): Known {
  const { triggers, key_shapes, has_actor, has_actions, has_action_link } = capability;
  const tables = [...triggers, ...key_shapes].map(nameOf);
  const keys = [
    ...key_shapes.filter(({ resolved }) => resolved).map((shape) => [nameOf(shape), shape.keys] as const),
    ...triggers.map((trigger) => [nameOf(trigger), trigger.key_columns] as const),
  ];
  return {
    tables: [...new Set(tables)],
    keys: new Map(
      keys.flatMap(([table, [key, ...more]]) => (key === undefined || more.length > 0 ? [] : [[table, key]])),
    ),
    actors: has_actor,
    correlations: has_actions && has_action_link,
    held,
  };
}

function nameOf(of: { readonly table_schema: string; readonly table_name: string }): string {
  return `${of.table_schema}.${of.table_name}`;
}

/** Pure: one value of one facet; none where the database cannot be asked for it or the value breaks a rule. */
export function filterGuess(
  key: Chip['key'],
  value: string,
  known: Known,
  weight: Guess['weight'],
  not = false,
): readonly Guess[] {
  if ((key === 'actor' && !known.actors) || (OF_ACTIONS.includes(key) && !known.correlations)) return [];
  if (value === '' || checkFilter(key, value) !== null) return [];
  const chip: Chip = { key, not, value };
  return [
    {
      id: `${key} ${not ? 'not ' : ''}${value}`,
      weight,
      refutable: weight !== 'sure',
      line: { noun: 'Changes', lead: `where ${chipLabels[key]} is${not ? ' not' : ''}`, text: value },
      to: { screen: 'timeline', filters: withChip({}, chip) },
    },
  ];
}

/** Pure: all about one actor or one correlation, then the changes; the screen says when nothing is recorded. */
export function screenGuesses(
  key: 'actor' | 'correlation_id',
  value: string,
  known: Known,
  weight: Guess['weight'],
): readonly Guess[] {
  return filterGuess(key, value, known, weight).flatMap((changes): readonly Guess[] => [
    {
      id: `screen ${key} ${value}`,
      weight,
      refutable: true,
      ...(key === 'actor'
        ? { line: { noun: 'Actor', text: value }, to: { screen: 'actor', actor: value } }
        : { line: { noun: 'Correlation', text: value }, to: { screen: 'correlation', id: value } }),
    },
    { ...changes, refutable: true },
  ]);
}

/** Pure: what lies around a moment. */
export function aroundGuess(at: Instant, zone: Zone, line: Partial<Line> = {}): Guess {
  const micros = toEpochMicros(at);
  const filters = {
    from: fromEpochMicros(micros - AROUND_MICROS),
    to: fromEpochMicros(micros + AROUND_MICROS),
  };
  return timeGuess(
    `around ${at}`,
    { noun: 'Changes', lead: 'within 5 minutes of', text: formatInstant(at, zone), ...line },
    filters,
  );
}

/** Pure: a moment and what follows. */
export function sinceGuess(at: Instant, zone: Zone): Guess {
  return timeGuess('from', { noun: 'Changes', lead: 'from', text: formatInstant(at, zone) }, { from: at });
}

/** Pure: a day in the zone on screen. */
export function dayGuess(day: string, zone: Zone, named: string): Guess {
  const filters = { from: readInstant(day, zone, 'from'), to: readInstant(day, zone, 'to') };
  return timeGuess(
    `day ${day}`,
    { noun: 'Changes', lead: 'on', text: named, also: zoneLabel(zone) },
    filters,
  );
}

function timeGuess(id: string, line: Line, filters: Filters): Guess {
  return { id, weight: 'sure', refutable: false, line, to: { screen: 'timeline', filters } };
}
