import type { Command } from 'commander';
import { recorded } from '@engine/ledger/recorded.ts';
import { ledgerWriter } from '@engine/ledger/writer.ts';
import { investigatorHome } from '@engine/store/home.ts';
import { InvestigatorError } from '@shared/domain/errors.ts';
import { filterKeys } from '@shared/domain/filters.ts';
import type { Context } from './context.ts';
import { ledgerIdentity } from './ledgerIdentity.ts';
import { printable } from './text/printable.ts';

/** How an answer is printed is no part of the question; which database, the ledger's source tells. */
const NOT_ASKED: ReadonlySet<string> = new Set([
  'url',
  'profile',
  'demo',
  'json',
  'color',
  'quiet',
  'verbose',
]);

/** What filters are made of (filterOptions.ts), as commander names it. */
const FILTER_OPTIONS: ReadonlySet<string> = new Set(
  [...filterKeys, 'actor_json', 'scope'].map((key) =>
    key.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase()),
  ),
);

/**
 * The one place where the command line's questions are recorded: whatever asks a database, whichever command.
 * Waits until it is on the disk, as the process ends now; a ledger that cannot be written is told and fails nothing.
 */
export async function recordedCommand(
  command: Command,
  context: Context,
  operands: readonly string[],
  work: () => Promise<void>,
): Promise<void> {
  const { options, terminal, signal } = context;
  const home = investigatorHome(terminal.env);
  const writer = ledgerWriter(home, ledgerIdentity, () => undefined);
  const name = options.profile ?? (options.demo === true ? 'Demo' : null);
  const question = {
    asked: nameOf(command),
    filters: null,
    parametersOf: (filters: unknown) => parametersOf(command, operands, filters !== null),
    nameOf: () => name,
    signal,
  };
  try {
    await recorded(writer, ledgerIdentity, question, work);
  } finally {
    await writer.flush().catch((error: unknown) => {
      const why = error instanceof InvestigatorError ? error.message : String(error);
      context.note(`this question is not in the ledger: ${printable(why)}`);
    });
  }
}

/** `health coverage`. */
function nameOf(command: Command): string {
  const { parent } = command;
  // The program itself has no name here.
  return parent?.parent == null ? command.name() : `${nameOf(parent)} ${command.name()}`;
}

/** What was given, not what is assumed without it, nor what the filters tell already. */
function parametersOf(
  command: Command,
  operands: readonly string[],
  hasFilters: boolean,
): Readonly<Record<string, unknown>> {
  const options: Readonly<Record<string, unknown>> = command.optsWithGlobals();
  const given = Object.entries(options).filter(
    ([name]) =>
      !NOT_ASKED.has(name) &&
      // Behind --against stand the options of a second set, which those filters are not.
      !(hasFilters && options['against'] !== true && FILTER_OPTIONS.has(name)) &&
      command.getOptionValueSourceWithGlobals(name) === 'cli',
  );
  return { ...Object.fromEntries(given), ...(operands.length === 0 ? {} : { operands }) };
}
