import { Command } from 'commander';
import { actorSeen } from '@engine/actors/seen.ts';
import { actorTransactions } from '@engine/actors/transactions.ts';
import type { Bind } from '../../bind.ts';
import { withSource } from '../../context.ts';
import { actorJson } from '../../json/actorsJson.ts';
import { actorOf, addActorArgument, type ActorOptions } from '../../options/actorArgument.ts';
import { addOccurredBounds, type BoundsOptions } from '../../options/occurredBounds.ts';
import { addPageOptions, pageOf, type PageOptions } from '../../options/pageOptions.ts';
import { actorTransactionsText } from '../../text/actors/actorTransactionsText.ts';

/** `actor`: one page of an actor's transactions, newest first, each with its counts (CONTRACT §4.5). */
export function actorCommand(bind: Bind): Command {
  const command = addActorArgument(new Command('actor').description("an actor's transactions, newest first"));
  return addPageOptions(addOccurredBounds(command), 'transactions').action(
    bind<ActorOptions & BoundsOptions & PageOptions>(async (context, operand = '') => {
      const { json = false, from = null, to = null, ...rest } = context.options;
      const actor = actorOf(operand, rest);
      const page = pageOf(rest);
      const text = await withSource(context, async (source) => {
        const found = await actorTransactions(source, { actor, from, to, ...page }, context.signal);
        if (json) return `${actorJson(found)}\n`;
        const seen = await actorSeen(source, { actor, from, to }, context.signal);
        const { oldest } = source.capability.window;
        return actorTransactionsText(found, seen, { actor, from, to, ...page, oldest }, context.paint);
      });
      await context.print(text);
    }),
  );
}
