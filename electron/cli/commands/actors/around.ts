import { Command, Option } from 'commander';
import { changesAround } from '@engine/actors/around.ts';
import type { Bind } from '../../bind.ts';
import { aroundJson } from '../../json/actorsJson.ts';
import { addFilterOptions, filtersOf } from '../../options/filterOptions.ts';
import { withFilters } from '../../options/keyFilters.ts';
import { wholeNumberBetween } from '../../options/wholeNumber.ts';
import { aroundText } from '../../text/actors/aroundText.ts';

/** `around`: the nearest captured changes on both sides of an instant. */
export function aroundCommand(bind: Bind): Command {
  const command = new Command('around')
    .description('captured changes around an instant, newest first')
    .argument('<TIME>', 'ISO-8601 with offset');
  return addFilterOptions(command)
    .addOption(
      new Option('--limit <N>', 'changes on each side').argParser(wholeNumberBetween(1, 500)).default(20),
    )
    .action(
      bind<{ readonly limit: number }>(async (context, at = '') => {
        const { json = false, limit, ...rest } = context.options;
        const filters = await filtersOf(rest, context);
        const found = await withFilters(context, filters, (source, asked) =>
          changesAround(source, { at, filters: asked, limit }, context.signal),
        );
        await context.print(json ? `${aroundJson(found)}\n` : aroundText(found, context.paint));
      }),
    );
}
