import { Command, Option } from 'commander';
import { withinSeconds } from '@engine/exports/timeLimit.ts';
import { checkIntegrity } from '@engine/integrity/run.ts';
import { InvestigatorError } from '@shared/domain/errors.ts';
import type { Filters } from '@shared/domain/filters.ts';
import type { Integrity } from '@shared/domain/integrity.ts';
import type { Bind } from '../../bind.ts';
import { withSource, type Context } from '../../context.ts';
import { integrityJson } from '../../json/integrityJson.ts';
import { addFilterOptions, filtersOf } from '../../options/filterOptions.ts';
import { wholeNumberBetween } from '../../options/wholeNumber.ts';
import { integrityProgress } from '../../text/integrityProgress.ts';
import { integrityText } from '../../text/integrityText.ts';
import { noteUnknownTables } from '../../unknownTable.ts';

interface IntegrityOptions {
  readonly strict?: boolean;
  readonly maxSeconds?: number;
}

/** `integrity`: what the database itself tells about its audit trail. */
export function integrityCommand(bind: Bind): Command {
  const command = new Command('integrity').description(
    'what the database tells about its audit trail: forged, edited, missing and uncaptured changes',
  );
  return addFilterOptions(command)
    .option('--strict', 'exit 1 when something is unexplained')
    .addOption(
      new Option('--max-seconds <N>', 'give up after so long, connecting included').argParser(
        wholeNumberBetween(1, 86_400),
      ),
    )
    .action(
      bind<IntegrityOptions>(async (context) => {
        const { json = false, strict = false, maxSeconds, ...rest } = context.options;
        const filters = await filtersOf(rest, context);
        const answer =
          maxSeconds === undefined
            ? await check(context, filters)
            : await withinSeconds(maxSeconds, 'Nothing was told.', context.signal, (signal) =>
                check({ ...context, signal }, filters),
              );
        await context.print(json ? `${integrityJson(answer)}\n` : integrityText(answer, context.paint));
        if (strict && answer.findings.length > 0)
          throw new InvestigatorError('unexplained', `${answer.findings.length} findings are unexplained`, {
            hint: 'Each says what it is consistent with and what it cannot distinguish.',
          });
      }),
    );
}

async function check(context: Context<IntegrityOptions>, filters: Filters): Promise<Integrity> {
  const { terminal, signal, options } = context;
  const progress = options.quiet === true ? null : integrityProgress(terminal.stderr);
  try {
    return await withSource(context, async (source) => {
      const answer = await checkIntegrity(source, { filters }, { signal, onProgress: progress?.show });
      if (answer.checked.changes === 0) await noteUnknownTables(context, source, filters);
      return answer;
    });
  } finally {
    progress?.clear();
  }
}
