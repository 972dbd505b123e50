import { Command, Option } from 'commander';
import { now } from '@engine/store/now.ts';
import { countChanges } from '@engine/timeline/count.ts';
import { writeJson } from '@shared/domain/jsonText.ts';
import type { Bind } from '../bind.ts';
import { addFilterOptions, filtersOf } from '../options/filterOptions.ts';
import { withFilters } from '../options/keyFilters.ts';
import { wholeNumberBetween } from '../options/wholeNumber.ts';
import { noteUnknownTables } from '../unknownTable.ts';

interface CountOptions {
  readonly cap?: number;
}

/** `count`: how many changes match, exactly, or at least the cap (CONTRACT §5.4). */
export function countCommand(bind: Bind): Command {
  const command = new Command('count').description('how many changes match');
  return addFilterOptions(command)
    .addOption(new Option('--cap <N>', 'stop counting at N').argParser(wholeNumberBetween(1, 999_999_999)))
    .action(
      bind<CountOptions>(async (context) => {
        const { json = false, cap = null, ...rest } = context.options;
        const filters = await filtersOf(rest, context);
        const { count, capped } = await withFilters(context, filters, async (source, asked) => {
          const counted = await countChanges(source, { filters: asked, cap }, context.signal);
          if (counted.count === 0) await noteUnknownTables(context, source, filters);
          return counted;
        });
        // For whoever reads it; a pipe gets the number alone.
        if (context.terminal.stderr.isTTY) context.note(`counted at ${now()}`);
        await context.print(
          json ? `${writeJson({ count, capped })}\n` : `${capped ? 'at least ' : ''}${count}\n`,
        );
      }),
    );
}
