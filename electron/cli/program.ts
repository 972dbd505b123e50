import { Command, Option } from 'commander';
import { version } from '../../package.json';
import type { Bind } from './bind.ts';
import { actorsCommands } from './commands/actors/index.ts';
import { hostRecordsCommands } from './commands/hostRecords/index.ts';
import { findCommands } from './commands/find/index.ts';
import { integrityCommands } from './commands/integrity/index.ts';
import { rowsCommands } from './commands/rows/index.ts';
import { scopeCommands } from './commands/scope/index.ts';
import { summariesCommands } from './commands/summaries/index.ts';
import { captureCommand } from './commands/capture.ts';
import { completionCommand } from './commands/completion.ts';
import { countCommand } from './commands/count.ts';
import { demoCommand } from './commands/demo.ts';
import { exportCommand } from './commands/export.ts';
import { healthCommand } from './commands/health.ts';
import { incidentCommand } from './commands/incident.ts';
import { infoCommand } from './commands/info.ts';
import { ledgerCommand } from './commands/ledger/index.ts';
import { timelineCommand } from './commands/timeline.ts';
import { contextOf, type Run } from './context.ts';
import { recordedCommand } from './recordedCommand.ts';
import { wholeNumberBetween } from './options/wholeNumber.ts';
import { usageErrorOf } from './usageError.ts';

/** The whole command line. Nothing runs until it is parsed; it never ends the process. */
export function createProgram(run: Run): Command {
  const bind: Bind =
    (work) =>
    async (...args) => {
      const command = args.at(-1) as Command;
      // An operand that may be left out and was is no text.
      const given = command.processedArgs.filter((operand) => operand !== undefined);
      const operands = given.map(String);
      await recordedCommand(command, contextOf(command, run), operands, () =>
        work(contextOf(command, run), ...operands),
      );
    };
  const program = new Command('threadline-investigator')
    .description(
      'Investigates a PostgreSQL database audited by Threadline. Reads only; writes files you name.',
    )
    .version(version)
    .helpOption('-h, --help', 'show help')
    .helpCommand('help [COMMAND]', 'show help of a command')
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({
      writeOut: (text) => void run.terminal.stdout.write(text),
      // Errors are told once, in one form, by whoever runs the program.
      writeErr: () => undefined,
    })
    .showSuggestionAfterError(true);
  explainUsage(program);
  for (const option of globalOptions()) program.addOption(option);
  const commands = [
    infoCommand,
    timelineCommand,
    countCommand,
    incidentCommand,
    ...rowsCommands,
    ...actorsCommands,
    ...summariesCommands,
    ...findCommands,
    ...scopeCommands,
    ...integrityCommands,
    exportCommand,
    healthCommand,
    ...hostRecordsCommands,
    captureCommand,
    ledgerCommand,
    demoCommand,
    completionCommand,
  ];
  for (const make of commands) adopt(program, make(bind));
  return program;
}

/** A command made apart from its parent does not inherit how the parent treats errors and help. */
function adopt(parent: Command, child: Command): void {
  parent.addCommand(child);
  child.copyInheritedSettings(parent);
  for (const grandchild of child.commands) {
    grandchild.copyInheritedSettings(child);
    explainUsage(grandchild);
  }
  explainUsage(child);
}

/** What is refused is told in the words of the command that refuses it. */
function explainUsage(command: Command): void {
  command.exitOverride((error) => {
    throw usageErrorOf(command, error);
  });
}

function globalOptions(): readonly Option[] {
  return [
    new Option('--url <URL>', 'PostgreSQL URI (postgres://, postgresql://, ecto://); else DATABASE_URL, PG*'),
    new Option('--profile <NAME>', 'a connection saved by the application'),
    new Option('--demo', 'the embedded demo: joins the one that runs, else starts it for this command'),
    new Option('--storage-schema <NAME>', 'schema of the Threadline tables; default: probed'),
    new Option('--json', 'print one JSON document, nothing else'),
    new Option(
      '--statement-timeout <MS>',
      'longest a statement may run; default 30000, for export 0 (no limit)',
    ).argParser(wholeNumberBetween(0, 2_147_483_647)),
    new Option('--no-color', 'no colours'),
    new Option('--quiet', 'no progress and remarks'),
    new Option('--verbose', 'say more, on standard error'),
  ];
}
