import { Command, Option } from 'commander';
import { draftReversal } from '@engine/reversal/draft.ts';
import { InvestigatorError } from '@shared/domain/errors.ts';
import { isUnfiltered } from '@shared/domain/filters.ts';
import type { Bind } from '../../bind.ts';
import { reversalJson } from '../../json/scopeJson.ts';
import { addFilterOptions, filtersOf } from '../../options/filterOptions.ts';
import { withFilters } from '../../options/keyFilters.ts';
import { wholeNumberBetween } from '../../options/wholeNumber.ts';
import { requireFilters } from './requireFilters.ts';

interface ReverseOptions {
  readonly limit: number;
}

const HINT = 'Name a transaction by its uuid, or give filters or --scope FILE.';

/** `reverse`: draft reversal SQL on standard output. Nothing is executed. */
export function reverseCommand(bind: Bind): Command {
  const command = new Command('reverse')
    .description('draft SQL that would undo a transaction or the matching changes; printed, never executed')
    .argument('[TXUUID]', 'id of the transaction (a uuid, not a txid)');
  return addFilterOptions(command)
    .addOption(
      new Option('--limit <N>', 'changes reversed, the newest')
        .argParser(wholeNumberBetween(1, 10_000))
        .default(1000),
    )
    .action(
      bind<ReverseOptions>(async (context, id?: string) => {
        const { json = false, limit, ...rest } = context.options;
        const filters = await filtersOf(rest, context);
        if (id !== undefined && !isUnfiltered(filters))
          throw new InvestigatorError('usage', 'a transaction and filters contradict each other', {
            hint: HINT,
          });
        if (id === undefined) requireFilters(filters, HINT);
        const draft = await withFilters(context, filters, (source, asked) => {
          const of = id === undefined ? { filters: asked } : { transaction_id: id };
          return draftReversal(source, { of, limit }, context.signal);
        });
        if (draft.changes === 0) context.note('no change matches: there is nothing to reverse');
        if (draft.truncated)
          context.note(`more changes match; the draft is about the newest ${draft.changes}`);
        await context.print(json ? `${reversalJson(draft)}\n` : draft.sql);
      }),
    );
}
