import { actors } from '../life/actors.ts';
import { dailyJobs, firstMoment } from '../life/jobs.ts';
import { numberOrders } from '../life/numbering.ts';
import { live } from '../life/ordinary.ts';
import { plansFor } from '../life/rhythm.ts';
import { newWorld } from '../life/world.ts';
import { acts } from '../story/acts.ts';
import { order, thief } from '../story/facts.ts';
import { calendarOf } from './calendar.ts';
import type { Calendar, Micros } from './calendar.ts';
import { foundingSql } from './founding.ts';
import { Queue } from './queue.ts';
import type { Scene, Stage, StoryTransaction } from './stage.ts';

/** The whole demo as it would be made at one moment: nothing of it has touched a database yet. */
export interface Tale {
  readonly calendar: Calendar;
  readonly start: Micros;
  /** The shop before capture was installed. */
  readonly founding: readonly string[];
  /** Every transaction of the story, one after another; can be walked once. */
  readonly transactions: Iterable<StoryTransaction>;
}

/** Days before D-20 that ordinary life may have to begin on. */
const firstDay = -22;
/** A captured row is at most so much later than the one before it in its transaction (schema/clock.sql). */
const perRow = 800;

/** Tells the story as of `now`. The same moment always gives the same story. */
export function taleOf(now: Micros): Tale {
  const calendar = calendarOf(now);
  const retentionToday = calendar.at(0, '04:02:18');
  const start = firstMoment(retentionToday < now ? retentionToday : calendar.at(-1, '04:02:18'));
  const plans = plansFor(actors, calendar, start, firstDay);

  const pivot = calendar.at(order.placed.day, order.placed.time);
  const placements = plans.filter(({ activity }) => activity === 'order.place').map(({ at }) => at);
  const inOrder = [...placements, pivot].sort((a, b) => a - b);
  const { orders, firstInvoiceId } = numberOrders(inOrder, pivot, calendar.at(-16, '05:00'));
  const firstOrder = orders[0];
  if (firstOrder === undefined) throw new Error('a story without orders');

  const thiefComes = calendar.at(-19, '03:07:02');
  const newcomers = plans.filter(
    ({ activity, at }) => activity === 'account.create' && at < thiefComes,
  ).length;
  const world = newWorld(orders, thief.accountId - newcomers);

  const queue = new Queue<Scene>();
  const inTime = (at: Micros, scene: Scene): void => {
    if (at >= start && at < now) queue.add(at, scene);
  };
  for (const plan of plans) inTime(plan.at, (stage, at) => live(stage, { ...plan, at }));
  for (const act of acts(firstInvoiceId)) inTime(calendar.at(act.day, act.time), act.scene);
  for (let storyDay = firstDay; storyDay <= 0; storyDay += 1) {
    for (const { time, scene } of dailyJobs) inTime(calendar.at(storyDay, time), scene);
  }
  return {
    calendar,
    start,
    founding: foundingSql(world, start, firstOrder),
    transactions: played(queue, { calendar, world, later: inTime }),
  };
}

function* played(queue: Queue<Scene>, known: Omit<Stage, 'tell'>): Generator<StoryTransaction> {
  let told: StoryTransaction[] = [];
  let earliest = 0;
  const stage: Stage = {
    ...known,
    tell: (transaction) => {
      // Transactions come one after another: one that would overlap waits for the one before it.
      const at = Math.max(transaction.at, earliest);
      earliest = at + perRow * ((transaction.rows ?? transaction.writes.length) + 2);
      told.push({ ...transaction, at });
    },
  };
  for (let next = queue.take(); next !== null; next = queue.take()) {
    next.item(stage, next.at);
    yield* told;
    told = [];
  }
}
