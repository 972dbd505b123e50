import { actorJson, type ActorRef } from '@shared/domain/actor.ts';
import type { Capability } from '@shared/domain/capability.ts';
import type { Bind } from './boundValues.ts';

const TYPE = "(t.actor_ref ->> 'type')";
const ID = "(t.actor_ref ->> 'id')";

/** Which indexes on actors there are; what is not told of is not counted on. */
type ActorIndexes = Pick<Capability, 'actor_time_index'> & Partial<Pick<Capability, 'actor_gin_index'>>;

/**
 * Conditions on the transaction `t` that hold for one actor, null being "nobody set one" (CONTRACT §3, §4.5, trap
 * 5). Containment is the rule, and what GIN(actor_ref) serves. Where the operator made
 * btree((actor_ref->>'type'), (actor_ref->>'id'), occurred_at DESC), its members are compared, which finds the
 * same rows in order, and containment only confirms them: GIN would read the rows of every actor of the type.
 */
export function actorPredicate(
  { actor_time_index, actor_gin_index }: ActorIndexes,
  actor: ActorRef | null,
  bind: Bind,
): readonly string[] {
  if (actor === null)
    return ['t.actor_ref IS NULL', ...(actor_time_index ? [`${TYPE} IS NULL`, `${ID} IS NULL`] : [])];
  const contains = `t.actor_ref @> ${bind(actorJson(actor), 'jsonb')}`;
  // Of anonymous GIN reads no other actor's rows, and without an id the btree holds them in no order of time.
  if (!actor_time_index || (actor.type === 'anonymous' && actor_gin_index === true)) return [contains];
  const typed = `${TYPE} = ${bind(actor.type)}`;
  // Neither an index condition nor, to the planner, one in a thousand.
  const confirmed = `CASE WHEN ${contains} THEN true ELSE false END`;
  // An anonymous object may hold an id: it does not matter.
  return actor.type === 'anonymous' ? [typed, confirmed] : [typed, `${ID} = ${bind(actor.id)}`, confirmed];
}
