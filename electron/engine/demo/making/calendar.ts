import { fromEpochMicros } from '@shared/domain/instant.ts';
import type { Instant } from '@shared/domain/instant.ts';

/** Microseconds since 1970-01-01T00:00:00Z; whole, and small enough for a number to hold exactly. */
export type Micros = number;

export const second = 1_000_000;
export const minute = 60 * second;
export const hour = 60 * minute;
export const day = 24 * hour;

/** The story's days, counted from the UTC day on which the demo is made: D is 0, D-19 is -19. */
export interface Calendar {
  readonly now: Micros;
  /** The moment of a wall-clock time, UTC, e.g. `at(-19, '03:07:02.118204')`. */
  at(storyDay: number, time: string): Micros;
  /** The story day a moment lies in. */
  dayOf(at: Micros): number;
  /** 0 Sunday … 6 Saturday. */
  weekday(storyDay: number): number;
  /** Year and month of a story day as one number, e.g. 202611. */
  month(storyDay: number): number;
}

export function calendarOf(now: Micros): Calendar {
  const today = Math.floor(now / day);
  return {
    now,
    at: (storyDay, time) => (today + storyDay) * day + timeOfDay(time),
    dayOf: (at) => Math.floor(at / day) - today,
    weekday: (storyDay) => (today + storyDay + 4) % 7,
    month: (storyDay) =>
      Number(
        instantOf((today + storyDay) * day)
          .slice(0, 7)
          .replace('-', ''),
      ),
  };
}

export function instantOf(micros: Micros): Instant {
  return fromEpochMicros(BigInt(micros));
}

function timeOfDay(time: string): Micros {
  const match = /^(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,6}))?)?$/.exec(time);
  if (match === null) throw new RangeError(`not a time of day: ${time}`);
  const [, hours, minutes, seconds = '0', fraction = ''] = match;
  return (
    Number(hours) * hour +
    Number(minutes) * minute +
    Number(seconds) * second +
    Number(fraction.padEnd(6, '0'))
  );
}
