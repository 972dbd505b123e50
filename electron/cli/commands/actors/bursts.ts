import { Command, Option } from 'commander';
import { activityBursts } from '@engine/actors/bursts.ts';
import type { Bind } from '../../bind.ts';
import { withSource } from '../../context.ts';
import { burstsJson } from '../../json/actorsJson.ts';
import { addActorArgument, namedActor, type ActorOptions } from '../../options/actorArgument.ts';
import { addOccurredBounds, type BoundsOptions } from '../../options/occurredBounds.ts';
import { addPageOptions, pageOf, type PageOptions } from '../../options/pageOptions.ts';
import { wholeNumberBetween } from '../../options/wholeNumber.ts';
import { burstsText } from '../../text/actors/burstsText.ts';

type BurstsOptions = ActorOptions & BoundsOptions & PageOptions & { readonly gap: number };

/** `bursts`: captured transactions grouped by gaps, of one actor or of all, newest first. */
export function burstsCommand(bind: Bind): Command {
  const command = new Command('bursts').description(
    'activity bursts, of one actor or of all, newest first; without --from the last 30 days',
  );
  return addPageOptions(addOccurredBounds(addActorArgument(command)), 'bursts')
    .addOption(
      new Option('--gap <SECONDS>', 'a longer pause of an actor begins a new burst')
        .argParser(wholeNumberBetween(1, 604_800))
        .default(300),
    )
    .action(
      bind<BurstsOptions>(async (context, operand = '') => {
        const { json = false, from = null, to = null, gap: gapSeconds, ...rest } = context.options;
        const page = pageOf(rest);
        const question = { actor: namedActor(operand, rest), from, to, gapSeconds, ...page };
        const found = await withSource(context, (source) => activityBursts(source, question, context.signal));
        await context.print(
          json ? `${burstsJson(found)}\n` : burstsText(found, page.direction, context.paint),
        );
      }),
    );
}
