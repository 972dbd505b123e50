import { Command, Option } from 'commander';
import { timelinePage } from '@engine/timeline/page.ts';
import { cursorAt } from '@shared/domain/cursor.ts';
import { InvestigatorError } from '@shared/domain/errors.ts';
import { parseInstant } from '@shared/domain/instant.ts';
import type { Bind } from '../bind.ts';
import { timelineJson } from '../json/timelineJson.ts';
import { addFilterOptions, filtersOf } from '../options/filterOptions.ts';
import { withFilters } from '../options/keyFilters.ts';
import { wholeNumberBetween } from '../options/wholeNumber.ts';
import { timelineText } from '../text/timelineText.ts';
import { noteUnknownTables } from '../unknownTable.ts';

interface TimelineOptions {
  readonly limit: number;
  readonly after?: string;
  readonly before?: string;
  readonly at?: string;
}

/** `timeline`: one page of changes, newest first, `--after` older and `--before` newer than a cursor. */
export function timelineCommand(bind: Bind): Command {
  const command = new Command('timeline').description('captured changes, newest first');
  return addFilterOptions(command)
    .addOption(new Option('--limit <N>', 'changes a page').argParser(wholeNumberBetween(1, 1000)).default(50))
    .option('--after <CURSOR>', 'continue with older changes')
    .option('--before <CURSOR>', 'continue with newer changes')
    .option('--at <TIME>', 'start with the newest change not later than this (ISO-8601 with offset)')
    .action(
      bind<TimelineOptions>(async (context) => {
        const { json = false, limit, after, before, at, ...rest } = context.options;
        const filters = await filtersOf(rest, context);
        const direction = before === undefined ? 'older' : 'newer';
        const start = startOf({ after, before, at });
        const page = await withFilters(context, filters, async (source, asked) => {
          const request = { filters: asked, cursor: start, direction, limit } as const;
          const answer = await timelinePage(source, request, context.signal);
          if (answer.entries.length === 0) await noteUnknownTables(context, source, filters);
          return answer;
        });
        await context.print(json ? `${timelineJson(page)}\n` : timelineText(page, direction, context.paint));
      }),
    );
}

interface Start {
  readonly after: string | undefined;
  readonly before: string | undefined;
  readonly at: string | undefined;
}

/** Where the page begins; null is the newest change. Errors: `usage`, `invalid_instant`. */
function startOf({ after, before, at }: Start): string | null {
  if ([after, before, at].filter((given) => given !== undefined).length > 1)
    throw new InvestigatorError('usage', '--after, --before and --at contradict each other', {
      hint: '--after continues with older changes, --before with newer ones, --at starts at a time.',
    });
  return at === undefined ? (after ?? before ?? null) : cursorAt(parseInstant(at, 'at'));
}
