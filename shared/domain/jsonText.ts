/**
 * JSON that stays text. PostgreSQL's jsonb is handed over as text and taken apart by slicing, so that a
 * number keeps every digit it was stored with (`JSON.parse` turned 9007199254740993 into …992; CONTRACT §12,
 * trap 23). Input is trusted to be JSON as PostgreSQL prints it; what is not raises a RangeError.
 */
export type JsonText = string;

export type JsonKind = 'object' | 'array' | 'string' | 'number' | 'boolean' | 'null';

/** True for well-formed JSON: for text from outside, which the rest of this file would trust. */
export function isJsonText(text: string): text is JsonText {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** What kind of value the text is, by its first character. */
export function jsonKind(text: JsonText): JsonKind {
  switch (text[skipSpace(text, 0)]) {
    case '{':
      return 'object';
    case '[':
      return 'array';
    case '"':
      return 'string';
    case 't':
    case 'f':
      return 'boolean';
    case 'n':
      return 'null';
    default:
      return 'number';
  }
}

/** Key and value text of each member, in the order of the text; [] for anything but an object. */
export function jsonMembers(text: JsonText): readonly (readonly [key: string, value: JsonText])[] {
  const members: (readonly [string, JsonText])[] = [];
  if (jsonKind(text) !== 'object') return members;
  let at = skipSpace(text, skipSpace(text, 0) + 1);
  while (text[at] !== '}') {
    const keyEnd = valueEnd(text, at);
    const start = skipSpace(text, skipSpace(text, keyEnd) + 1);
    const end = valueEnd(text, start);
    members.push([jsonString(text.slice(at, keyEnd)), text.slice(start, end)]);
    at = nextItem(text, end, '}');
  }
  return members;
}

/** Value text of each element in order; [] for anything but an array. */
export function jsonElements(text: JsonText): readonly JsonText[] {
  const elements: JsonText[] = [];
  if (jsonKind(text) !== 'array') return elements;
  let at = skipSpace(text, skipSpace(text, 0) + 1);
  while (text[at] !== ']') {
    const end = valueEnd(text, at);
    elements.push(text.slice(at, end));
    at = nextItem(text, end, ']');
  }
  return elements;
}

/** The members as a map; empty for null and for anything but an object. */
export function jsonObject(text: JsonText | null): ReadonlyMap<string, JsonText> {
  return new Map(text === null ? [] : jsonMembers(text));
}

/** The characters a JSON string literal stands for. */
export function jsonString(literal: JsonText): string {
  return JSON.parse(literal) as string;
}

/** The member's text if it is a string literal, decoded; null when absent or of another kind. */
export function jsonStringMember(text: JsonText | null, key: string): string | null {
  const value = jsonObject(text).get(key);
  return value !== undefined && jsonKind(value) === 'string' ? jsonString(value) : null;
}

/** Marks text that is JSON already, so that {@link writeJson} copies it verbatim. */
export class RawJson {
  readonly text: JsonText;
  constructor(text: JsonText) {
    this.text = text;
  }
}

/** Verbatim JSON, or null where there is none. */
export function rawJson(text: JsonText | null): RawJson | null {
  return text === null ? null : new RawJson(text);
}

/** Serialises plain data; {@link RawJson} goes through untouched and undefined members are left out. */
export function writeJson(value: unknown): JsonText {
  if (value instanceof RawJson) return value.text;
  if (Array.isArray(value)) return `[${value.map(writeJson).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const members = Object.entries(value).filter(([, v]) => v !== undefined);
    return `{${members.map(([k, v]) => `${JSON.stringify(k)}:${writeJson(v)}`).join(',')}}`;
  }
  return JSON.stringify(value);
}

function nextItem(text: string, end: number, close: string): number {
  const at = skipSpace(text, end);
  if (text[at] === close) return at;
  if (text[at] !== ',') throw new RangeError(`not JSON: expected "," or "${close}" at ${at}`);
  return skipSpace(text, at + 1);
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && text.charCodeAt(at) <= 0x20) at += 1;
  return at;
}

/** The index just behind the value that starts at `from`. */
function valueEnd(text: string, from: number): number {
  const first = text[from];
  if (first === '"') return stringEnd(text, from);
  if (first === '{' || first === '[') return nestedEnd(text, from);
  let at = from;
  while (at < text.length && !',]} \t\r\n'.includes(text.charAt(at))) at += 1;
  if (at === from) throw new RangeError(`not JSON: a value is missing at ${from}`);
  return at;
}

function stringEnd(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at += 1) {
    const c = text.charCodeAt(at);
    if (c === 0x5c) at += 1;
    else if (c === 0x22) return at + 1;
  }
  throw new RangeError('not JSON: a string does not end');
}

function nestedEnd(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    const c = text[at];
    if (c === '"') at = stringEnd(text, at) - 1;
    else if (c === '{' || c === '[') depth += 1;
    else if (c === '}' || c === ']') {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  throw new RangeError('not JSON: an object or array does not end');
}
