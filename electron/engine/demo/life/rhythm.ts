import { hour } from '../making/calendar.ts';
import type { Calendar, Micros } from '../making/calendar.ts';
import { randomFor } from '../making/random.ts';
import type { Random } from '../making/random.ts';
import { activities, hours, weeks } from './actors.ts';
import type { Activity, StoryActor } from './actors.ts';

/** Something ordinary somebody is going to do. */
export interface Plan {
  readonly at: Micros;
  readonly actor: StoryActor;
  readonly activity: Activity;
}

/**
 * What everybody is going to do from `start` to the calendar's now, in time order. Each actor's day is its
 * own stream of chance, so that cutting the first or the last day short changes no other day.
 */
export function plansFor(
  actors: readonly StoryActor[],
  calendar: Calendar,
  start: Micros,
  firstDay: number,
): readonly Plan[] {
  const plans: Plan[] = [];
  for (const actor of actors) {
    for (let storyDay = firstDay; storyDay <= 0; storyDay += 1) {
      plans.push(...plansOfDay(actor, calendar, storyDay));
    }
  }
  return plans.filter(({ at }) => at >= start && at < calendar.now).sort((a, b) => a.at - b.at);
}

function plansOfDay(actor: StoryActor, calendar: Calendar, storyDay: number): readonly Plan[] {
  const name = actor.ref.type === 'anonymous' ? 'anonymous' : `${actor.ref.type}:${actor.ref.id}`;
  const random = randomFor('day', name, storyDay);
  const factor = weeks[actor.week][calendar.weekday(storyDay)] ?? 1;
  const choices = activities.map((activity) => actor.does[activity] ?? 0);
  const midnight = calendar.at(storyDay, '00:00');
  return Array.from({ length: random.poisson(actor.perDay * factor) }, () => {
    const start = weighted(random, hours[actor.hours]) * hour;
    const at = midnight + start + Math.floor(random.next() * hour);
    return { at, actor, activity: activities[weighted(random, choices)] ?? 'session.start' };
  });
}

/** The place of one of the weights, chosen in proportion to it. */
function weighted(random: Random, weights: readonly number[]): number {
  let left = random.next() * weights.reduce((sum, weight) => sum + weight, 0);
  for (const [place, weight] of weights.entries()) {
    left -= weight;
    if (left < 0) return place;
  }
  return weights.length - 1;
}
