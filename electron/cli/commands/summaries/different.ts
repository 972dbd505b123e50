import { Command, Option } from 'commander';
import { different } from '@engine/summaries/different.ts';
import { writeJson } from '@shared/domain/jsonText.ts';
import type { Bind } from '../../bind.ts';
import { addAgainstOption } from '../../options/againstOption.ts';
import { addFilterOptions, filtersOf } from '../../options/filterOptions.ts';
import { completeKeys, withFilters } from '../../options/keyFilters.ts';
import { wholeNumberBetween } from '../../options/wholeNumber.ts';
import { differentText } from '../../text/differentText.ts';
import { noteUnknownTables } from '../../unknownTable.ts';

interface DifferentOptions {
  readonly limit: number;
  readonly maxChanges: number;
}

/** `different [filters] --against [filters]`: what the first have more often than the second. */
export function differentCommand(bind: Bind): Command {
  const command = new Command('different').description(
    'what is over-represented in a selection, field by field',
  );
  addFilterOptions(command);
  const takeApart = addAgainstOption(command);
  return command
    .addOption(new Option('--limit <N>', 'lines at most').argParser(wholeNumberBetween(1, 200)).default(40))
    .addOption(
      new Option('--max-changes <N>', 'changes compared, the newest; of two selections half as many each')
        .argParser(wholeNumberBetween(1, 1_000_000_000))
        .default(1_000_000),
    )
    .action(
      bind<DifferentOptions>(async (context) => {
        const { json = false, limit, maxChanges } = context.options;
        const sets = takeApart(context.options);
        const filters = await filtersOf(sets.selected, context);
        const against = sets.against === null ? null : await filtersOf(sets.against, context);
        const answer = await withFilters(context, filters, async (source, selected) => {
          const other = against === null ? null : await completeKeys(source, against, context.signal);
          const found = await different(
            source,
            { filters: selected, against: other, max_changes: maxChanges },
            context.signal,
          );
          if (found.selected === 0) await noteUnknownTables(context, source, filters);
          if (found.against === 0 && against !== null) await noteUnknownTables(context, source, against);
          return found;
        });
        const shown = { ...answer, differences: answer.differences.slice(0, limit) };
        await context.print(json ? `${writeJson(shown)}\n` : differentText(shown, context.paint));
      }),
    );
}
