import fs from 'node:fs';
import path from 'node:path';
import { isDebianFamily } from './setup/debian.mjs';
import { inCache } from './support/paths.mjs';
import { run } from './support/run.mjs';
import { say } from './support/say.mjs';

/** Its own libraries that a bare system lacks; the second name is what newer releases call the same one. */
const parts = [['pgbouncer'], ['libevent-2.1-7', 'libevent-2.1-7t64'], ['libc-ares2', 'libcares2']];
const folder = inCache('pgbouncer');

/** True when the tests that go through PgBouncer can run here. */
export const hasPgBouncer = () => fs.existsSync(path.join(folder, 'usr', 'sbin', 'pgbouncer'));

/**
 * PgBouncer for tests, out of Debian's packages, unpacked beside our other downloads: installing it would start a
 * service. Best effort: where it cannot be had, the tests through it are skipped and say why.
 */
export async function ensurePgBouncer() {
  if (hasPgBouncer() || !isDebianFamily()) return;
  const making = `${folder}.${process.pid}`;
  fs.mkdirSync(making, { recursive: true });
  try {
    for (const names of parts) await fetchOne(making, names);
    for (const file of fs.readdirSync(making).filter((name) => name.endsWith('.deb')))
      await run('dpkg-deb', ['-x', path.join(making, file), making]);
    if (fs.existsSync(path.join(making, 'usr', 'sbin', 'pgbouncer'))) fs.renameSync(making, folder);
    else say('PgBouncer cannot be fetched here: the tests that go through it are skipped');
  } finally {
    fs.rmSync(making, { recursive: true, force: true });
  }
}

async function fetchOne(cwd, names) {
  for (const name of names) {
    const { code } = await run('apt-get', ['download', name], { cwd, timeout: 120_000 });
    if (code === 0) return;
  }
}
