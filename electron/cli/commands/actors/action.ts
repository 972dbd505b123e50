import { Command, Option } from 'commander';
import { actionContext } from '@engine/correlations/action.ts';
import type { Bind } from '../../bind.ts';
import { withSource } from '../../context.ts';
import { actionContextJson } from '../../json/actorsJson.ts';
import { wholeNumberBetween } from '../../options/wholeNumber.ts';
import { actionText } from '../../text/actors/linkedText.ts';

/** `action`: one action with the transactions linked to it and their changes (CONTRACT §4.7). */
export function actionCommand(bind: Bind): Command {
  return new Command('action')
    .description('one action: what it says of itself, and what was captured under it')
    .argument('<UUID>', 'id of the action')
    .addOption(
      new Option('--limit <N>', 'longest each list may be')
        .argParser(wholeNumberBetween(1, 100_000))
        .default(10_000),
    )
    .action(
      bind<{ readonly limit: number }>(async (context, id = '') => {
        const { json = false, limit } = context.options;
        const found = await withSource(context, (source) =>
          actionContext(source, { id, limit }, context.signal),
        );
        await context.print(json ? `${actionContextJson(found)}\n` : actionText(found, context.paint));
      }),
    );
}
