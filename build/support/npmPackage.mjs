import { createHash } from 'node:crypto';
import fs from 'node:fs';
import fsp from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { heartbeat, reason, run } from './run.mjs';
import { Problem, say } from './say.mjs';

/**
 * The environment for an npm of our own: what an outer `npm run` says of the project must not reach it, while
 * registry, proxy, cache and certificates must.
 */
export function npmEnvironment(env = process.env) {
  const ofProject =
    /^npm_(package_|lifecycle_|command$|config_(local_prefix|prefix|global|workspaces?|include_workspace_root|omit|include|dry_run|package_lock|ignore_scripts)$)/i;
  return Object.fromEntries(Object.entries(env).filter(([key]) => !ofProject.test(key)));
}

/** npm is a script on Windows, which spawn starts only through a shell. */
export const npm = (args, options = {}) =>
  run('npm', args, { env: npmEnvironment(), shell: process.platform === 'win32', ...options });

async function sha512(file) {
  const hash = createHash('sha512');
  await pipeline(fs.createReadStream(file), hash);
  return `sha512-${hash.digest('base64')}`;
}

/**
 * Puts the contents of one published package into `target`, whole or not at all; a folder that is there is
 * complete. The tarball must have the pinned digest. None of the package's scripts runs, no dependency comes along.
 * @param {{name: string, version: string, integrity: string, target: string, about?: string,
 *   only?: readonly string[], finish?: (dir: string) => Promise<void>}} options
 *   `only`: unpack just these paths; `finish`: a last step before the folder gets its name
 */
export async function fetchPackage({ name, version, integrity, target, about = '', only = [], finish }) {
  if (fs.existsSync(target)) return target;
  const id = `${name}@${version}`;
  await fsp.mkdir(path.dirname(target), { recursive: true });
  const work = await fsp.mkdtemp(`${target}.tmp-`);
  const cleanUp = () => fs.rmSync(work, { recursive: true, force: true });
  process.once('exit', cleanUp);
  const stop = heartbeat(`fetching ${id}`, say);
  try {
    say(`fetching ${id}${about === '' ? '' : ` (${about})`} from the npm registry`);
    const packed = await npm(
      ['pack', id, '--prefer-offline', '--loglevel=error', `--pack-destination=${work}`],
      {
        cwd: work,
        timeout: 15 * 60_000,
      },
    );
    const tarball = (await fsp.readdir(work)).find((file) => file.endsWith('.tgz'));
    if (packed.code !== 0 || tarball === undefined) {
      throw new Problem(`npm could not fetch ${id} (${reason(packed)})`, `npm pack ${id}`);
    }
    const found = await sha512(path.join(work, tarball));
    if (found !== integrity) throw new Problem(`${id} is not the package pinned here: ${found}`);
    const unpacked = await run('tar', ['-xzf', tarball, ...only.map((file) => `package/${file}`)], {
      cwd: work,
    });
    if (unpacked.code !== 0) throw new Problem(`${id} could not be unpacked (${reason(unpacked)})`);
    await fsp.rm(path.join(work, tarball));
    await finish?.(path.join(work, 'package'));
    await fsp.rename(path.join(work, 'package'), target).catch((error) => {
      // Another run was quicker: its folder is as good.
      if (!['ENOTEMPTY', 'EEXIST'].includes(error.code)) throw error;
    });
    return target;
  } finally {
    stop();
    process.off('exit', cleanUp);
    cleanUp();
  }
}
