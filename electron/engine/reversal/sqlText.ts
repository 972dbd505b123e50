/** Characters that could end a line, move a terminal's cursor or turn the direction of writing. */
// eslint-disable-next-line no-control-regex -- these are what is looked for
const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

/**
 * A literal of any text on one line, safe to read and to paste: quotes doubled, and what cannot be seen written as
 * an escape, which PostgreSQL reads back as the character.
 */
export function textLiteral(text: string): string {
  const quoted = text.replaceAll("'", "''");
  const escaped = quoted.replaceAll('\\', '\\\\').replace(UNSAFE, escape);
  return escaped === quoted ? `'${quoted}'` : `E'${escaped}'`;
}

/** Text from the database inside a `--` comment: it cannot end the line and so become SQL. */
export function commentText(text: string): string {
  return text.replace(UNSAFE, escape);
}

function escape(character: string): string {
  return NAMED[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

const NAMED: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };
