import { Command, Option } from 'commander';
import { transactionNeighbours } from '@engine/actors/neighbours.ts';
import type { Bind } from '../../bind.ts';
import { withSource } from '../../context.ts';
import { neighboursJson } from '../../json/actorsJson.ts';
import { wholeNumberBetween } from '../../options/wholeNumber.ts';
import { neighboursText } from '../../text/actors/neighboursText.ts';

interface NeighboursOptions {
  readonly limit: number;
  readonly rows: number;
}

/** `neighbours`: what lies before and after a transaction, by actor, by correlation and at its rows. */
export function neighboursCommand(bind: Bind): Command {
  return new Command('neighbours')
    .description('what came before and after a transaction: same actor, same correlation, same rows')
    .argument('<TXUUID>', 'id of the transaction (a uuid, not a txid)')
    .addOption(
      new Option('--limit <N>', 'transactions on each side').argParser(wholeNumberBetween(1, 50)).default(3),
    )
    .addOption(new Option('--rows <N>', 'rows to follow').argParser(wholeNumberBetween(0, 200)).default(50))
    .action(
      bind<NeighboursOptions>(async (context, id = '') => {
        const { json = false, limit, rows } = context.options;
        const found = await withSource(context, (source) =>
          transactionNeighbours(source, { id, limit, rows }, context.signal),
        );
        await context.print(json ? `${neighboursJson(found)}\n` : neighboursText(found, context.paint));
      }),
    );
}
