import { Command, Option } from 'commander';
import { correlation } from '@engine/correlations/correlation.ts';
import { InvestigatorError } from '@shared/domain/errors.ts';
import type { Bind } from '../../bind.ts';
import { withSource } from '../../context.ts';
import { correlationJson } from '../../json/actorsJson.ts';
import { wholeNumberBetween } from '../../options/wholeNumber.ts';
import { correlationText } from '../../text/actors/linkedText.ts';

/** `correlation`: actions, transactions and changes a correlation id reaches by the strict join (CONTRACT §4.1); `not_found` where no action carries it. */
export function correlationCommand(bind: Bind): Command {
  return new Command('correlation')
    .description('all that a correlation id reaches: actions, transactions, changes')
    .argument('<ID>', 'the correlation id, exact; white space around it is removed')
    .addOption(
      new Option('--limit <N>', 'longest each list may be')
        .argParser(wholeNumberBetween(1, 100_000))
        .default(10_000),
    )
    .action(
      bind<{ readonly limit: number }>(async (context, id = '') => {
        const { json = false, limit } = context.options;
        const found = await withSource(context, (source) =>
          correlation(source, { correlation_id: id, limit }, context.signal),
        );
        if (found.actions.length === 0)
          throw new InvestigatorError(
            'not_found',
            `no action carries exactly the correlation id ${JSON.stringify(found.correlation_id)}`,
            {
              hint: 'White space around it was removed. A transaction without a linked action never matches; "find" looks in recorded values too.',
            },
          );
        await context.print(json ? `${correlationJson(found)}\n` : correlationText(found, context.paint));
      }),
    );
}
