import { Command } from 'commander';
import { actorSummary } from '@engine/actors/summary.ts';
import type { Bind } from '../../bind.ts';
import { withSource } from '../../context.ts';
import { actorSummaryJson } from '../../json/actorsJson.ts';
import { actorOf, addActorArgument, type ActorOptions } from '../../options/actorArgument.ts';
import { addOccurredBounds, type BoundsOptions } from '../../options/occurredBounds.ts';
import { actorSummaryText } from '../../text/actors/actorSummaryText.ts';

/** `actor-summary`: what an actor did, by op, table, source and hour of the week, and its failed actions. */
export function actorSummaryCommand(bind: Bind): Command {
  const command = new Command('actor-summary').description(
    'what an actor did: tables, ops, sources, hours, failures',
  );
  return addOccurredBounds(addActorArgument(command)).action(
    bind<ActorOptions & BoundsOptions>(async (context, operand = '') => {
      const { json = false, from = null, to = null, ...rest } = context.options;
      const actor = actorOf(operand, rest);
      const summary = await withSource(context, (source) =>
        actorSummary(source, { actor, from, to }, context.signal),
      );
      await context.print(
        json ? `${actorSummaryJson(summary)}\n` : actorSummaryText(summary, { from, to }, context.paint),
      );
    }),
  );
}
