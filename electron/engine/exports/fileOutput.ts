import { open, link, lstat, realpath, rename, unlink, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { InvestigatorError } from '@shared/domain/errors.ts';
import type { Output } from './output.ts';
import { outputError } from './outputError.ts';

/**
 * Writes `FILE.partial`, which must not exist, and gives it its name only when it is whole and on the disk.
 * An existing file is refused without `force` before anything is asked of the database, and again at the end
 * should one have appeared meanwhile. A link is followed: the file it names is written, not the link replaced.
 * Errors: `output_exists`, `output_not_writable`, `disk_full`.
 */
export async function openFileOutput(file: string, force: boolean): Promise<Output> {
  const target = await checkTarget(file, force);
  const partial = `${target}.partial`;
  const handle = await createPartial(partial, file);
  const flusher = flushAlong(handle);
  return {
    name: file,
    write: async (bytes) => {
      try {
        await writeAll(handle, bytes);
        flusher.wrote(bytes.length);
      } catch (error) {
        throw outputError(file, error);
      }
    },
    finish: async () => {
      try {
        await flusher.idle();
        await handle.sync();
        await handle.close();
        await (force ? rename(partial, target) : renameNew(partial, target));
        await syncFolder(path.dirname(target));
      } catch (error) {
        throw isCode(error, 'EEXIST') ? exists(file) : outputError(file, error);
      }
    },
    discard: async () => {
      await flusher.idle().catch(ignore);
      await handle.close().catch(ignore);
      await unlink(partial).catch(ignore);
    },
  };
}

/**
 * Answers the path to write, refusing what exists and anything that is not a file (a device, a folder). For
 * asking before a connection is made, too. Errors: `output_exists`, `output_not_writable`.
 */
export async function checkTarget(file: string, force: boolean): Promise<string> {
  try {
    const target = await realpath(file);
    if (!(await lstat(target)).isFile())
      throw new InvestigatorError('output_not_writable', `cannot write ${file}: it is not a regular file`, {
        hint: 'Name a file, or write to standard output and redirect it.',
      });
    if (!force) throw exists(file);
    return target;
  } catch (error) {
    if (isCode(error, 'ENOENT')) return path.resolve(file);
    throw outputError(file, error);
  }
}

const FLUSH_BYTES = 32 * 1024 * 1024;

/**
 * Sends what was written to the disk while more is on its way, so that the sync at the end has little left to
 * wait for. A failure is told by `idle`.
 */
function flushAlong(handle: FileHandle): { wrote(bytes: number): void; idle(): Promise<void> } {
  let unflushed = 0;
  let busy = false;
  let last: Promise<void> = Promise.resolve();
  return {
    wrote: (bytes) => {
      unflushed += bytes;
      if (unflushed < FLUSH_BYTES || busy) return;
      unflushed = 0;
      busy = true;
      const flushed = handle.datasync().finally(() => (busy = false));
      last = Promise.all([last, flushed]).then(() => undefined);
      last.catch(ignore);
    },
    idle: () => last,
  };
}

async function createPartial(partial: string, file: string): Promise<FileHandle> {
  try {
    return await open(partial, 'wx', 0o600);
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw outputError(file, error);
    throw new InvestigatorError('output_exists', `${partial} exists`, {
      hint: 'Another export is writing it, or one was killed. If none runs, delete it.',
    });
  }
}

async function writeAll(handle: FileHandle, bytes: Uint8Array): Promise<void> {
  let from = 0;
  while (from < bytes.length) {
    const { bytesWritten } = await handle.write(bytes, from, bytes.length - from);
    from += bytesWritten;
  }
}

/** `rename` would replace a file that appeared meanwhile; `link` refuses. Not every file system has links. */
async function renameNew(partial: string, target: string): Promise<void> {
  try {
    await link(partial, target);
  } catch (error) {
    if (isCode(error, 'EEXIST')) throw error;
    await refuseExisting(target);
    await rename(partial, target);
    return;
  }
  await unlink(partial);
}

async function refuseExisting(target: string): Promise<void> {
  const found = await lstat(target).catch(() => null);
  if (found !== null) throw exists(target);
}

/** Makes the new name survive a power cut, where folders can be opened; the file itself is whole already. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => null);
  await handle?.sync().catch(ignore);
  await handle?.close().catch(ignore);
}

function exists(file: string): InvestigatorError {
  return new InvestigatorError('output_exists', `${file} exists`, {
    hint: 'Choose another name, or say that it may be replaced (--force).',
  });
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

function ignore(): void {
  // Giving up a file that is gone already is as good; a folder that cannot be synced is as synced as it gets.
}
