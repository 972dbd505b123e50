import { describe, expect, it } from 'vitest';
import { InvestigatorError } from '@shared/domain/errors.ts';
import { createProgram } from './program.ts';

const sink = { write: () => true } as unknown as NodeJS.WriteStream;
const terminal = { env: {}, stdin: process.stdin, stdout: sink, stderr: sink };

async function refused(...args: readonly string[]): Promise<string> {
  const program = createProgram({
    terminal,
    results: { begun: false, print: () => Promise.resolve() },
    signal: AbortSignal.abort(),
  });
  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    if (!(error instanceof InvestigatorError)) throw error;
    expect(error.code).toBe('usage');
    return `${error.message} | ${error.hint ?? ''}`;
  }
  throw new Error('was not refused');
}

describe('a usage error says what to do', () => {
  it.each([
    ['nosuch', `unknown command 'nosuch' | "threadline-investigator --help" lists the commands.`],
    ['timelin', `unknown command 'timelin' | Did you mean timeline?`],
    ['help nosuch', `unknown command 'nosuch' | "threadline-investigator --help" lists the commands.`],
    ['help timelin', `unknown command 'timelin' | Did you mean timeline?`],
    ['help as-off', `unknown command 'as-off' | Did you mean as-of?`],
    ['health nosuch', `unknown command 'nosuch' | There is: health coverage.`],
    ['demo help nosuch', `unknown command 'nosuch' | One of: demo serve, demo reset.`],
    ['demo', 'demo: a command is missing | One of: demo serve, demo reset.'],
    [
      'incident',
      "missing required argument 'TXUUID' | incident <TXUUID>: id of the transaction (a uuid, not a txid).",
    ],
    [
      'history --table x',
      `required option '--pk <JSON>' not specified | --pk <JSON>: the whole key, {"id":42}; a bare value where one column is the key.`,
    ],
    ['timeline --limit', "option '--limit <N>' argument missing | --limit <N>: changes a page."],
    [
      'export --format xml -o x',
      "option '--format <FORMAT>' argument 'xml' is invalid. Allowed choices are json, csv, ndjson. | --format <FORMAT>: one of json, csv, ndjson.",
    ],
    [
      'timeline --limit x',
      "option '--limit <N>' argument 'x' is invalid. It must be a whole number from 1 to 1000. | --limit <N>: changes a page.",
    ],
    ['info --url', "option '--url <URL>' argument missing | --url <URL>: PostgreSQL URI"],
    [
      'incident a b',
      "too many arguments for 'incident'. Expected 1 argument but got 2. | incident [options] <TXUUID>; put a text with blanks in quotes.",
    ],
    ['count --bogus', `unknown option '--bogus' | "count --help" lists its options.`],
    ['count --tabel x', "unknown option '--tabel' | Did you mean --table?"],
  ])('%s', async (line, said) => {
    expect((await refused(...line.split(' '))).slice(0, said.length)).toBe(said);
  });
});
