import fs from 'node:fs';
import { npm } from '../support/npmPackage.mjs';
import { inCache, inRoot } from '../support/paths.mjs';
import { heartbeat, reason } from '../support/run.mjs';
import { Problem, say } from '../support/say.mjs';

/** npm's own record of what it installed; a lock file that agrees with it needs nothing. */
const installedLock = () => inRoot('node_modules', '.package-lock.json');

const packagesOf = (file) => JSON.parse(fs.readFileSync(file, 'utf8')).packages;

/**
 * What the lock file asks for and is not installed in that version. Optional packages may be missing: they are for
 * other platforms.
 */
export function outdated(wanted, installed) {
  return Object.entries(wanted)
    .filter(([place, { version, optional }]) => {
      if (place === '') return false;
      const found = installed[place];
      return found === undefined ? optional !== true : found.version !== version;
    })
    .map(([place]) => place);
}

function isInstalled() {
  try {
    return outdated(packagesOf(inRoot('package-lock.json')), packagesOf(installedLock())).length === 0;
  } catch {
    return false;
  }
}

/** Fetched runtimes are kept through `npm ci`, which empties node_modules. */
const kept = inRoot('.cache', 'kept-over-npm-ci');

function keepCache() {
  if (!fs.existsSync(inCache())) return;
  fs.mkdirSync(inRoot('.cache'), { recursive: true });
  fs.rmSync(kept, { recursive: true, force: true });
  fs.renameSync(inCache(), kept);
}

function restoreCache() {
  if (!fs.existsSync(kept) || fs.existsSync(inCache())) return;
  fs.mkdirSync(inRoot('node_modules'), { recursive: true });
  fs.renameSync(kept, inCache());
}

/** `npm ci`, when what is installed is not what the lock file asks for. */
export async function ensureLibraries() {
  restoreCache(); // an interrupted run may have left it aside
  if (isInstalled()) return;
  say('installing the libraries with npm ci');
  keepCache();
  const stop = heartbeat('npm ci', say);
  // Said outright: NODE_ENV=production or a hardened .npmrc would leave out what builds and starts the application.
  const whole = ['--include=dev', '--include=optional', '--ignore-scripts=false'];
  const result = await npm(['ci', ...whole, '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: inRoot(),
  });
  stop();
  restoreCache();
  if (result.code !== 0)
    throw new Problem(`the libraries could not be installed (${reason(result)})`, 'npm ci');
}
