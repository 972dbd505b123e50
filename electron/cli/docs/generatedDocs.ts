import { createProgram } from '../program.ts';
import { resultsTo, type Terminal } from '../terminal.ts';
import { commandReference } from './commandReference.ts';
import { documentReference } from './documentReference.ts';
import { errorReference } from './errorReference.ts';
import { fill } from './fill.ts';

interface GeneratedDoc {
  readonly file: string;
  /** The page with its generated parts as they should be; what people wrote around them stays. */
  readonly render: (page: string) => string;
}

/** Pages whose parts come from the code, so that they cannot say otherwise. */
export function generatedDocs(): readonly GeneratedDoc[] {
  return [
    {
      file: 'docs/CLI.md',
      render: (page) =>
        fill(fill(page, 'commands', commandReference(silentProgram())), 'documents', documentReference()),
    },
    { file: 'docs/ERRORS.md', render: (page) => fill(page, 'errors', errorReference()) },
  ];
}

function silentProgram(): ReturnType<typeof createProgram> {
  const { stdin, stdout, stderr } = process;
  const terminal: Terminal = { env: {}, stdin, stdout, stderr };
  const { signal } = new AbortController();
  return createProgram({ terminal, signal, results: resultsTo(stdout, signal) });
}
