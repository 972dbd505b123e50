import { Command, Option } from 'commander';
import { coarseHistogram } from '@engine/summaries/coarseHistogram.ts';
import { histogram, MAX_BUCKETS } from '@engine/summaries/histogram.ts';
import { writeJson } from '@shared/domain/jsonText.ts';
import { histogramKeys, type HistogramKey } from '@shared/domain/summaries.ts';
import type { Bind } from '../../bind.ts';
import { addFilterOptions, filtersOf } from '../../options/filterOptions.ts';
import { withFilters } from '../../options/keyFilters.ts';
import { wholeNumberBetween } from '../../options/wholeNumber.ts';
import { histogramText } from '../../text/histogramText.ts';
import { noteUnknownTables } from '../../unknownTable.ts';

interface HistogramOptions {
  readonly buckets: number;
  readonly by: HistogramKey;
  readonly coarse?: boolean;
}

/** `histogram`: matching changes over time, exact; `--coarse` answers at once from a sample. */
export function histogramCommand(bind: Bind): Command {
  const command = new Command('histogram').description('matching changes over time, counted');
  return addFilterOptions(command)
    .addOption(
      new Option('--buckets <N>', 'buckets at most; their width is rounded up to one people read')
        .argParser(wholeNumberBetween(1, MAX_BUCKETS))
        .default(120),
    )
    .addOption(
      new Option('--by <KEY>', 'what the counts are told apart by').choices(histogramKeys).default('op'),
    )
    .option('--coarse', 'the shape at once: a sample, scaled up, where the window is wide')
    .action(
      bind<HistogramOptions>(async (context) => {
        const { json = false, buckets, by, coarse = false, ...rest } = context.options;
        const filters = await filtersOf(rest, context);
        const answer = await withFilters(context, filters, async (source, asked) => {
          const ask = coarse ? coarseHistogram : histogram;
          const found = await ask(source, { filters: asked, buckets, by }, context.signal);
          if (found.buckets.length === 0) await noteUnknownTables(context, source, filters);
          return found;
        });
        await context.print(json ? `${writeJson(answer)}\n` : histogramText(answer, context.paint));
      }),
    );
}
