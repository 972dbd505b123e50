import { Command, Option } from 'commander';
import { scopeGrowth } from '@engine/scope/growth.ts';
import { writeJson } from '@shared/domain/jsonText.ts';
import type { Bind } from '../../bind.ts';
import { addFilterOptions, filtersOf } from '../../options/filterOptions.ts';
import { withFilters } from '../../options/keyFilters.ts';
import { wholeNumberBetween } from '../../options/wholeNumber.ts';
import { growthText } from '../../text/growthText.ts';
import { requireFilters } from './requireFilters.ts';

interface GrowOptions {
  readonly limit: number;
  readonly maxChanges: number;
}

/** `scope grow`: what a scope may have to grow by, each proposal with its reason. */
export function scopeCommand(bind: Bind): Command {
  const grow = new Command('grow').description(
    'propose what belongs to the matching changes too: created actors and rows, correlations, shared meta, next changes',
  );
  addFilterOptions(grow)
    .addOption(new Option('--limit <N>', 'proposals').argParser(wholeNumberBetween(1, 200)).default(30))
    .addOption(
      new Option('--max-changes <N>', 'changes looked at, the newest')
        .argParser(wholeNumberBetween(1, 20_000))
        .default(5000),
    )
    .action(
      bind<GrowOptions>(async (context) => {
        const { json = false, limit, maxChanges, ...rest } = context.options;
        const filters = requireFilters(await filtersOf(rest, context));
        const answer = await withFilters(context, filters, (source, asked) =>
          scopeGrowth(source, { filters: asked, limit, max_changes: maxChanges }, context.signal),
        );
        await context.print(json ? `${writeJson(answer)}\n` : growthText(answer, context.paint));
      }),
    );
  return new Command('scope').description('an incident as a set of changes').addCommand(grow);
}
