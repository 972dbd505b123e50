import { CommanderError } from 'commander';
import { isBrokenPipe, streamError } from '@engine/exports/outputError.ts';
import { untilAborted } from '@engine/exports/untilAborted.ts';
import { failureOf } from './fail.ts';
import type { Run } from './context.ts';
import { createProgram } from './program.ts';
import { catchSignals } from './signals.ts';
import { resultsTo, withinPatience, write, type Terminal } from './terminal.ts';

/** Runs one command line and answers its exit code (docs/CLI.md). Never throws. */
export async function runCli(argv: readonly string[], terminal: Terminal): Promise<number> {
  const stop = new AbortController();
  const signals = catchSignals(stop);
  const results = resultsTo(terminal.stdout, stop.signal);
  const refusals: Error[] = [];
  // Without a listener a reader that goes away would end the process with a stack trace.
  terminal.stdout.on('error', (error: Error) => {
    refusals.push(error);
    stop.abort();
  });
  terminal.stderr.on('error', () => undefined);
  try {
    const program = createProgram({ terminal, results, signal: stop.signal });
    await program.parseAsync(argv.length === 0 ? ['--help'] : argv, { from: 'user' });
    // What serves until it is interrupted ends so without an error.
    return signals.exitCode() ?? 0;
  } catch (error) {
    if (isAnswered(error)) return 0;
    // The reader of a result had enough of it, as `head` has: that is no failure.
    if (isBrokenPipe(error)) return 0;
    // Half an export went where it cannot go on: that, not the cancelling it caused, is the news.
    const failure = refusals.length === 0 ? error : streamError(refusals[0]);
    await tell(failure, argv, { terminal, results, signal: stop.signal });
    return signals.exitCode() ?? failureOf(failure, false).exitCode;
  } finally {
    signals.release();
  }
}

/** commander throws also after it printed help or version. */
function isAnswered(error: unknown): boolean {
  return error instanceof CommanderError && error.exitCode === 0;
}

async function tell(
  error: unknown,
  argv: readonly string[],
  { terminal, results, signal }: Run,
): Promise<void> {
  const options = argv.slice(0, argv.includes('--') ? argv.indexOf('--') : argv.length);
  const failure = failureOf(error, options.includes('--verbose'));
  terminal.stderr.write(failure.text);
  // Exactly one document, also for what is told behind a result: truncated, interrupted.
  if (!options.includes('--json') || results.begun) return;
  const written = write(terminal.stdout, failure.json).catch(() => undefined);
  if (signal.aborted) await withinPatience(written);
  else await untilAborted(written, signal).catch(() => undefined);
}
