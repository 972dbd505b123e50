import { actorJson, type ActorRef } from '@shared/domain/actor.ts';
import type { Capability } from '@shared/domain/capability.ts';
import type { Bind } from './boundValues.ts';

const TYPE = "(t.actor_ref ->> 'type')";
const ID = "(t.actor_ref ->> 'id')";

/**
 * Conditions on the transaction `t` that hold for one actor, null being "nobody set one" (CONTRACT §3, §4.5, trap
 * 5). Containment is the rule, and what GIN(actor_ref) serves. Where the operator made
 * btree((actor_ref->>'type'), (actor_ref->>'id'), occurred_at DESC), its members are compared, which finds the
 * same rows in order, and containment only confirms them: GIN would read the rows of every actor of the type.
 */
export function actorPredicate(
  { actor_time_index }: Pick<Capability, 'actor_time_index'>,
  actor: ActorRef | null,
  bind: Bind,
): readonly string[] {
  if (actor === null)
    return ['t.actor_ref IS NULL', ...(actor_time_index ? [`${TYPE} IS NULL`, `${ID} IS NULL`] : [])];
  const contains = `t.actor_ref @> ${bind(actorJson(actor), 'jsonb')}`;
  if (!actor_time_index) return [contains];
  const typed = `${TYPE} = ${bind(actor.type)}`;
  // Neither an index condition nor, to the planner, one in a thousand. An anonymous object may hold an id: it does
  // not matter.
  const confirmed = `CASE WHEN ${contains} THEN true ELSE false END`;
  return actor.type === 'anonymous' ? [typed, confirmed] : [typed, `${ID} = ${bind(actor.id)}`, confirmed];
}
