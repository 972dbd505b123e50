import { createHash } from 'node:crypto';
import { chmodSync, lstatSync, mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import type { ServerAccount } from './account.ts';

const READ = 4;
const ENTER = 1;

function allows(file: string, account: ServerAccount, bits: number): boolean {
  const { mode, uid, gid } = statSync(file);
  const shift = uid === account.uid ? 6 : gid === account.gid ? 3 : 0;
  return ((mode >> shift) & bits) === bits;
}

/** Whether `account` may enter every folder above `file`. */
export function canReach(file: string, account: ServerAccount): boolean {
  for (let folder = path.dirname(path.resolve(file)); ; folder = path.dirname(folder)) {
    if (!allows(folder, account, ENTER)) return false;
    if (folder === path.dirname(folder)) return true;
  }
}

/** Whether `account` may read and execute `file` where it lies. */
export function canExecute(file: string, account: ServerAccount): boolean {
  return canReach(file, account) && allows(file, account, READ | ENTER);
}

/**
 * Where root keeps what an unprivileged server must reach although the caller's own folder is closed to it
 * (a clone under /root, a home of mode 0700). Everybody may enter, only root may write: nobody can plant a
 * program there that root would then start.
 */
export function sharedFolder(...below: string[]): string {
  let folder = '/var/tmp/threadline-investigator';
  ensureRootOwned(folder);
  for (const part of below) {
    folder = path.join(folder, part);
    ensureRootOwned(folder);
  }
  return folder;
}

function ensureRootOwned(folder: string): void {
  try {
    mkdirSync(folder);
    chmodSync(folder, 0o755);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const { uid, mode } = lstatSync(folder);
  const isFolder = lstatSync(folder).isDirectory();
  if (!isFolder || uid !== 0 || (mode & 0o022) !== 0) {
    throw new Error(`${folder} exists and is not a folder that only root may write. Remove it.`);
  }
}

/** Short, stable name for a path or a set of facts. */
export function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}
