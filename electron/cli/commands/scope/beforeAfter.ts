import { Command, Option } from 'commander';
import { transactionBeforeAfter } from '@engine/scope/beforeAfter.ts';
import type { Bind } from '../../bind.ts';
import { withSource } from '../../context.ts';
import { beforeAfterJson } from '../../json/scopeJson.ts';
import { wholeNumberBetween } from '../../options/wholeNumber.ts';
import { beforeAfterText } from '../../text/beforeAfterText.ts';

interface BeforeAfterOptions {
  readonly limit: number;
  readonly all?: boolean;
}

/** `before-after`: every row of one transaction as it was and as it became. */
export function beforeAfterCommand(bind: Bind): Command {
  return new Command('before-after')
    .description('every row one transaction touched, before and after, field by field')
    .argument('<TXUUID>', 'id of the transaction (a uuid, not a txid)')
    .addOption(
      new Option('--limit <N>', 'changes looked at, the earliest')
        .argParser(wholeNumberBetween(1, 20_000))
        .default(5000),
    )
    .option('--all', 'show fields that did not change too')
    .action(
      bind<BeforeAfterOptions>(async (context, id = '') => {
        const { json = false, limit, all = false } = context.options;
        const answer = await withSource(context, (source) =>
          transactionBeforeAfter(source, { id, limit }, context.signal),
        );
        await context.print(
          json ? `${beforeAfterJson(answer)}\n` : beforeAfterText(answer, all, context.paint),
        );
      }),
    );
}
