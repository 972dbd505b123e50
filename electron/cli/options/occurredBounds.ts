import type { Command } from 'commander';

export interface BoundsOptions {
  readonly from?: string;
  readonly to?: string;
}

/** Adds bounds on `occurred_at`, a transaction's first captured write. */
export function addOccurredBounds(command: Command): Command {
  return command
    .option('--from <TIME>', 'first captured write at or after (ISO-8601 with offset, inclusive)')
    .option('--to <TIME>', 'first captured write at or before (inclusive)');
}
