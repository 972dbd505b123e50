import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { inRoot } from '../support/paths.mjs';
import { Problem, say } from '../support/say.mjs';
import { fallbackMarker } from './fallbackPackage.mjs';

/** Debian's names; the remedy for a shared library that Electron misses. */
const libraries = 'libgtk-3-0 libnss3 libasound2 libgbm1';

/** The npm package `electron` of this checkout. */
export function electronPackage() {
  const dir = inRoot('node_modules/electron');
  try {
    return { dir, version: JSON.parse(fs.readFileSync(path.join(dir, 'package.json'), 'utf8')).version };
  } catch {
    throw new Problem('the npm package electron is not installed', 'npm ci');
  }
}

/** The version an executable reports, run as plain Node (needs no display); throws if it cannot run. */
export function askVersion(executable) {
  const { status, signal, stdout, stderr, error } = spawnSync(
    executable,
    ['-p', 'process.versions.electron'],
    {
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: '' },
      encoding: 'utf8',
      timeout: 60_000,
    },
  );
  if (status === 0) return stdout.trim();
  const library = /error while loading shared libraries: (\S+):/.exec(stderr ?? '');
  if (library) {
    throw new Problem(
      `Electron misses the shared library ${library[1]}`,
      `sudo apt-get install -y --no-install-recommends ${libraries}`,
    );
  }
  throw new Problem(
    `Electron does not start: ${error?.message ?? ((stderr ?? '').trim().split('\n')[0] || `exit ${status ?? signal}`)}`,
    `rm -rf node_modules/electron/dist && npm run setup`,
  );
}

/**
 * The runtime in node_modules/electron/dist, or null when there is none of the right version.
 * @returns {{executable: string, version: string, source: 'electron' | 'fallback'} | null}
 */
export function installedRuntime() {
  const { dir, version: wanted } = electronPackage();
  let executable;
  try {
    executable = path.join(dir, 'dist', fs.readFileSync(path.join(dir, 'path.txt'), 'utf8'));
  } catch {
    return null;
  }
  if (!fs.existsSync(executable)) return null;
  const source = fs.existsSync(path.join(dir, 'dist', fallbackMarker)) ? 'fallback' : 'electron';
  const version = askVersion(executable);
  if (source === 'electron' && version !== wanted) {
    say(`replacing Electron ${version} by ${wanted}`);
    return null;
  }
  return { executable, version, source };
}
