import type { Capability } from '@shared/domain/capability.ts';
import type { Bind } from '../timeline/boundValues.ts';
import { actorPredicate } from '../timeline/actorPredicate.ts';
import type { ActorWindow } from './actorQuestion.ts';

/** Conditions on `t` for an actor within bounds, inclusive, on `occurred_at` (CONTRACT §4.5, trap 12). */
export function windowPredicate(
  capability: Pick<Capability, 'actor_time_index'>,
  { actor, from, to }: ActorWindow,
  bind: Bind,
): readonly string[] {
  return [
    ...actorPredicate(capability, actor, bind),
    ...(from === null ? [] : [`t.occurred_at >= ${bind(from, 'timestamptz')}`]),
    ...(to === null ? [] : [`t.occurred_at <= ${bind(to, 'timestamptz')}`]),
  ];
}
