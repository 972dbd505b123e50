import { Command, Option } from 'commander';
import { checkTarget } from '@engine/exports/fileOutput.ts';
import { runExport } from '@engine/exports/run.ts';
import { withinSeconds } from '@engine/exports/timeLimit.ts';
import { countChanges } from '@engine/timeline/count.ts';
import { InvestigatorError } from '@shared/domain/errors.ts';
import { DEFAULT_MAX_ROWS, type ExportSummary } from '@shared/domain/exports.ts';
import type { Filters } from '@shared/domain/filters.ts';
import { writeJson } from '@shared/domain/jsonText.ts';
import { plural } from '@shared/domain/plural.ts';
import type { Bind } from '../bind.ts';
import { limited, type Context } from '../context.ts';
import { exportRequestOf, type ExportArguments, type ExportPlan } from '../options/exportOptions.ts';
import { addFilterOptions, filtersOf } from '../options/filterOptions.ts';
import { withFilters } from '../options/keyFilters.ts';
import { wholeNumberBetween } from '../options/wholeNumber.ts';
import { exportProgress } from '../text/exportProgress.ts';
import { exportSummaryText } from '../text/exportSummaryText.ts';
import { printable } from '../text/printable.ts';
import { noteUnknownTables } from '../unknownTable.ts';

type Plan = Omit<ExportPlan, 'remark'>;

/** `export`: the matching changes as a file or on standard output (CONTRACT §5). */
export function exportCommand(bind: Bind): Command {
  const command = new Command('export').description('write matching changes, newest first, as CSV or JSON');
  command
    .addOption(
      new Option('--format <FORMAT>', "default: what the file's ending says, else json").choices([
        'json',
        'csv',
        'ndjson',
      ]),
    )
    .addOption(new Option('--json-format <FORM>', 'form of --format json').choices(['wrapped', 'ndjson']))
    .option('-o, --output <FILE|->', 'file to write, - for standard output');
  return addFilterOptions(command)
    .addOption(
      new Option('--max-rows <N|all>', 'newest rows to write at most')
        .argParser((text) => (text === 'all' ? text : wholeNumberBetween(0, 999_999_999_999)(text)))
        .default(DEFAULT_MAX_ROWS),
    )
    .option('--include-action-metadata', 'CSV: add the columns correlation_id and action_id')
    .option('--spreadsheet-safe', "CSV: put ' before text a spreadsheet would take for a formula")
    .option(
      '--gzip',
      'compress, as a name ending in .gz does; bytes and sha256 are those of the compressed file',
    )
    .addOption(
      new Option('--max-seconds <N>', 'give up after so long, connecting and writing included').argParser(
        wholeNumberBetween(1, 86_400),
      ),
    )
    .option('--dry-run', 'only count what would be written')
    .option('--fail-on-truncate', 'exit 5 when more rows match than were written')
    .option('--force', 'replace an existing file')
    .action(
      bind<ExportArguments>(async (context) => {
        const { remark, ...plan } = exportRequestOf(context.options);
        if (remark !== null) context.note(printable(remark));
        const filters = await filtersOf(context.options, context);
        const { dryRun: isDryRun = false, maxSeconds } = context.options;
        const work = isDryRun ? dryRun : write;
        if (maxSeconds === undefined) return work(context, filters, plan);
        const left =
          isDryRun || plan.file !== null
            ? 'Nothing was written.'
            : 'What was written is incomplete: delete it.';
        return withinSeconds(maxSeconds, left, context.signal, (signal) =>
          work({ ...context, signal }, filters, plan),
        );
      }),
    );
}

async function dryRun(context: Context<ExportArguments>, filters: Filters, plan: Plan): Promise<void> {
  const { maxRows, format } = plan;
  const { statementTimeout = 0 } = context.options;
  const { count: matching } = await withFilters(context, filters, async (source, asked) => {
    const all = { filters: asked, cap: null };
    const counted = await countChanges(limited(source, statementTimeout), all, context.signal);
    if (counted.count === 0) await noteUnknownTables(context, source, filters);
    return counted;
  });
  const would_return = Math.min(matching, maxRows ?? matching);
  const would_truncate = would_return < matching;
  const result = { format, matching, would_return, would_truncate, max_rows: maxRows };
  const text = `${plural(matching, 'row')} ${matching === 1 ? 'matches' : 'match'}; ${would_return} would be written${would_truncate ? ' (the newest)' : ''}\n`;
  await context.print(context.options.json === true ? `${writeJson(result)}\n` : text);
  if (would_truncate && context.options.failOnTruncate === true) throw truncated(would_return, matching);
}

async function write(context: Context<ExportArguments>, filters: Filters, plan: Plan): Promise<void> {
  const { options, terminal, signal } = context;
  const { file, ...rest } = plan;
  const output = file === null ? { stream: terminal.stdout } : { file, force: options.force === true };
  // The likeliest mistake is told before a connection is made.
  if (file !== null) await checkTarget(file, options.force === true);
  const progress = options.quiet === true ? null : exportProgress(terminal.stderr);
  let summary: ExportSummary;
  try {
    summary = await withFilters(context, filters, async (source, asked) => {
      const request = { ...rest, filters: asked, output };
      const written = await runExport(source, request, { signal, onProgress: progress?.show });
      if (written.matching === 0) await noteUnknownTables(context, source, filters);
      return written;
    });
  } finally {
    progress?.clear();
  }
  if (options.json === true) await context.print(`${writeJson(summary)}\n`);
  context.note(exportSummaryText(summary));
  if (summary.truncated && options.failOnTruncate === true)
    throw truncated(summary.returned_count, summary.matching);
}

function truncated(written: number, matching: number): InvestigatorError {
  return new InvestigatorError('truncated', `${matching} rows match, ${written} were written`, {
    hint: 'Raise --max-rows, or say --max-rows all. What was written is kept.',
  });
}
