import { Command, Option } from 'commander';
import { withinSeconds } from '@engine/exports/timeLimit.ts';
import { checkIntegrity } from '@engine/integrity/run.ts';
import { unknownTables } from '@engine/timeline/unknownTables.ts';
import { InvestigatorError } from '@shared/domain/errors.ts';
import type { Filters } from '@shared/domain/filters.ts';
import type { Integrity } from '@shared/domain/integrity.ts';
import type { UnknownTable } from '@shared/domain/lookups.ts';
import type { Bind } from '../../bind.ts';
import { type Context } from '../../context.ts';
import { integrityJson } from '../../json/integrityJson.ts';
import { addFilterOptions, filtersOf } from '../../options/filterOptions.ts';
import { withFilters } from '../../options/keyFilters.ts';
import { wholeNumberBetween } from '../../options/wholeNumber.ts';
import { integrityProgress } from '../../text/integrityProgress.ts';
import { integrityText } from '../../text/integrityText.ts';
import { plural } from '@shared/domain/plural.ts';
import { noteUnknownTables, unknownTableText } from '../../unknownTable.ts';

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
    .option(
      '--strict',
      'exit 1 when something is unexplained, a table is unknown or nothing was checked (a check that cannot tell does not fail)',
    )
    .addOption(
      new Option('--max-seconds <N>', 'give up after so long, connecting included').argParser(
        wholeNumberBetween(1, 86_400),
      ),
    )
    .action(
      bind<IntegrityOptions>(async (context) => {
        const { json = false, strict = false, maxSeconds, ...rest } = context.options;
        const filters = await filtersOf(rest, context);
        const { answer, unknown } =
          maxSeconds === undefined
            ? await check(context, filters)
            : await withinSeconds(maxSeconds, 'Nothing was told.', context.signal, (signal) =>
                check({ ...context, signal }, filters),
              );
        await context.print(json ? `${integrityJson(answer)}\n` : integrityText(answer, context.paint));
        if (strict) refuseUnlessContent(answer, unknown);
      }),
    );
}

/** The gate. What is about a table as a whole is outside a selection of some of its changes. */
function refuseUnlessContent(
  { findings, checked, checks }: Integrity,
  unknown: readonly UnknownTable[],
): void {
  const own = findings.filter(({ about }) => !checked.narrow || about !== 'table').length;
  if (own > 0)
    throw new InvestigatorError(
      'unexplained',
      `${plural(own, 'finding')} ${own === 1 ? 'is' : 'are'} unexplained`,
      { hint: 'Each says what it is consistent with and what it cannot distinguish.' },
    );
  const first = unknown.find(({ state }) => state === 'unknown' || state === 'uncovered');
  if (first !== undefined)
    throw new InvestigatorError('not_found', unknownTableText({ ...first, meant: null }), {
      hint: first.meant === null ? hintOf(first) : `Did you mean "${first.meant}"?`,
    });
  const [untold] = checks;
  if (untold !== undefined && checks.every(({ state }) => state !== 'ran'))
    throw new InvestigatorError('not_found', `nothing was checked: ${untold.reason ?? ''}`, {
      hint: 'Ask as a role from which nothing is hidden.',
    });
  if (checked.changes === 0 && checked.rows === 0)
    throw new InvestigatorError('not_found', 'nothing was checked: no change and no live row was selected', {
      hint: 'Widen the question, or check its filters.',
    });
}

function hintOf({ state }: UnknownTable): string {
  return state === 'uncovered'
    ? '"health coverage --all-schemas" lists what is captured; "capture triggers" prints the SQL of a trigger.'
    : 'Check its name and schema.';
}

interface Checked {
  readonly answer: Integrity;
  /** Looked up for --strict only. */
  readonly unknown: readonly UnknownTable[];
}

async function check(context: Context<IntegrityOptions>, filters: Filters): Promise<Checked> {
  const { terminal, signal, options } = context;
  const progress = options.quiet === true ? null : integrityProgress(terminal.stderr);
  try {
    return await withFilters(context, filters, async (source, asked) => {
      const answer = await checkIntegrity(source, { filters: asked }, { signal, onProgress: progress?.show });
      if (options.strict === true)
        return { answer, unknown: await unknownTables(source, filters.table ?? [], signal) };
      if (answer.checked.changes === 0) await noteUnknownTables(context, source, filters);
      return { answer, unknown: [] };
    });
  } finally {
    progress?.clear();
  }
}
