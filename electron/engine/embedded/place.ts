import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { ServerAccount } from './account.ts';
import { canReach, sharedFolder, shortHash } from './reach.ts';

/** Where the files of one embedded database lie. */
export interface Place {
  /** PostgreSQL's data folder. */
  readonly data: string;
  /** The superuser's password, 0600, beside the folder that was asked for. */
  readonly password: string;
  /** False when the data had to go elsewhere, because the server's account cannot reach the folder asked for. */
  readonly asAsked: boolean;
}

/**
 * Decides where the data of `dataDir` goes. Only root ever gets another place than the one asked for: its
 * server runs as an unprivileged account, and that account must be able to walk there.
 */
export function placeFor(dataDir: string, account: ServerAccount | null): Place {
  const asked = path.resolve(dataDir);
  mkdirSync(path.dirname(asked), { recursive: true });
  const password = `${asked}.password`;
  if (account === null || canReach(asked, account)) return { data: asked, password, asAsked: true };
  const name = `${path.basename(asked)}-${shortHash(asked)}`;
  return { data: path.join(sharedFolder('data'), name), password, asAsked: false };
}
