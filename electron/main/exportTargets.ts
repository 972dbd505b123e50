import { randomBytes } from 'node:crypto';
import { InvestigatorError } from '@shared/domain/errors.ts';

/** Paths a person chose in the system's dialog, under a token each: a page can never name a path itself. */
export class ExportTargets {
  readonly #chosen = new Map<string, string>();
  readonly #written = new Set<string>();

  remember(path: string): string {
    const token = `target_${randomBytes(8).toString('hex')}`;
    this.#chosen.set(token, path);
    return token;
  }

  /** Stays valid, so that a failed export can be repeated. Error: `not_found`. */
  pathOf(token: string): string {
    const path = this.#chosen.get(token);
    if (path !== undefined) return path;
    throw new InvestigatorError('not_found', 'this file was not chosen in the dialog', {
      hint: 'Choose where to save first.',
    });
  }

  markWritten(path: string): void {
    this.#written.add(path);
  }

  /** Error: `not_found`, for any path this run of the application did not write. */
  assertWritten(path: string): void {
    if (!this.#written.has(path))
      throw new InvestigatorError('not_found', 'this file was not written by this application');
  }
}
