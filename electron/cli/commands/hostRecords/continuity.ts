import { Command } from 'commander';
import { continuity } from '@engine/health/continuity/continuity.ts';
import type { Bind } from '../../bind.ts';
import { withSource } from '../../context.ts';
import { continuityJson } from '../../json/continuityJson.ts';
import { continuityText } from '../../text/continuityText.ts';

interface ContinuityOptions {
  readonly table?: string;
}

/** `continuity`: since when tables are captured (CONTRACT §10). With --table a gate: it must exist and be covered. */
export function continuityCommand(bind: Bind): Command {
  return new Command('continuity')
    .description('since when tables are captured, and what an empty history before then means')
    .option(
      '--table <NAME|SCHEMA.NAME>',
      'this table only, which must exist and be covered; NAME is in public',
    )
    .action(
      bind<ContinuityOptions>(async (context) => {
        const { json = false, table = null } = context.options;
        const report = await withSource(context, (source) => continuity(source, table, context.signal));
        await context.print(json ? `${continuityJson(report)}\n` : continuityText(report, context.paint));
      }),
    );
}
