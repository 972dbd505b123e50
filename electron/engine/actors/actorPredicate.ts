import { actorJson, type ActorRef } from '@shared/domain/actor.ts';
import type { Bind } from '../timeline/boundValues.ts';

/**
 * Conditions on the transaction `t` that hold for one actor, null being "nobody set one" (CONTRACT §3, §4.5, trap
 * 5). Containment is the rule and what GIN(actor_ref) serves. The members compared besides follow from it and
 * change no answer: they let btree((actor_ref->>'type'), (actor_ref->>'id'), occurred_at DESC) serve instead, in
 * order, where the operator made it.
 */
export function actorPredicate(actor: ActorRef | null, bind: Bind): readonly string[] {
  const type = "(t.actor_ref->>'type')";
  const id = "(t.actor_ref->>'id')";
  if (actor === null) return ['t.actor_ref IS NULL', `${type} IS NULL`, `${id} IS NULL`];
  const contains = `t.actor_ref @> ${bind(actorJson(actor), 'jsonb')}`;
  const typed = `${type} = ${bind(actor.type)}`;
  // An anonymous object may hold an id: it does not matter.
  return actor.type === 'anonymous' ? [contains, typed] : [contains, typed, `${id} = ${bind(actor.id)}`];
}
