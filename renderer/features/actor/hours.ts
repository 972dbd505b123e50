import type { ActorSummary } from '@shared/domain/actorReads.ts';

export const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;
export const HOURS: readonly number[] = Array.from({ length: 24 }, (_, hour) => hour);

interface HourGrid {
  /** Transactions of an ISO weekday (1 is Monday) and an hour, UTC. */
  readonly at: (weekday: number, hour: number) => number;
  readonly most: number;
}

/** Pure: the hours of the week as a grid; hours without a transaction are nought. */
export function hourGrid(cells: ActorSummary['by_hour']): HourGrid {
  const known = new Map(cells.map(({ weekday, hour, transactions }) => [`${weekday} ${hour}`, transactions]));
  return {
    at: (weekday, hour) => known.get(`${weekday} ${hour}`) ?? 0,
    most: Math.max(0, ...known.values()),
  };
}
