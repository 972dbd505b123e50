import { Command, Option } from 'commander';
import { timelinePage } from '@engine/timeline/page.ts';
import { InvestigatorError } from '@shared/domain/errors.ts';
import type { Bind } from '../bind.ts';
import { withSource } from '../context.ts';
import { timelineJson } from '../json/timelineJson.ts';
import { addFilterOptions, filtersOf } from '../options/filterOptions.ts';
import { wholeNumberBetween } from '../options/wholeNumber.ts';
import { timelineText } from '../text/timelineText.ts';

interface TimelineOptions {
  readonly limit: number;
  readonly after?: string;
  readonly before?: string;
}

/** `timeline`: one page of changes, newest first, `--after` older and `--before` newer than a cursor. */
export function timelineCommand(bind: Bind): Command {
  const command = new Command('timeline').description('captured changes, newest first');
  return addFilterOptions(command)
    .addOption(new Option('--limit <N>', 'changes a page').argParser(wholeNumberBetween(1, 1000)).default(50))
    .option('--after <CURSOR>', 'continue with older changes')
    .option('--before <CURSOR>', 'continue with newer changes')
    .action(
      bind<TimelineOptions>(async (context) => {
        const { json = false, limit, after, before, ...rest } = context.options;
        if (after !== undefined && before !== undefined)
          throw new InvestigatorError('usage', '--after and --before contradict each other', {
            hint: '--after continues with older changes, --before with newer ones.',
          });
        const filters = await filtersOf(rest);
        const direction = before === undefined ? 'older' : 'newer';
        const request = { filters, cursor: after ?? before ?? null, direction, limit } as const;
        const page = await withSource(context, (source) => timelinePage(source, request, context.signal));
        await context.print(json ? `${timelineJson(page)}\n` : timelineText(page, direction, context.paint));
      }),
    );
}
