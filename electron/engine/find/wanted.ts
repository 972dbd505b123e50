import { actorFromJson, identifiedActorTypes, parseActor, type ActorRef } from '@shared/domain/actor.ts';
import { InvestigatorError } from '@shared/domain/errors.ts';
import { isJsonText } from '@shared/domain/jsonText.ts';
import { isUuid } from '@shared/domain/uuid.ts';

/** A pasted text and what its form allows it to be. */
export interface Wanted {
  /** As it was pasted, without the white space around it. */
  readonly text: string;
  /** The text, and a uuid also in its usual form: what ids, actors and whole keys are compared with, exactly. */
  readonly texts: readonly string[];
  /** The same, and a uuid in all its customary forms: what recorded text is compared with, exactly. */
  readonly spellings: readonly string[];
  /** Lower case with hyphens; null when the text is no uuid. */
  readonly uuid: string | null;
  /** Without leading zeros; null when it cannot be a transaction number. */
  readonly txid: string | null;
  /** As JSON writes it; null when the text is no number. */
  readonly number: string | null;
  readonly actors: readonly ActorRef[];
}

const LONGEST = 1_000;
const BIGINT_MAX = 9_223_372_036_854_775_807n;
const NUMBER = /^-?(?:0|[1-9]\d{0,999})(?:\.\d{1,999})?(?:[eE][+-]?\d{1,3})?$/;

/**
 * Reads what was pasted: white space around it goes, a uuid may come in capitals, in braces or without hyphens,
 * an actor is TYPE:ID or an id of any type. Error: `invalid_request` (empty, longer than 1000 characters, NUL).
 */
export function wantedOf(given: string): Wanted {
  const trimmed = given.replace(/^\p{White_Space}+|\p{White_Space}+$/gu, '');
  if (trimmed === '')
    throw refused('there is nothing to look for', 'Paste an id, a number or a recorded text.');
  if (trimmed.length > LONGEST)
    throw refused(
      `the text is ${trimmed.length} characters long, at most ${LONGEST} are looked for`,
      'Paste less of it.',
    );
  if (trimmed.includes('\0'))
    throw refused('the text holds a NUL, which PostgreSQL cannot store', 'Leave it out.');
  const uuid = uuidOf(trimmed);
  const texts = [...new Set([trimmed, uuid ?? trimmed])];
  return {
    text: trimmed,
    texts,
    spellings: [...new Set([...texts, ...(uuid === null ? [] : customary(uuid))])],
    uuid,
    txid: txidOf(trimmed),
    number: NUMBER.test(trimmed) ? trimmed : null,
    actors: texts.flatMap(actorsOf),
  };
}

function uuidOf(text: string): string | null {
  const bare = text.replace(/^\{(.*)\}$/, '$1').toLowerCase();
  if (isUuid(bare)) return bare;
  return /^[0-9a-f]{32}$/.test(bare)
    ? bare.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
    : null;
}

/** A text column keeps a uuid as the host wrote it. */
function customary(uuid: string): readonly string[] {
  const bare = uuid.replaceAll('-', '');
  return [bare, uuid, `{${uuid}}`].flatMap((form) => [form, form.toUpperCase()]);
}

function txidOf(text: string): string | null {
  if (!/^\d{1,19}$/.test(text)) return null;
  const number = BigInt(text);
  return number > BIGINT_MAX ? null : number.toString();
}

function actorsOf(text: string): readonly ActorRef[] {
  const named = ['anonymous', ...identifiedActorTypes.map((type) => `${type}:`)].some((start) =>
    start.endsWith(':') ? text.startsWith(start) && text.length > start.length : text === start,
  );
  if (named) return [parseActor(text)];
  // An actor_ref as another tool printed it.
  const fromJson = isJsonText(text) ? actorFromJson(text) : null;
  if (fromJson !== null) return [fromJson];
  return identifiedActorTypes.map((type) => ({ type, id: text }));
}

function refused(message: string, hint: string): InvestigatorError {
  return new InvestigatorError('invalid_request', message, { hint });
}
