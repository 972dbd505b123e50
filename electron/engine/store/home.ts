import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const FOLDER = 'threadline-investigator';

type Env = Readonly<Record<string, string | undefined>>;

/**
 * Where all local state lives, shared by application and command line: `THREADLINE_INVESTIGATOR_HOME`, else
 * the platform's folder for settings. Relative values are taken from the current folder. Nothing is made.
 */
export function investigatorHome(
  env: Env = process.env,
  platform: NodeJS.Platform = process.platform,
  userHome: string = os.homedir(),
): string {
  const chosen = env['THREADLINE_INVESTIGATOR_HOME'];
  if (chosen !== undefined && chosen !== '') return path.resolve(chosen);
  return path.join(settingsFolder(env, platform, userHome), FOLDER);
}

/**
 * Makes the folder (0700) and takes away the rights of group and others where it was looser: profiles name
 * hosts and users, logs name tables.
 */
export function ensureHome(home: string): string {
  fs.mkdirSync(home, { recursive: true, mode: 0o700 });
  if (process.platform !== 'win32' && (fs.statSync(home).mode & 0o077) !== 0) fs.chmodSync(home, 0o700);
  return home;
}

function settingsFolder(env: Env, platform: NodeJS.Platform, userHome: string): string {
  if (platform === 'darwin') return path.join(userHome, 'Library', 'Application Support');
  if (platform === 'win32') return env['APPDATA'] ?? path.join(userHome, 'AppData', 'Roaming');
  const xdg = env['XDG_CONFIG_HOME'];
  // The XDG specification tells to ignore a relative value.
  return xdg !== undefined && path.isAbsolute(xdg) ? xdg : path.join(userHome, '.config');
}
