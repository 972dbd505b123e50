import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { notedPid } from './leftover.ts';
import { isAlive } from './processes.ts';

const suffix = '.origin';

/** Notes beside data that were placed elsewhere which folder they were asked for. */
export function noteOrigin(data: string, asked: string): void {
  writeFileSync(data + suffix, `${path.resolve(asked)}\n`, { mode: 0o644 });
}

/**
 * Removes data placed here whose home is gone (a temporary folder of a test, a deleted user): nobody can ask
 * for them by that name again. Data of a running server stay.
 */
export function removeForsaken(folder: string): void {
  for (const name of readdirSync(folder)) {
    if (!name.endsWith(suffix)) continue;
    const data = path.join(folder, name.slice(0, -suffix.length));
    const origin = originIn(path.join(folder, name));
    const pid = notedPid(data);
    if (origin === null || existsSync(path.dirname(origin)) || (pid !== null && isAlive(pid))) continue;
    rmSync(data, { recursive: true, force: true });
    rmSync(path.join(folder, name), { force: true });
  }
}

/** null when another process removed it meanwhile. */
function originIn(note: string): string | null {
  try {
    return readFileSync(note, 'utf8').trim();
  } catch {
    return null;
  }
}
