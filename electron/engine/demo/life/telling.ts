import { formatActor } from '@shared/domain/actor.ts';
import { minute } from '../making/calendar.ts';
import type { Micros } from '../making/calendar.ts';
import type { Random } from '../making/random.ts';
import type { Json } from '../making/sql.ts';
import type { Stage, StoryAction } from '../making/stage.ts';
import type { Plan } from './rhythm.ts';

export type Handler = (stage: Stage, plan: Plan, random: Random) => void;

/** What follows a change in an actor's sitting within this time shares its correlation. */
const sitting = 25 * minute;

/** Tells a transaction of an ordinary day: actor, source, address and correlation come from who it is. */
export function ordinary(
  stage: Stage,
  plan: Plan,
  random: Random,
  writes: readonly string[],
  action: StoryAction | null,
): void {
  const { actor, at } = plan;
  stage.tell({
    at,
    actor: actor.ref,
    writes,
    source: actor.source,
    meta: metaOf(plan, random),
    ...(action === null
      ? {}
      : {
          action: {
            correlation: correlationOf(stage, plan, random),
            request: `req-${random.hex(12)}`,
            ...action,
          },
        }),
  });
}

export function correlationOf(stage: Stage, { actor, at }: Plan, random: Random): string {
  const key = formatActor(actor.ref);
  const known = stage.world.sittings.get(key);
  // Programs that work for many people at once begin a new correlation with every request.
  const shared = actor.ip !== null && known !== undefined && at < known.until;
  const correlation = shared ? known.correlation : `${actor.source ?? 'web'}-${random.hex(6)}`;
  stage.world.sittings.set(key, { correlation, until: at + sitting });
  return correlation;
}

function metaOf({ actor }: Plan, random: Random): Json {
  const ip = actor.ip ?? visitorAddress(random);
  if (actor.source === 'crm') return { batch: `night-${random.hex(4)}`, attempt: 1 };
  if (actor.source === 'api')
    return { ip: `198.51.100.${200 + random.whole(0, 3)}`, user_agent: actor.agent };
  return { ip, user_agent: actor.agent };
}

function visitorAddress(random: Random): string {
  return `192.0.2.${random.whole(100, 250)}`;
}

/** A moment between both spans later. */
export function after(at: Micros, random: Random, least: Micros, most: Micros): Micros {
  return at + random.whole(least, most);
}
