import type { Argument, Command, CommanderError, Option } from 'commander';
import { suggestion } from '@engine/capture/suggest.ts';
import { InvestigatorError } from '@shared/domain/errors.ts';

/**
 * What commander refuses, with what to do about it: the operand or option that is missing in the words of its help,
 * the values allowed, the commands there are. Printed help and version pass unchanged.
 */
export function usageErrorOf(command: Command, error: CommanderError): Error {
  if (error.exitCode === 0) return error;
  if (error.code === 'commander.help') return withoutCommand(command);
  const [message = '', ...rest] = error.message.replace(/^error: /, '').split('\n');
  const meant = rest
    .join(' ')
    .trim()
    .replace(/^\(|\)$/g, '');
  return usage(message, meant === '' ? hintOf(command, error.code, message) : meant);
}

/** Help as an error is what commander has for a group alone, and for help of what does not exist. */
function withoutCommand(command: Command): InvestigatorError {
  const [first, asked] = command.args;
  if (first !== 'help' || asked === undefined)
    return usage(`${pathOf(command)}: a command is missing`, listed(command));
  const names = command.commands.map((one) => one.name());
  // Names are compared as the suggestion spells words.
  const near = suggestion(
    asked,
    names.map((name) => name.replaceAll('-', '_')),
  );
  const meant = names.find((name) => name.replaceAll('-', '_') === near);
  return usage(
    `unknown command '${asked}'`,
    meant === undefined ? listed(command) : `Did you mean ${meant}?`,
  );
}

function hintOf(command: Command, code: string, message: string): string {
  const help = `"${pathOf(command)} --help" shows how it is called.`;
  switch (code) {
    case 'commander.unknownCommand':
      return listed(command);
    case 'commander.missingArgument': {
      const missing = command.registeredArguments.find((one) => message.includes(`'${one.name()}'`));
      return missing === undefined ? help : `${pathOf(command)} ${explained(missing)}`;
    }
    case 'commander.missingMandatoryOptionValue':
    case 'commander.optionMissingArgument':
    case 'commander.invalidArgument':
      return optionHint(command, message) ?? help;
    case 'commander.excessArguments':
      return `${pathOf(command)} ${command.usage()}; put a text with blanks in quotes.`;
    case 'commander.unknownOption':
      return `"${pathOf(command)} --help" lists its options.`;
    default:
      return help;
  }
}

function optionHint(command: Command, message: string): string | null {
  const flags = /option '([^']+)'/.exec(message)?.[1];
  for (let one: Command | null = command; one !== null; one = one.parent) {
    const option: Option | undefined = one.options.find((each) => each.flags === flags);
    if (option === undefined) continue;
    const { argChoices } = option;
    return argChoices === undefined
      ? `${option.flags}: ${option.description}.`
      : `${option.flags}: one of ${argChoices.join(', ')}.`;
  }
  return null;
}

function explained(argument: Argument): string {
  return `<${argument.name()}>: ${argument.description}.`;
}

/** Few are listed; of many, how to see them. */
function listed(command: Command): string {
  const names = command.commands.map((one) => `${pathOf(command)} ${one.name()}`);
  if (command.parent === null) return `"${command.name()} --help" lists the commands.`;
  return names.length === 1 ? `There is: ${names.join()}.` : `One of: ${names.join(', ')}.`;
}

/** The words of a command as typed; the program's own name only where nothing else is left. */
function pathOf(command: Command): string {
  const words: string[] = [];
  for (let one = command; one.parent !== null; one = one.parent) words.unshift(one.name());
  return words.length === 0 ? command.name() : words.join(' ');
}

function usage(message: string, hint: string): InvestigatorError {
  return new InvestigatorError('usage', message, { hint });
}
