import { expect } from 'vitest';
import { errorDocument } from '@shared/cli/documents.ts';
import type { CliRun } from './cli.ts';

interface Told {
  readonly message?: RegExp | undefined;
  /** Whether --json was asked: then standard output must hold exactly the error's document. */
  readonly json?: boolean;
}

/** One line `error[CODE]: …` and a hint on stderr; with --json the same as the one document on stdout. */
export function expectFailure(
  run: CliRun,
  code: string,
  exit: number,
  { message = /./, json = false }: Told = {},
): void {
  const lines = run.stderr.trimEnd().split('\n');
  const told = lines.filter((line) => line.startsWith('error['));
  expect(told, run.stderr).toHaveLength(1);
  expect(told[0]).toMatch(new RegExp(`^error\\[${code}\\]: `));
  expect(told[0]).toMatch(message);
  expect(run.code).toBe(exit);
  if (!json) return;
  // eslint-disable-next-line no-restricted-syntax -- a document of ours, no evidence in it
  const document = errorDocument.parse(JSON.parse(run.stdout));
  expect(document.error.code).toBe(code);
  expect(told[0]).toContain(document.error.message);
}
