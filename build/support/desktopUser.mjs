import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { sandboxObstacle } from '../setup/sandbox.mjs';
import { canMakeNamespace, canRead, folderFor, unprivilegedAccount } from './account.mjs';
import { Problem, say } from './say.mjs';

/** Why a Chromium in `dist` cannot run sandboxed as that account on these files, or null. */
function obstacleFor(account, dist, files) {
  if (!canRead(account, files)) return `the account ${account.name} cannot read ${path.dirname(files[0])}`;
  const obstacle = sandboxObstacle(dist);
  if (obstacle !== null) return `${obstacle.why} (\`${obstacle.remedy}\` helps)`;
  if (!canMakeNamespace(account)) return 'user namespaces are refused here (a container or chroot)';
  return null;
}

/**
 * Whom the application runs as in a test: null is whoever started it. Chromium's sandbox refuses root, and a test
 * is to see what users get, so root becomes nobody; where that cannot work it stays root, without the sandbox, and
 * says so. An ordinary user whom the system refuses the sandbox gets the command that allows it.
 * @param {{dist: string, files: readonly string[]}} options the folder of the executable; what must be readable
 */
export function chooseAccount({ dist, files }) {
  if (process.getuid?.() !== 0) {
    const obstacle = sandboxObstacle(dist);
    if (obstacle !== null)
      throw new Problem(`Chromium's sandbox cannot start: ${obstacle.why}`, obstacle.remedy);
    return null;
  }
  const account = unprivilegedAccount();
  const obstacle = account === null ? 'there is no account nobody' : obstacleFor(account, dist, files);
  if (obstacle === null) {
    say(`running as ${account.name}, with Chromium's sandbox`);
    return account;
  }
  say(`running as root, without Chromium's sandbox: ${obstacle}`);
  return null;
}

/** For `spawn`: the account's ids, or nothing. */
export const ids = (account) => (account === null ? {} : { uid: account.uid, gid: account.gid });

/** HOME and TMPDIR of their own, so that a run finds nothing and leaves nothing. */
export function makeHome(account) {
  const home = folderFor(account, fs.mkdtempSync(path.join(os.tmpdir(), 'threadline-run-')));
  const environment = { HOME: home, TMPDIR: folderFor(account, path.join(home, 'tmp')) };
  return { home, environment, remove: () => fs.rmSync(home, { recursive: true, force: true }) };
}
