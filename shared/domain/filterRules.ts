import { formatActor, parseActor } from './actor.ts';
import { InvestigatorError } from './errors.ts';
import type { ListFilterKey } from './filterKeys.ts';
import { isJsonText, jsonKind, jsonMembers, jsonString, type JsonText } from './jsonText.ts';

const OPS = ['insert', 'update', 'delete'];
const STATUSES = ['ok', 'error'];
const CORRELATION_BYTES = 256;
const BIGINT_MAX = 9_223_372_036_854_775_807n;

/**
 * One value of one filter, checked and canonical (CONTRACT §4.1 and shared/domain/filters.ts). Idempotent.
 * Errors: `invalid_filter`, `invalid_actor`.
 */
export function checkFilterValue(key: ListFilterKey, given: string): string {
  const trimmed = trim(given);
  if (trimmed === '') throw invalid(`${key} must not be empty`, 'Leave it out to ask without it.');
  switch (key) {
    case 'actor':
      // White space may belong to the id.
      return formatActor(parseActor(given));
    case 'op':
      return oneOf(key, trimmed.toLowerCase(), OPS);
    case 'action_status':
      return oneOf(key, trimmed.toLowerCase(), STATUSES);
    case 'correlation_id':
      return checkCorrelation(trimmed);
    case 'table':
      return checkTable(trimmed);
    case 'txid':
      return checkTxid(trimmed);
    case 'value':
      return checkValue(given);
    case 'pk':
      return checkKeyObject(trimmed);
    case 'meta':
      return checkObject(key, trimmed);
    case 'table_schema':
    case 'action_name':
    case 'request_id':
    case 'job_id':
    case 'source':
      return trimmed;
    case 'field':
      // A column's name may begin or end with a blank; one that is nothing else was a slip.
      return given;
  }
}

function oneOf(key: string, value: string, known: readonly string[]): string {
  if (!known.includes(value))
    throw invalid(`unknown ${key} ${JSON.stringify(value)}`, `Known: ${known.join(', ')}.`);
  return value;
}

function checkTable(table: string): string {
  const dot = table.indexOf('.');
  if (dot === 0 || dot === table.length - 1)
    throw invalid(`table ${JSON.stringify(table)} must be NAME or SCHEMA.NAME`);
  return table;
}

function checkCorrelation(correlation: string): string {
  const bytes = new TextEncoder().encode(correlation).length;
  if (bytes > CORRELATION_BYTES)
    throw invalid(`correlation_id is ${bytes} bytes long, at most ${CORRELATION_BYTES} are allowed`);
  return correlation;
}

/** `txid_current()` never exceeds a bigint; the text is kept without leading zeros. */
function checkTxid(text: string): string {
  if (!/^\d{1,19}$/.test(text) || BigInt(text) > BIGINT_MAX)
    throw invalid(
      `txid ${JSON.stringify(text)} is not a transaction number`,
      'Digits only, at most 64 bits.',
    );
  return BigInt(text).toString();
}

function checkValue(text: string): string {
  if (text.indexOf('=') < 1)
    throw invalid(`value ${JSON.stringify(text)} must be COLUMN=V`, 'For example status=paid.');
  return text;
}

/**
 * Every stored key value is text (CONTRACT §2.4): a number or boolean given is looked for as its text, so that
 * `{"id": 42}` finds the row it means. null stays: it is how old captures wrote an unresolved key.
 */
function checkKeyObject(text: string): string {
  const members = jsonMembers(checkObject('pk', text)).map(([name, value]): string => {
    const kind = jsonKind(value);
    if (kind === 'object' || kind === 'array')
      throw invalid(`pk ${JSON.stringify(name)} must be a single value, not ${value}`);
    if (kind === 'number' && /e/i.test(value))
      throw invalid(`pk ${JSON.stringify(name)} must be written in digits, not ${value}`);
    const stored = kind === 'string' ? jsonString(value) : value;
    return `${JSON.stringify(name)}:${kind === 'null' ? 'null' : JSON.stringify(stored)}`;
  });
  return `{${members.join(',')}}`;
}

/**
 * What stands for one value of a filter as somebody wrote it: `NAME=V` of meta is the object that holds it, as
 * text and, where V reads as a JSON number, boolean or null, as that too. Everything else stands for itself.
 */
export function spelledOut(key: ListFilterKey, given: string): readonly string[] {
  const trimmed = trim(given);
  const at = trimmed.indexOf('=');
  if (key !== 'meta' || at < 1 || /^[{["]/.test(trimmed)) return [given];
  const [name, value] = [trimmed.slice(0, at), trimmed.slice(at + 1)];
  const object = (json: string): string => `{${JSON.stringify(name)}:${json}}`;
  const literal = isJsonText(value) && /^[-\dtfn]/.test(value);
  return [object(JSON.stringify(value)), ...(literal ? [object(value)] : [])];
}

const EXAMPLES = {
  pk: 'For example {"id":"42"}.',
  meta: 'For example ip=203.0.113.9 or {"ip":"203.0.113.9"}.',
} as const;

function checkObject(key: 'pk' | 'meta', text: string): JsonText {
  if (!isJsonText(text) || jsonKind(text) !== 'object')
    throw invalid(`${key} must be a JSON object, not ${JSON.stringify(text)}`, EXAMPLES[key]);
  // What jsonb refuses to hold would come back as an error of the server.
  if (!(text.match(JSON_STRING) ?? []).every((literal) => isStorable(jsonString(literal))))
    throw invalid(`${key} holds an escape that no stored JSON can hold: \\u0000 or half of a surrogate pair`);
  if (/[eE][+-]?\d{4,}/.test(text.replace(JSON_STRING, '')))
    throw invalid(`${key} holds a number that no stored JSON can hold`);
  return text;
}

const JSON_STRING = /"(?:[^"\\]|\\.)*"/g;

/** True for text PostgreSQL can hold: no NUL, no half of a surrogate pair. */
export function isStorable(text: string): boolean {
  return !/[\0\p{Surrogate}]/u.test(text);
}

/**
 * Trims what Unicode calls white space, as upstream does: U+0085 goes, U+FEFF stays. JavaScript's own trim has
 * these two the other way round, and would look for another correlation id.
 */
function trim(value: string): string {
  return value.replace(/^\p{White_Space}+|\p{White_Space}+$/gu, '');
}

function invalid(message: string, hint?: string): InvestigatorError {
  return new InvestigatorError('invalid_filter', message, hint === undefined ? {} : { hint });
}
