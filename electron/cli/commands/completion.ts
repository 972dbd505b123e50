import { Argument, Command } from 'commander';
import type { Bind } from '../bind.ts';
import { completionScript, shells, type Shell } from '../completion/script.ts';

/** `completion`: a script that completes commands and options in a shell. */
export function completionCommand(bind: Bind): Command {
  const command = new Command('completion').description('print a completion script for a shell');
  return command.addArgument(new Argument('<SHELL>', 'which shell').choices(shells)).action(
    bind(async (context, shell = '') => {
      await context.print(completionScript(shell as Shell, command.parent ?? command));
    }),
  );
}
