import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

/** `nobody` of a passwd file: what root becomes where a program must not be root. Null without one. */
export function unprivilegedAccount(passwd = fs.readFileSync('/etc/passwd', 'utf8')) {
  const line = passwd.split('\n').find((entry) => entry.startsWith('nobody:'));
  const [name, , uid, gid] = line?.split(':') ?? [];
  return name === undefined ? null : { name, uid: Number(uid), gid: Number(gid) };
}

/** Whether that account can run this Node and read these files. */
export function canRead(account, files) {
  const script = 'for (const file of process.argv.slice(1)) require("node:fs").accessSync(file, 4)';
  const { status } = spawnSync(process.execPath, ['-e', script, ...files], {
    uid: account.uid,
    gid: account.gid,
    cwd: '/',
    stdio: 'ignore',
  });
  return status === 0;
}

/** Whether the kernel lets that account (or, with null, us) make the user namespace of Chromium's sandbox. */
export function canMakeNamespace(account) {
  const ids = account === null ? {} : { uid: account.uid, gid: account.gid };
  const { status, error } = spawnSync('unshare', ['--user', '--map-root-user', 'true'], {
    ...ids,
    cwd: '/',
    stdio: 'ignore',
  });
  return error !== undefined || status === 0; // no such tool: nothing learnt
}

/** Makes a folder and hands it to the account. */
export function folderFor(account, dir) {
  fs.mkdirSync(dir, { recursive: true });
  if (account !== null) fs.chownSync(dir, account.uid, account.gid);
  return dir;
}

/** Makes an empty file that the account may write. */
export function fileFor(account, file) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, '');
  if (account !== null) fs.chownSync(file, account.uid, account.gid);
  return file;
}
