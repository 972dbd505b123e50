import type { Command, Option } from 'commander';

/** Every command with its arguments and options, as Markdown. Generated: `node build/docs.mjs`. */
export function commandReference(program: Command): string {
  const globals = `### Global options\n\nWith every command, before or behind its name.\n\n${optionTable(program.options)}`;
  return [globals, ...leaves(program).map(section)].join('\n\n');
}

function leaves(command: Command): readonly Command[] {
  return command.commands.length === 0 ? [command] : command.commands.flatMap(leaves);
}

function section(command: Command): string {
  const names = pathOf(command).join(' ');
  const operands = command.registeredArguments.map((argument) => `<${argument.name()}>`);
  const usage = [
    'threadline-investigator',
    names,
    ...operands,
    ...(command.options.length > 0 ? ['[options]'] : []),
  ];
  const parts = [`### ${names}`, sentence(command.description()), `\`${usage.join(' ')}\``];
  for (const argument of command.registeredArguments) {
    if (argument.description !== '') parts.push(`\`<${argument.name()}>\`: ${argument.description}`);
  }
  if (command.options.length > 0) parts.push(optionTable(command.options));
  return parts.join('\n\n');
}

function pathOf(command: Command): readonly string[] {
  return command.parent === null ? [] : [...pathOf(command.parent), command.name()];
}

function optionTable(options: readonly Option[]): string {
  const rows = options
    .filter(({ hidden }) => !hidden)
    .map((option) => `| \`${cell(option.flags)}\` | ${cell(helpOf(option))} |`);
  return ['| Option | Meaning |', '| --- | --- |', ...rows].join('\n');
}

function helpOf({ description, argChoices, defaultValue }: Option): string {
  const choices = argChoices === undefined ? '' : ` (${argChoices.join(', ')})`;
  const preset =
    typeof defaultValue === 'number' || typeof defaultValue === 'string' ? `; default ${defaultValue}` : '';
  return `${description}${choices}${preset}`;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
