import type { Command } from 'commander';

export interface RowOptions {
  readonly table: string;
  readonly pk: string;
}

/** Adds the two options that name one row. */
export function addRowOptions(command: Command): Command {
  return command
    .requiredOption('--table <NAME|SCHEMA.NAME>', 'table of the row; with its schema where several have it')
    .requiredOption('--pk <JSON>', 'the whole key, {"id":42}; a bare value where one column is the key');
}
