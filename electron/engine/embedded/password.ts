import { randomBytes } from 'node:crypto';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';

/** The password kept for an embedded database, or null when none was kept. */
export function keptPassword(file: string): string | null {
  try {
    const text = readFileSync(file, 'utf8').trim();
    return text === '' ? null : text;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** Makes a password of 192 random bits; needs no escaping in URIs, SQL or files. */
export function newPassword(): string {
  return randomBytes(24).toString('base64url');
}

/** Keeps a password for the next start, readable by us only. */
export function keepPassword(file: string, password: string): void {
  writeFileSync(file, `${password}\n`, { mode: 0o600 });
  chmodSync(file, 0o600);
}
