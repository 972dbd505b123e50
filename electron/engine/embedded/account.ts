import { readFileSync } from 'node:fs';

/** The operating-system account a server runs as, when that is not our own. */
export interface ServerAccount {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

const candidates = ['postgres', 'nobody'];

/** Reads one account out of passwd(5) text; null when there is none of that name. */
export function findAccount(passwd: string, name: string): ServerAccount | null {
  for (const line of passwd.split('\n')) {
    const [found, , uid, gid] = line.split(':');
    if (found !== name || uid === undefined || gid === undefined) continue;
    if (!/^\d+$/.test(uid) || !/^\d+$/.test(gid) || uid === '0') continue;
    return { name, uid: Number(uid), gid: Number(gid) };
  }
  return null;
}

/**
 * PostgreSQL refuses to run as root. Answers the account to use instead, or null when we are an ordinary
 * user (or on Windows) and the server simply runs as us. Throws when root finds no account at all.
 */
export function serverAccount(): ServerAccount | null {
  if (process.getuid?.() !== 0) return null;
  const passwd = readFileSync('/etc/passwd', 'utf8');
  for (const name of candidates) {
    const account = findAccount(passwd, name);
    if (account !== null) return account;
  }
  throw new Error('PostgreSQL does not run as root and there is neither an account postgres nor nobody.');
}
