import { Argument, Command } from 'commander';
import { InvestigatorError } from '@shared/domain/errors.ts';
import type { Bind } from '../bind.ts';
import { completionScript, shells, type Shell } from '../completion/script.ts';

/** `completion`: a script that completes commands and options in a shell. */
export function completionCommand(bind: Bind): Command {
  const command = new Command('completion').description('print a completion script for a shell');
  // Named by its choices, so that usage and "missing required argument" name them too.
  const argument = new Argument(`<${shells.join('|')}>`, 'the shell').choices(shells).argParser(shellOf);
  return command.addArgument(argument).action(
    bind(async (context, shell = '') => {
      await context.print(completionScript(shell as Shell, command.parent ?? command));
    }),
  );
}

/** In place of commander's refusal, which speaks of a "command-argument value". Error: `usage`. */
function shellOf(text: string): Shell {
  const shell = shells.find((known) => known === text);
  if (shell !== undefined) return shell;
  throw new InvestigatorError(
    'usage',
    `no completion for ${JSON.stringify(text)}, only for ${listed(shells)}`,
    {
      hint: `threadline-investigator completion ${shells[0]}`,
    },
  );
}

function listed(names: readonly string[]): string {
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;
}
