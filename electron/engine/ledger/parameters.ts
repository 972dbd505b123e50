import { canonicalJson } from '@shared/domain/canonicalJson.ts';
import { sha256 } from './files.ts';

/** Recorded elsewhere, or never: a password belongs to no record. */
const LEFT_OUT: ReadonlySet<string> = new Set(['source', 'filters', 'endpoint', 'password', 'url']);
/** Longer values are told by length and digest: lists of ids, pasted texts. */
const LONGEST = 4096;

/** What was asked beside the filters, as canonical JSON text of an object. */
export function parametersText(parameters: Readonly<Record<string, unknown>>): string {
  const kept = Object.entries(parameters).filter(([name]) => !LEFT_OUT.has(name));
  return canonicalJson(Object.fromEntries(kept.map(([name, value]) => [name, bounded(spelled(value))])));
}

function bounded(value: unknown): unknown {
  const text = canonicalJson(value);
  return text.length <= LONGEST ? value : { length: text.length, sha256: sha256(text) };
}

/** Numbers with several spellings become text. */
function spelled(value: unknown): unknown {
  if (typeof value === 'number' && !Number.isSafeInteger(value)) return String(value);
  if (Array.isArray(value)) return value.map(spelled);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, spelled(member)]));
}
