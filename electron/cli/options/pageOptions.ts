import { Option, type Command } from 'commander';
import { InvestigatorError } from '@shared/domain/errors.ts';
import { wholeNumberBetween } from './wholeNumber.ts';

export interface PageOptions {
  readonly limit: number;
  readonly after?: string;
  readonly before?: string;
}

export interface Page {
  readonly cursor: string | null;
  readonly direction: 'older' | 'newer';
  readonly limit: number;
}

/** Adds the options of a paged list of `what` (plural), 50 a page. */
export function addPageOptions(command: Command, what: string): Command {
  return command
    .addOption(new Option('--limit <N>', `${what} a page`).argParser(wholeNumberBetween(1, 1000)).default(50))
    .option('--after <CURSOR>', `continue with older ${what}`)
    .option('--before <CURSOR>', `continue with newer ${what}`);
}

/** Error: `usage` where both directions are asked for. */
export function pageOf({ limit, after, before }: PageOptions): Page {
  if (after !== undefined && before !== undefined)
    throw new InvestigatorError('usage', '--after and --before contradict each other', {
      hint: '--after continues with what is older, --before with what is newer.',
    });
  return { cursor: after ?? before ?? null, direction: before === undefined ? 'older' : 'newer', limit };
}
