import { createProgram } from '../program.ts';
import { resultsTo, type Terminal } from '../terminal.ts';

/** The commands with their options, to be read; running one is nobody's intention here. */
export function silentProgram(): ReturnType<typeof createProgram> {
  const { stdin, stdout, stderr } = process;
  const terminal: Terminal = { env: {}, stdin, stdout, stderr };
  const { signal } = new AbortController();
  return createProgram({ terminal, signal, results: resultsTo(stdout, signal) });
}
