import type { Command } from 'commander';
import { InvestigatorError } from '@shared/domain/errors.ts';

/** The two sets of filter options of a parsed command line; `against` null where there is no `--against`. */
export interface TwoSets {
  readonly selected: object;
  readonly against: object | null;
}

/**
 * Adds `--against` to a command that has filter options: those behind it belong to a second set. Answers the
 * function that takes the parsed options apart. Error, while parsing: `usage` where it is given twice.
 */
export function addAgainstOption(command: Command): (parsed: object) => TwoSets {
  const names = command.options.map((option) => option.attributeName());
  const state: { before: object | null } = { before: null };
  command.option('--against', 'filters behind it say what to compare with; default: the rest of the window');
  // commander tells of each option in the order of the command line.
  command.on('option:against', () => {
    if (state.before !== null)
      throw new InvestigatorError('usage', '--against is given twice', {
        hint: 'Filters before it select, those behind it say what to compare with.',
      });
    // opts() is the live record, not a copy of it.
    state.before = { ...command.opts<object>() };
    for (const name of names) command.setOptionValue(name, undefined);
  });
  return (parsed) =>
    state.before === null ? { selected: parsed, against: null } : { selected: state.before, against: parsed };
}
