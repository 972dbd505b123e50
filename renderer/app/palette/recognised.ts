import { actorFromJson, formatActor, identifiedActorTypes } from '@shared/domain/actor.ts';
import { isJsonText } from '@shared/domain/jsonText.ts';
import type { Chip } from '@renderer/lib/chips.ts';

/** One thing recognised in a longer text, as it stands there. */
export type Part =
  | { readonly kind: 'facet'; readonly key: Chip['key']; readonly value: string }
  /** A name and a value that no facet is called by: a column's, or of the meta. */
  | { readonly kind: 'pair'; readonly name: string; readonly value: string }
  | { readonly kind: 'uuid' | 'email' | 'ip' | 'time'; readonly value: string };

/** What a pasted page is read to, and what is offered of it. */
const LONGEST = 10_000;
const MOST = 8;
const LONGEST_VALUE = 256;

/** Names by which logs call what the trail calls otherwise. */
const FACET_NAMES: Readonly<Record<string, Chip['key']>> = {
  actor: 'actor',
  actor_ref: 'actor',
  correlation: 'correlation_id',
  correlation_id: 'correlation_id',
  x_correlation_id: 'correlation_id',
  trace_id: 'correlation_id',
  request: 'request_id',
  request_id: 'request_id',
  x_request_id: 'request_id',
  job: 'job_id',
  job_id: 'job_id',
  txid: 'txid',
  xid: 'txid',
  table: 'table',
  relation: 'table',
};

const TYPES = identifiedActorTypes.join('|');
const UUID =
  /(?<![\da-f])[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}(?![\da-f])|(?<![\da-z])[\da-f]{32}(?![\da-z])/gi;
const ACTOR_JSON = /\{\s{0,9}"(?:type|id)"[^{}]{1,400}\}/g;
const ACTOR = new RegExp(`(?<![\\w:])(?:${TYPES}):[^\\s,;"'{}()[\\]]{1,128}`, 'g');
const EMAIL = /(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}/g;
const IP = /(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?![\w.])|(?<![\w:])(?:[\da-f]{1,4}:){7}[\da-f]{1,4}(?![\w:])/gi;
const TIME =
  /(?<![\w-])\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,6})?)?(?:Z|[+-]\d{2}:?\d{2}(?!\d))?)?(?![\w-])/g;
const LOG_TIME = /(?<!\w)\d{1,2}\/[a-z]{3}\/\d{4}:\d{2}:\d{2}:\d{2}(?: [+-]\d{4})?(?!\w)/gi;
/** `name=value`, quoted or not; with a colon where the name is in quotes, as in JSON. */
const PAIR =
  /(?<![\w.-])(?:([a-z_][\w.-]{0,63})=|"([a-z_][\w.-]{0,63})"\s{0,4}:\s{0,4})(?:"([^"]{1,256})"|'([^']{1,256})'|([^\s,;&"'{}()[\]]{1,256}))/gi;
const NAMED = /(?<![\w.-])([a-z][a-z_-]{0,31}):\s{0,2}([^\s,;&"'{}()[\]]{1,256})/gi;

/**
 * Pure: what can be recognised in a text of several words, such as a line of a log: each thing once, in the order
 * of what says most. Bounded by length and by count; never throws.
 */
export function recognised(text: string): readonly Part[] {
  const found: Part[] = [];
  let rest = text.slice(0, LONGEST);
  const take = (pattern: RegExp, read: (match: readonly (string | undefined)[]) => Part | null): void => {
    rest = rest.replace(pattern, (...match: unknown[]) => {
      const groups = match.filter((group): group is string | undefined => typeof group !== 'number');
      const part = read(groups);
      if (part === null) return groups[0] ?? '';
      found.push(part);
      return ' ';
    });
  };
  take(ACTOR_JSON, ([whole = '']) => actorPart(whole));
  take(TIME, ([whole = '']) => ({ kind: 'time', value: whole.replace(',', '.') }));
  take(LOG_TIME, ([whole = '']) => ({ kind: 'time', value: logTime(whole) }));
  take(PAIR, ([, bare, quoted, double, single, plain]) =>
    facetPart(bare ?? quoted ?? '', double ?? single ?? plain ?? ''),
  );
  // Prose has colons, too: an id has a digit.
  take(NAMED, ([, name = '', value = '']) => (/\d/.test(value) ? facetPart(name, value) : null));
  take(ACTOR, ([whole = '']) => ({ kind: 'facet', key: 'actor', value: trimmed(whole) }));
  take(UUID, ([whole = '']) => ({ kind: 'uuid', value: whole }));
  take(PAIR, ([, bare, quoted, double, single, plain]) => {
    const value = trimmed(double ?? single ?? plain ?? '');
    return value === '' ? null : { kind: 'pair', name: bare ?? quoted ?? '', value };
  });
  take(EMAIL, ([whole = '']) => ({ kind: 'email', value: trimmed(whole) }));
  take(IP, ([whole = '']) => ({ kind: 'ip', value: whole }));
  const once = new Map(found.map((part) => [JSON.stringify(part), part]));
  return [...once.values()].sort((a, b) => RANK.indexOf(rankOf(a)) - RANK.indexOf(rankOf(b))).slice(0, MOST);
}

/** Pure: the facet a name stands for, however it is spelled. */
export function facetNamed(name: string): Chip['key'] | null {
  const key = name.toLowerCase().replaceAll(/[-. ]/g, '_');
  return Object.hasOwn(FACET_NAMES, key) ? (FACET_NAMES[key] ?? null) : null;
}

const RANK: readonly string[] = [
  'correlation_id',
  'actor',
  'uuid',
  'request_id',
  'job_id',
  'txid',
  'email',
  'ip',
  'time',
  'pair',
  'table',
];

function rankOf(part: Part): string {
  return part.kind === 'facet' ? part.key : part.kind;
}

function facetPart(name: string, given: string): Part | null {
  const key = facetNamed(name);
  const value = trimmed(given);
  return key === null || value === '' ? null : { kind: 'facet', key, value };
}

function actorPart(text: string): Part | null {
  try {
    const actor = isJsonText(text) ? actorFromJson(text) : null;
    return actor === null ? null : { kind: 'facet', key: 'actor', value: formatActor(actor) };
  } catch {
    return null;
  }
}

/** Without the punctuation of the sentence around it. */
function trimmed(value: string): string {
  return value
    .slice(0, LONGEST_VALUE)
    .replace(/[.:!?\s]{1,20}$/, '')
    .trim();
}

/** `05/Nov/2026:03:07:02 +0000` of a web server, as a person writes it. */
function logTime(text: string): string {
  const [, day = '', month = '', year = '', clock = '', zone = ''] =
    /^(\d+)\/(\w+)\/(\d+):(\S+) ?(\S*)$/.exec(text) ?? [];
  return `${day} ${month} ${year} ${clock}${zone}`;
}
