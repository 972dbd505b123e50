import { Command, Option } from 'commander';
import { readThreadlineConfig } from '@engine/config/threadlineConfig.ts';
import { DEFAULT_DAYS, MAX_DAYS, overview } from '@engine/summaries/overview.ts';
import type { Bind } from '../../bind.ts';
import { withSource } from '../../context.ts';
import { overviewJson } from '../../json/summariesJson.ts';
import { wholeNumberBetween } from '../../options/wholeNumber.ts';
import { overviewText } from '../../text/overviewText.ts';

interface OverviewOptions {
  readonly days: number;
  readonly config?: string;
  readonly integrity?: boolean;
}

/** `overview`: the state of the trail at a glance. */
export function overviewCommand(bind: Bind): Command {
  return new Command('overview')
    .description('what is held, when it will be deleted, and what happens in it')
    .addOption(
      new Option('--days <N>', 'count the last N days, up to that of the newest change')
        .argParser(wholeNumberBetween(1, MAX_DAYS))
        .default(DEFAULT_DAYS),
    )
    .option('--config <FILE>', 'threadline.config.json: how long rows are kept, tables uncovered on purpose')
    .option('--integrity', 'run the integrity checks over these days (slower)')
    .action(
      bind<OverviewOptions>(async (context) => {
        const { json = false, days, integrity = false, config: file } = context.options;
        const config = file === undefined ? null : await readThreadlineConfig(file);
        const question = {
          days,
          integrity,
          coverage: {
            expected: config?.health.expected_uncovered_tables ?? [],
            auditAnyway: config?.health.audit_anyway ?? [],
          },
          maxAgeSeconds: config?.retention?.enabled === true ? config.retention.max_age_seconds : null,
        };
        const answer = await withSource(context, (source) => overview(source, question, context.signal));
        await context.print(json ? `${overviewJson(answer)}\n` : overviewText(answer, context.paint));
      }),
    );
}
