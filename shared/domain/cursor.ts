import { InvestigatorError } from './errors.ts';
import { isUuid } from './uuid.ts';

/**
 * A place between two rows of a list ordered by (instant, uuid) descending. Opaque outside: a version, the
 * instant's text and the id, base64url. Carries no filter; it means the same place under any.
 */
export interface Cursor {
  readonly at: string;
  readonly id: string;
}

/** Canonical instants, and PostgreSQL's own text for what lies beyond them (infinity, BC, years past 9999). */
const AT = /^(?:-?infinity|\d{4,6}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}(?:\.\d{1,6})?(?:Z|[+-]\d{2})?(?: BC)?)$/;

export function encodeCursor(cursor: Cursor): string {
  return toBase64Url(`1|${cursor.at}|${cursor.id}`);
}

/** The place before every row of this instant in reading order: going older from it begins with them. */
export function cursorAt(instant: string): string {
  // Version 4 ids, the only ones capture makes, never reach this one.
  return encodeCursor({ at: instant, id: 'ffffffff-ffff-ffff-ffff-ffffffffffff' });
}

/** Error: `invalid_cursor`. */
export function decodeCursor(text: string): Cursor {
  const parts = fromBase64Url(text)?.split('|') ?? [];
  const [version, at, id] = parts;
  if (parts.length !== 3 || version !== '1' || at === undefined || id === undefined) throw invalidCursor();
  if (!AT.test(at) || !isUuid(id) || id !== id.toLowerCase()) throw invalidCursor();
  return { at, id };
}

function invalidCursor(): InvestigatorError {
  return new InvestigatorError('invalid_cursor', 'the cursor cannot be read', {
    hint: 'Pass a cursor exactly as an earlier answer of this application gave it.',
  });
}

function toBase64Url(ascii: string): string {
  return btoa(ascii).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

function fromBase64Url(text: string): string | null {
  if (text.length > 200 || !/^[\w-]+$/.test(text)) return null;
  try {
    return atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  } catch {
    return null;
  }
}
