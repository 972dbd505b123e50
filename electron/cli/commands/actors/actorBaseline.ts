import { Command, Option } from 'commander';
import { actorBaseline } from '@engine/actors/baseline.ts';
import { writeJson } from '@shared/domain/jsonText.ts';
import type { Bind } from '../../bind.ts';
import { withSource } from '../../context.ts';
import { actorOf, addActorArgument, type ActorOptions } from '../../options/actorArgument.ts';
import { wholeNumberBetween } from '../../options/wholeNumber.ts';
import { actorBaselineText } from '../../text/actors/actorBaselineText.ts';

interface BaselineOptions extends ActorOptions {
  readonly from: string;
  readonly to: string;
  readonly since?: string;
  readonly limit: number;
}

/** `actor-baseline`: a window of an actor against everything else recorded of the same actor, in counts. */
export function actorBaselineCommand(bind: Bind): Command {
  const command = new Command('actor-baseline').description(
    "what is unusual in a window against an actor's other days",
  );
  return addActorArgument(command)
    .requiredOption(
      '--from <TIME>',
      'the window begins (ISO-8601 with offset, inclusive, first captured write)',
    )
    .requiredOption('--to <TIME>', 'the window ends (inclusive)')
    .option('--since <TIME>', 'compare with nothing older than this')
    .addOption(
      new Option('--limit <N>', 'values of each kind, of meta values each key')
        .argParser(wholeNumberBetween(1, 500))
        .default(20),
    )
    .action(
      bind<BaselineOptions>(async (context, operand = '') => {
        const { json = false, from, to, since = null, limit, ...rest } = context.options;
        const actor = actorOf(operand, rest);
        const baseline = await withSource(context, (source) =>
          actorBaseline(source, { actor, from, to, since, limit }, context.signal),
        );
        await context.print(json ? `${writeJson(baseline)}\n` : actorBaselineText(baseline, context.paint));
      }),
    );
}
