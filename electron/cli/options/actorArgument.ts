import { Option, type Command } from 'commander';
import { InvestigatorError } from '@shared/domain/errors.ts';

export interface ActorOptions {
  readonly noActor?: boolean;
}

/** Adds the operand that names an actor, and its third state beside anonymous. */
export function addActorArgument(command: Command): Command {
  // For commander `--no-x` is the denial of `--x`; here it is an option of its own.
  const nobody = new Option('--no-actor', 'instead of an actor: transactions whose actor nobody recorded');
  nobody.negate = false;
  return command
    .argument('[TYPE:ID|anonymous]', 'the actor, as the application set it', '')
    .addOption(nobody);
}

/** The actor asked for, null being nobody, undefined none named. Error: `usage` (both). */
export function namedActor(operand: string, { noActor = false }: ActorOptions): string | null | undefined {
  if (!noActor) return operand === '' ? undefined : operand;
  if (operand === '') return null;
  throw new InvestigatorError('usage', 'an actor and --no-actor contradict each other', {
    hint: '--no-actor asks for transactions whose actor nobody recorded.',
  });
}

/** The same where one must be named. Error: `usage`. */
export function actorOf(operand: string, options: ActorOptions): string | null {
  const actor = namedActor(operand, options);
  if (actor !== undefined) return actor;
  throw new InvestigatorError('usage', 'no actor is named', {
    hint: 'Name one as TYPE:ID, for example user:42, or anonymous, or give --no-actor.',
  });
}
