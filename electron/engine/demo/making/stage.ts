import type { ActorRef } from '@shared/domain/actor.ts';
import type { World } from '../life/world.ts';
import type { Calendar, Micros } from './calendar.ts';
import type { Json } from './sql.ts';

/** What the application says about a transaction of its own (CONTRACT §2.6). */
export interface StoryAction {
  readonly name: string;
  readonly correlation?: string | null;
  readonly request?: string | null;
  readonly job?: string | null;
  readonly reason?: string | null;
  readonly comment?: string | null;
}

/** One database transaction of the story, exactly as some program sends it. */
export interface StoryTransaction {
  readonly at: Micros;
  /** What the program tells capture; null when it tells nothing. */
  readonly actor: ActorRef | null;
  readonly writes: readonly string[];
  readonly action?: StoryAction;
  readonly source?: string | null;
  readonly meta?: Json;
  /** The database role, when it is not the shop's program. */
  readonly role?: 'shop_owner' | 'shop_retention';
  /** About how many rows it writes, when that is not one a statement. */
  readonly rows?: number;
  /** Fails in the end: nothing of it stays but a transaction id that nobody ever sees again. */
  readonly fails?: true;
}

export type Scene = (stage: Stage, at: Micros) => void;

/** Where the story is told: scenes say what happens and what is to happen later. */
export interface Stage {
  readonly calendar: Calendar;
  readonly world: World;
  tell(transaction: StoryTransaction): void;
  /** Plays a scene at that moment, unless it lies after now. */
  later(at: Micros, scene: Scene): void;
}

/** Tells one transaction of a longer work at its own moment, so that others come in between. */
export function tellLater(stage: Stage, at: Micros, transaction: Omit<StoryTransaction, 'at'>): void {
  stage.later(at, (there, then) => there.tell({ ...transaction, at: then }));
}
