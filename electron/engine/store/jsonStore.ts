import fs from 'node:fs/promises';
import path from 'node:path';
import { InvestigatorError } from '@shared/domain/errors.ts';
import type { z } from 'zod';
import { writeAtomically } from './atomicFile.ts';
import { explained, isSystemError } from './explained.ts';
import { acquireLock } from './fileLock.ts';
import { ensureHome } from './home.ts';

export interface StoreDefinition<T extends Versioned> {
  /** File name inside the home, e.g. `profiles.json`. */
  readonly name: string;
  /** The version this program writes. */
  readonly version: number;
  /** The whole document of that version, `version` included. */
  readonly schema: z.ZodType<T>;
  /** What a missing file means. */
  readonly empty: T;
  /** Makes version n+1 out of version n, for every n that was ever written. */
  readonly migrations?: Readonly<Record<number, (document: unknown) => unknown>>;
}

interface Versioned {
  readonly version: number;
}

export interface StoreReading<T> {
  readonly value: T;
  /** Where a damaged file was moved to since this store was made; null when there was none. */
  readonly damagedKeptAt: string | null;
}

export interface JsonStore<T> {
  readonly file: string;
  /** Errors: `store_too_new`, `store_locked` (only when a damaged file must be moved), `output_not_writable`. */
  read(): Promise<StoreReading<T>>;
  /** Changes the document under the lock; other processes' changes are never lost. Answers the new document. */
  update(change: (current: T) => T): Promise<T>;
}

/**
 * One JSON file of local state. Reading needs no lock, since files are replaced in one step. A file that
 * cannot be understood is moved to `NAME.damaged-<time>` and reported, never overwritten; one of a newer
 * version is left where it is and refused.
 */
export function jsonStore<T extends Versioned>(home: string, definition: StoreDefinition<T>): JsonStore<T> {
  const file = path.join(home, definition.name);
  let damagedKeptAt: string | null = null;
  let queue: Promise<unknown> = Promise.resolve();

  /** One at a time in this process too: the lock file tells processes apart, not calls. */
  const exclusively = <R>(work: (assertHeld: () => Promise<void>) => Promise<R>): Promise<R> => {
    const run = queue.then(async () => {
      ensureHome(home);
      const lock = await acquireLock(`${file}.lock`);
      try {
        return await work(lock.assertHeld);
      } finally {
        await lock.release();
      }
    });
    queue = run.catch(() => undefined);
    return run;
  };

  /** Under the lock: somebody may have repaired or moved the file since it was read. */
  const loadOrSetAside = async (): Promise<T> => {
    const loaded = await load(file, definition);
    if (loaded.state !== 'damaged') return loaded.value;
    damagedKeptAt = await setAside(file);
    return definition.empty;
  };

  return {
    file,
    read: () =>
      explained(file, async () => {
        const loaded = await load(file, definition);
        const value = loaded.state === 'damaged' ? await exclusively(loadOrSetAside) : loaded.value;
        return { value, damagedKeptAt };
      }),
    update: (change) =>
      explained(file, () =>
        exclusively(async (assertHeld) => {
          const next = definition.schema.parse(change(await loadOrSetAside()));
          await writeAtomically(file, `${JSON.stringify(next, null, 2)}\n`, assertHeld);
          return next;
        }),
      ),
  };
}

type Loaded<T> = { readonly state: 'ok'; readonly value: T } | { readonly state: 'damaged' };

async function load<T extends Versioned>(file: string, definition: StoreDefinition<T>): Promise<Loaded<T>> {
  const text = await readText(file);
  if (text === null) return { state: 'ok', value: definition.empty };
  let document: unknown;
  try {
    // eslint-disable-next-line no-restricted-syntax -- our own settings, not evidence
    document = JSON.parse(text);
  } catch {
    return { state: 'damaged' };
  }
  const version = versionOf(document);
  if (version === null) return { state: 'damaged' };
  if (version > definition.version) throw tooNew(file, version, definition.version);
  const parsed = definition.schema.safeParse(migrate(document, version, definition));
  return parsed.success ? { state: 'ok', value: parsed.data } : { state: 'damaged' };
}

function migrate<T extends Versioned>(
  from: unknown,
  version: number,
  definition: StoreDefinition<T>,
): unknown {
  let document = from;
  for (let at = version; at < definition.version; at += 1) {
    const step = definition.migrations?.[at];
    if (step === undefined) return undefined;
    document = step(document);
  }
  return document;
}

function versionOf(document: unknown): number | null {
  if (document === null || typeof document !== 'object' || !('version' in document)) return null;
  const { version } = document;
  return typeof version === 'number' && Number.isInteger(version) && version > 0 ? version : null;
}

async function readText(file: string): Promise<string | null> {
  try {
    return await fs.readFile(file, 'utf8');
  } catch (error) {
    if (isSystemError(error) && error.code === 'ENOENT') return null;
    throw error;
  }
}

/** Never over an earlier damaged file: each may be the only copy of somebody's connections. */
async function setAside(file: string): Promise<string> {
  // eslint-disable-next-line no-restricted-syntax -- names a file, is not evidence
  const stamp = new Date().toISOString().replace(/[-:]/g, '').replace('.', '_');
  for (let attempt = 0; ; attempt += 1) {
    const target = `${file}.damaged-${stamp}${attempt === 0 ? '' : `-${attempt}`}`;
    try {
      await fs.link(file, target);
    } catch (error) {
      if (isSystemError(error) && error.code === 'EEXIST') continue;
      await fs.rename(file, target);
      return target;
    }
    await fs.unlink(file);
    return target;
  }
}

function tooNew(file: string, found: number, known: number): InvestigatorError {
  return new InvestigatorError(
    'store_too_new',
    `${file} has version ${found}, this program knows versions up to ${known}`,
    { hint: 'It was written by a newer Threadline Investigator and was left untouched. Use that one.' },
  );
}
