import { randomBytes } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import { syncFolder } from './syncFolder.ts';

const TEMPORARY = /\.tmp-\d+-[0-9a-f]+$/;

/**
 * Replaces a file in one step, readable by its owner only: whoever reads meanwhile sees the old text or the
 * new one, and after a power cut one of both is there. The caller holds the store's lock, so temporary files
 * that lie about were left by a writer that died and are removed.
 */
export async function writeAtomically(
  file: string,
  text: string,
  beforeRename: () => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  await removeLeftovers(file);
  const temporary = `${file}.tmp-${process.pid}-${randomBytes(4).toString('hex')}`;
  try {
    await writeAndSync(temporary, text);
    await beforeRename();
    await fs.rename(temporary, file);
  } catch (error) {
    await fs.rm(temporary, { force: true });
    throw error;
  }
  await syncFolder(path.dirname(file));
}

async function writeAndSync(file: string, text: string): Promise<void> {
  const handle = await fs.open(file, 'wx', 0o600);
  try {
    await handle.writeFile(text, 'utf8');
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function removeLeftovers(file: string): Promise<void> {
  const folder = path.dirname(file);
  const start = `${path.basename(file)}.tmp-`;
  for (const name of await fs.readdir(folder)) {
    if (name.startsWith(start) && TEMPORARY.test(name)) await fs.rm(path.join(folder, name), { force: true });
  }
}
