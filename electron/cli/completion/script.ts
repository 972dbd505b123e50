import type { Command } from 'commander';

export const shells = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof shells)[number];

/** A completion script for one shell: commands, their options, and the values options choose from. */
export function completionScript(shell: Shell, program: Command): string {
  const nodes = nodesOf(program, []);
  switch (shell) {
    case 'bash':
      return bash(program.name(), nodes);
    case 'zsh':
      // zsh runs bash's completion functions itself once told to.
      return `#compdef ${program.name()}\nautoload -U +X bashcompinit && bashcompinit\n${bash(program.name(), nodes)}`;
    case 'fish':
      return fish(program.name(), nodes);
  }
}

interface Node {
  /** Words that lead here: `health coverage`; empty for the program. */
  readonly path: readonly string[];
  readonly words: readonly { readonly word: string; readonly help: string }[];
}

function nodesOf(command: Command, path: readonly string[]): readonly Node[] {
  const help = command.createHelp();
  const inherited = ancestors(command);
  const options = [...help.visibleOptions(command), ...inherited.flatMap((parent) => parent.options)];
  const words = [
    ...command.commands.map((child) => ({ word: child.name(), help: child.description() })),
    ...options.map(({ long, description }) => ({ word: long ?? '', help: description })),
    ...command.registeredArguments.flatMap(({ argChoices = [] }) =>
      argChoices.map((word) => ({ word, help: '' })),
    ),
  ];
  const unique = words.filter(({ word }, at) => words.findIndex((other) => other.word === word) === at);
  return [
    { path, words: unique },
    ...command.commands.flatMap((child) => nodesOf(child, [...path, child.name()])),
  ];
}

function ancestors(command: Command): readonly Command[] {
  return command.parent === null ? [] : [command.parent, ...ancestors(command.parent)];
}

function bash(name: string, nodes: readonly Node[]): string {
  const cases = nodes
    .map(
      ({ path, words }) => `    '${path.join(' ')}') words='${words.map(({ word }) => word).join(' ')}' ;;`,
    )
    .join('\n');
  const paths = nodes.map(({ path }) => `'${path.join(' ')}'`).join('|');
  const fn = `_${name.replaceAll('-', '_')}`;
  return `${fn}() {
  local current="\${COMP_WORDS[COMP_CWORD]}" path='' word words='' next
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    next="\${path:+$path }$word"
    case "$next" in ${paths}) path="$next" ;; esac
  done
  case "$path" in
${cases}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F ${fn} ${name}
`;
}

function fish(name: string, nodes: readonly Node[]): string {
  const quote = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
  const lines = nodes.flatMap(({ path, words }) => {
    const here =
      path.length === 0
        ? '__fish_use_subcommand'
        : path.map((word) => `__fish_seen_subcommand_from ${word}`).join('; and ');
    return words.map(({ word, help }) => {
      const what = word.startsWith('--') ? `-l ${word.slice(2)}` : `-f -a ${quote(word)}`;
      return `complete -c ${name} -n ${quote(here)} ${what} -d ${quote(help)}`;
    });
  });
  return `${lines.join('\n')}\n`;
}
