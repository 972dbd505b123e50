import { parseActor, type ActorRef } from '@shared/domain/actor.ts';
import type { Capability } from '@shared/domain/capability.ts';
import { normalizeFilters } from '@shared/domain/filters.ts';
import { checkAvailable } from '../timeline/filterAvailability.ts';

/** Whose transactions, and between which instants. */
export interface ActorQuestion {
  /** `TYPE:ID` or `anonymous`; null: transactions whose actor nobody set. */
  readonly actor: string | null;
  /** Inclusive, on `occurred_at`; null: unbounded. */
  readonly from: string | null;
  readonly to: string | null;
}

/** The same, checked: the actor taken apart and the instants canonical. */
export interface ActorWindow {
  readonly actor: ActorRef | null;
  readonly from: string | null;
  readonly to: string | null;
}

/** Errors: `invalid_actor`, `invalid_instant`, `invalid_filter`, `unavailable_filter` (no column actor_ref). */
export function checkActorQuestion(
  capability: Pick<Capability, 'has_actor' | 'has_action_link' | 'has_actions'>,
  { actor, from, to }: ActorQuestion,
): ActorWindow {
  const who = actor === null ? { no_actor: true } : { actor: [actor] };
  const filters = normalizeFilters({ ...who, from, to });
  checkAvailable(capability, [filters]);
  const [checked] = filters.actor ?? [];
  return {
    actor: checked === undefined ? null : parseActor(checked),
    from: filters.from ?? null,
    to: filters.to ?? null,
  };
}
