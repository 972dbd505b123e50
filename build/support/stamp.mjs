import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { inCache, root } from './paths.mjs';

/** Files under the given files and folders (relative to the checkout), sorted; missing ones are left out. */
export function filesUnder(entries, keep = () => true) {
  const found = [];
  const visit = (relative) => {
    const stat = fs.statSync(path.join(root, relative), { throwIfNoEntry: false });
    if (stat === undefined) return;
    if (!stat.isDirectory()) {
      if (keep(relative)) found.push(relative);
      return;
    }
    for (const name of fs.readdirSync(path.join(root, relative))) visit(path.posix.join(relative, name));
  };
  for (const entry of entries) visit(entry);
  return found.sort();
}

/** One digest over names and contents, plus anything else the result depends on. */
export function digest(files, extra = '') {
  const hash = createHash('sha256').update(extra);
  for (const file of files) {
    hash.update(`\0${file}\0`).update(fs.readFileSync(path.join(root, file)));
  }
  return hash.digest('hex');
}

const stampFile = (name) => inCache('stamps', name);

/** True when the step called `name` was last finished with exactly this digest. */
export function isFresh(name, value) {
  try {
    return fs.readFileSync(stampFile(name), 'utf8') === value;
  } catch {
    return false;
  }
}

export function writeStamp(name, value) {
  fs.mkdirSync(path.dirname(stampFile(name)), { recursive: true });
  fs.writeFileSync(stampFile(name), value);
}

export function clearStamp(name) {
  fs.rmSync(stampFile(name), { force: true });
}
