import fs from 'node:fs';
import { heartbeat, reason, run } from '../support/run.mjs';
import { Problem, say } from '../support/say.mjs';

/**
 * Debian's packages by purpose. Where two names are given, the second is what newer releases (64-bit time) call
 * the same library.
 */
export const packages = {
  electron: [['libgtk-3-0', 'libgtk-3-0t64'], ['libnss3'], ['libasound2', 'libasound2t64'], ['libgbm1']],
  display: [['xvfb'], ['xauth']],
};

export const isDebianFamily = () => process.platform === 'linux' && fs.existsSync('/var/lib/dpkg/status');
const isRoot = () => process.getuid?.() === 0;

async function installedNames(names) {
  const { output } = await run('dpkg-query', ['-W', '-f=${Package} ${db:Status-Status}\n', ...names]);
  return new Set(
    output.split('\n').flatMap((line) => (line.endsWith(' installed') ? [line.split(' ')[0]] : [])),
  );
}

/** Of each group the first name that this release has a package for. */
export function chooseNames(groups, available) {
  return groups.map((names) => names.find((name) => available.has(name)) ?? names[0]);
}

async function availableNames(names) {
  // In C, because what is read below is translated otherwise.
  const { output } = await run('apt-cache', ['policy', ...names], { env: { ...process.env, LC_ALL: 'C' } });
  return new Set(
    [...output.matchAll(/^(\S+):\n {2}Installed: .*\n {2}Candidate: (.+)$/gm)].flatMap(
      ([, name, candidate]) => (candidate === '(none)' ? [] : [name]),
    ),
  );
}

const apt = (args) =>
  run('apt-get', [...args, '-o', 'Dpkg::Use-Pty=0', '-o', 'APT::Sandbox::Seccomp=0'], {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    timeout: 10 * 60_000,
  });

/**
 * Installs what is missing of the named groups when it may (root, Debian family); otherwise a Problem names the
 * exact command. On other systems nothing is asserted here: Electron itself is tried afterwards.
 * @param {readonly (keyof typeof packages)[]} purposes
 */
export async function ensureDebianPackages(purposes) {
  if (!isDebianFamily()) return;
  const groups = purposes.flatMap((purpose) => packages[purpose]);
  const installed = await installedNames(groups.flat());
  const missing = groups.filter((names) => !names.some((name) => installed.has(name)));
  if (missing.length === 0) return;
  if (!isRoot()) {
    const names = chooseNames(missing, await availableNames(missing.flat()));
    throw new Problem(
      `Debian's packages ${names.join(', ')} are missing`,
      `sudo apt-get update && sudo apt-get install -y --no-install-recommends ${names.join(' ')}`,
    );
  }
  const stop = heartbeat('apt-get', say);
  try {
    say(`installing Debian's packages ${missing.map((names) => names[0]).join(', ')}`);
    const update = await apt(['update']);
    const names = chooseNames(missing, await availableNames(missing.flat()));
    const install = await apt(['install', '-y', '--no-install-recommends', ...names]);
    if (install.code !== 0) {
      throw new Problem(
        `Debian's packages could not be installed (${reason(update.code === 0 ? install : update)})`,
        `apt-get update && apt-get install -y --no-install-recommends ${names.join(' ')}`,
      );
    }
  } finally {
    stop();
  }
}
