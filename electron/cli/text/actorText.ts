import { actorFromJson, formatActor } from '@shared/domain/actor.ts';
import type { JsonText } from '@shared/domain/jsonText.ts';

/** `user:42`, `anonymous`, the raw JSON where it does not parse, or `-` where nobody told capture. */
export function actorText(actorRef: JsonText | null): string {
  if (actorRef === null) return '-';
  const actor = actorFromJson(actorRef);
  return actor === null ? actorRef : formatActor(actor);
}
