import fs from 'node:fs';
import path from 'node:path';

const read = (file) => {
  try {
    return fs.readFileSync(file, 'utf8').trim();
  } catch {
    return null;
  }
};

/**
 * What keeps Chromium's sandbox from starting here as an ordinary user, with the commands that help; null when
 * nothing is known to. Ubuntu 23.10 and later refuse user namespaces to programs outside the system's folders,
 * some Debian kernels refuse them to everybody.
 * @returns {{why: string, remedy: string} | null}
 */
export function sandboxObstacle(dist, { readSetting = read, stat = fs.statSync } = {}) {
  if (process.platform !== 'linux') return null;
  const helper = path.join(dist, 'chrome-sandbox');
  const found = stat(helper, { throwIfNoEntry: false });
  if (found !== undefined && found.uid === 0 && (found.mode & 0o4000) !== 0) return null;
  const why =
    readSetting('/proc/sys/kernel/apparmor_restrict_unprivileged_userns') === '1'
      ? 'AppArmor refuses user namespaces to Electron in node_modules'
      : readSetting('/proc/sys/kernel/unprivileged_userns_clone') === '0' ||
          readSetting('/proc/sys/user/max_user_namespaces') === '0'
        ? 'this kernel refuses user namespaces'
        : null;
  return why === null ? null : { why, remedy: `sudo chown root:root ${helper} && sudo chmod 4755 ${helper}` };
}
