import { expect } from 'vitest';
import { errorDocument } from '@shared/cli/documents.ts';
import type { CliRun } from './cli.ts';

/** One line `error[CODE]: …` and a hint on stderr; with --json the same as a document on stdout. */
export function expectFailure(run: CliRun, code: string, exit: number, message = /./): void {
  const lines = run.stderr.trimEnd().split('\n');
  const at = lines.findIndex((line) => line.startsWith('error['));
  expect(lines[at], run.stderr).toMatch(new RegExp(`^error\\[${code}\\]: `));
  expect(lines[at]).toMatch(message);
  expect(run.code).toBe(exit);
  if (run.stdout !== '') {
    // eslint-disable-next-line no-restricted-syntax -- a document of ours, no evidence in it
    const document = errorDocument.parse(JSON.parse(run.stdout));
    expect(document.error.code).toBe(code);
    expect(lines[at]).toContain(document.error.message);
  }
}
