import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { inCache } from '../support/paths.mjs';
import { heartbeat, reason, run } from '../support/run.mjs';
import { say } from '../support/say.mjs';

const downloadHost = 'github.com';
const reachSeconds = 5;
const defaultSeconds = 300;
/** How long a failed attempt is remembered, so that every run on a closed network does not wait again. */
const rememberHours = 24;
const memory = inCache('electron', 'download-failed.json');

/** True when a failed attempt at this version is too recent to be worth another. */
export function failedLately(version, now = Date.now()) {
  try {
    const failed = JSON.parse(fs.readFileSync(memory, 'utf8'));
    return failed.version === version && now - failed.at < rememberHours * 3_600_000;
  } catch {
    return false;
  }
}

function remember(version) {
  fs.mkdirSync(path.dirname(memory), { recursive: true });
  fs.writeFileSync(memory, JSON.stringify({ version, at: Date.now() }));
}

/** Resolves to null when a connection opens in time, else to what stood in the way. */
export function reach(host, port, seconds = reachSeconds) {
  return new Promise((resolve) => {
    const socket = net.connect({ host, port });
    const end = (obstacle) => {
      clearTimeout(timer);
      socket.destroy();
      resolve(obstacle);
    };
    // A timer of our own: a socket's time-out does not run while the name is being looked up.
    const timer = setTimeout(() => end(`${host} does not answer within ${seconds} s`), seconds * 1000);
    socket.once('connect', () => end(null));
    socket.once('error', (error) => end(`${host} cannot be reached: ${error.code ?? error.message}`));
  });
}

/** With a mirror or a proxy the direct way says nothing. */
const goesElsewhere = (env) =>
  Object.entries(env).some(
    ([key, value]) => value && /^(electron_mirror|npm_config_electron_mirror|https?_proxy)$/i.test(key),
  );

/**
 * Electron's own installer, bounded in time. True when node_modules/electron/dist is its work.
 * ELECTRON_DOWNLOAD_SECONDS (default 300) bounds the download itself.
 */
export async function ownDownload({ dir, version }, env = process.env) {
  const obstacle = goesElsewhere(env) ? null : await reach(downloadHost, 443);
  if (obstacle !== null) {
    say(`Electron ${version} cannot be downloaded: ${obstacle}`);
    remember(version);
    return false;
  }
  const seconds = Number(env.ELECTRON_DOWNLOAD_SECONDS ?? defaultSeconds);
  say(`downloading Electron ${version} (at most ${seconds} s)`);
  const dist = path.join(dir, 'dist');
  // Never let the installer unpack through a link into our cache.
  if (fs.lstatSync(dist, { throwIfNoEntry: false })?.isSymbolicLink()) fs.unlinkSync(dist);
  fs.rmSync(path.join(dir, 'path.txt'), { force: true });
  const own = { ...env };
  delete own.ELECTRON_SKIP_BINARY_DOWNLOAD;
  const stop = heartbeat(`downloading Electron ${version}`, say);
  const result = await run(process.execPath, [path.join(dir, 'install.js')], {
    cwd: dir,
    env: own,
    timeout: seconds * 1000,
  });
  stop();
  if (result.code === 0) return true;
  say(`Electron ${version} cannot be downloaded: ${reason(result)}`);
  remember(version);
  return false;
}
