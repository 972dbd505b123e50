/**
 * The key columns a capture trigger was given: `pg_trigger.tgargs` as bytea text (hex or escape form), NUL
 * behind every argument (CONTRACT §2.1, §2.4).
 */
export function triggerArguments(bytea: string): readonly string[] {
  const bytes = bytea.startsWith('\\x') ? Buffer.from(bytea.slice(2), 'hex') : fromEscape(bytea);
  const parts = bytes.toString('utf8').split('\0');
  return parts.slice(0, -1);
}

/** The old bytea form: printable ASCII as it is, `\\` for a backslash, `\ooo` octal for the rest. */
function fromEscape(text: string): Buffer {
  const bytes: number[] = [];
  for (const [part] of text.matchAll(/\\\\|\\[0-3][0-7]{2}|[^\\]+/g)) {
    if (part === '\\\\') bytes.push(0x5c);
    else if (part.startsWith('\\')) bytes.push(parseInt(part.slice(1), 8));
    else bytes.push(...Buffer.from(part, 'utf8'));
  }
  return Buffer.from(bytes);
}
