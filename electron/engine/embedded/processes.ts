import { execFileSync } from 'node:child_process';
import { readFileSync, readlinkSync, realpathSync } from 'node:fs';
import path from 'node:path';

/** Whether a process of this id runs, whoever owns it. */
export function isAlive(pid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return !isZombie(pid);
}

/**
 * Whether it ended and only waits to be asked how: in a container whose first process is no init, an orphan
 * waits for ever.
 */
function isZombie(pid: number): boolean {
  if (process.platform !== 'linux') return false;
  try {
    // The state follows the program's name, which stands in parentheses and may hold any character.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return 'ZX'.includes(stat.charAt(stat.lastIndexOf(')') + 2));
  } catch {
    return false;
  }
}

/** Waits until the process is gone; false when it still is there after `ms`. */
export async function waitUntilGone(pid: number, ms: number): Promise<boolean> {
  const deadline = performance.now() + ms;
  while (isAlive(pid)) {
    if (performance.now() > deadline) return false;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  return true;
}

/** The arguments a process was started with as one text, or null when they cannot be seen. */
export function commandLine(pid: number): string | null {
  try {
    if (process.platform === 'linux') {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
    }
    if (process.platform === 'win32') {
      const query = `(Get-CimInstance Win32_Process -Filter 'ProcessId=${pid}').CommandLine`;
      const args = ['-NoProfile', '-NonInteractive', '-Command', query];
      return execFileSync('powershell.exe', args, { encoding: 'utf8', windowsHide: true }).trim();
    }
    return execFileSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).trim();
  } catch {
    return null;
  }
}

/**
 * The arguments of the process when it is beyond doubt the PostgreSQL of this data folder, else null: a
 * process id found in a file may long belong to somebody else.
 */
export function provenServer(pid: number, dataFolder: string): string | null {
  if (!isAlive(pid)) return null;
  const line = commandLine(pid);
  if (!line?.includes(dataFolder)) return null;
  if (process.platform !== 'linux') return /postgres(\.exe)?\b/.test(line) ? line : null;
  try {
    // The server's current folder is its data folder; the program may have been replaced meanwhile.
    const program = path.basename(readlinkSync(`/proc/${pid}/exe`)).replace(/ \(deleted\)$/, '');
    return program === 'postgres' && readlinkSync(`/proc/${pid}/cwd`) === realpathSync(dataFolder)
      ? line
      : null;
  } catch {
    return null;
  }
}
