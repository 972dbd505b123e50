import fs from 'node:fs';
import fsp from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';

/**
 * Unpacks those entries of a zip for which `place` gives a path; others are skipped. Existing files are an error.
 * @param {string} zipFile @param {string} dir @param {(name: string) => string | null} place
 * @returns {Promise<{files: number, bytes: number}>}
 */
export async function unzip(zipFile, dir, place) {
  // Imported here: this module is loaded before the libraries are installed.
  const { default: yauzl } = await import('yauzl');
  const zip = await promisify(yauzl.open)(zipFile, { lazyEntries: true, autoClose: false });
  const openEntry = promisify(zip.openReadStream.bind(zip));
  const sum = { files: 0, bytes: 0 };
  const take = async (entry) => {
    const name = place(entry.fileName);
    if (name === null) return;
    const file = path.join(dir, name);
    await fsp.mkdir(path.dirname(file), { recursive: true });
    const mode = (entry.externalFileAttributes >>> 16) & 0o111 ? 0o755 : 0o644;
    await pipeline(await openEntry(entry), fs.createWriteStream(file, { mode, flags: 'wx' }));
    sum.files += 1;
    sum.bytes += entry.uncompressedSize;
  };
  try {
    await new Promise((resolve, reject) => {
      zip.on('error', reject);
      zip.on('end', resolve);
      zip.on('entry', (entry) => {
        take(entry).then(() => zip.readEntry(), reject);
      });
      zip.readEntry();
    });
  } finally {
    zip.close();
  }
  return sum;
}
