import { InvestigatorError } from './errors.ts';
import { jsonKind, jsonObject, jsonString, type JsonText } from './jsonText.ts';

/** Who set `threadline.actor_ref`; the application's own word, unverified (CONTRACT §3). */
export type ActorRef =
  { readonly type: 'anonymous' } | { readonly type: IdentifiedActorType; readonly id: string };

export const identifiedActorTypes = ['user', 'admin', 'service_account', 'job', 'system'] as const;
export type IdentifiedActorType = (typeof identifiedActorTypes)[number];

/**
 * Reads `TYPE:ID` or `anonymous`, split at the first colon so that ids may hold colons. White space around the
 * type goes; the id is whatever follows the colon, white space included, because CONTRACT §3 asks of an id only
 * that it is not empty, and one stored as `" 42 "` must be found as that. Error: `invalid_actor` (unknown type,
 * missing id).
 */
export function parseActor(text: string): ActorRef {
  const colon = text.indexOf(':');
  const type = (colon < 0 ? text : text.slice(0, colon)).trim();
  if (type === 'anonymous') return { type: 'anonymous' };
  if (!isIdentifiedActorType(type)) throw unknownActorType(type);
  const id = colon < 0 ? '' : text.slice(colon + 1);
  if (id === '') throw missingActorId(type);
  return { type, id };
}

/** Reads a stored `actor_ref`; null when it does not parse by CONTRACT §3 and must be shown raw. */
export function actorFromJson(text: JsonText | null): ActorRef | null {
  if (text === null || jsonKind(text) !== 'object') return null;
  const members = jsonObject(text);
  const type = stringOf(members.get('type'));
  if (type === 'anonymous') return { type };
  const id = stringOf(members.get('id'));
  if (type === null || id === null || id === '' || !isIdentifiedActorType(type)) return null;
  return { type, id };
}

/** `TYPE:ID` or `anonymous`: the inverse of {@link parseActor}. */
export function formatActor(actor: ActorRef): string {
  return actor.type === 'anonymous' ? 'anonymous' : `${actor.type}:${actor.id}`;
}

/** The object whose containment finds this actor (CONTRACT §3). */
export function actorJson(actor: ActorRef): JsonText {
  return actor.type === 'anonymous'
    ? '{"type":"anonymous"}'
    : `{"type":${JSON.stringify(actor.type)},"id":${JSON.stringify(actor.id)}}`;
}

function isIdentifiedActorType(type: string): type is IdentifiedActorType {
  return (identifiedActorTypes as readonly string[]).includes(type);
}

function stringOf(value: JsonText | undefined): string | null {
  return value !== undefined && jsonKind(value) === 'string' ? jsonString(value) : null;
}

function unknownActorType(type: string): InvestigatorError {
  return new InvestigatorError('invalid_actor', `unknown actor type ${JSON.stringify(type)}`, {
    hint: `Known types: ${identifiedActorTypes.join(', ')}, anonymous. Write TYPE:ID, for example user:42.`,
  });
}

function missingActorId(type: string): InvestigatorError {
  return new InvestigatorError('invalid_actor', `actor id is required for type ${type}`, {
    hint: `Write ${type}:ID.`,
  });
}
