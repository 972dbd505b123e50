import type { Note } from '@shared/domain/integrity.ts';

/** A line of a note that names a transaction, taken apart; null for any other text. */
export function transactionExample(
  code: Note['code'],
  line: string,
): { readonly at: string; readonly id: string } | null {
  if (code !== 'orphan_transactions' && code !== 'late_commit') return null;
  const match = /^(\S+) ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(line);
  const [, at, id] = match ?? [];
  return at === undefined || id === undefined ? null : { at, id };
}

/** A role and what it may do, as the note writes it: the role's name may hold a colon itself. */
export function roleExample(line: string): { readonly role: string; readonly rights: string } {
  const at = line.lastIndexOf(': ');
  return at < 0 ? { role: line, rights: '' } : { role: line.slice(0, at), rights: line.slice(at + 2) };
}
