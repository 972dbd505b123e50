import { mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { openAuditSource } from '@engine/catalog/openAuditSource.ts';
import { parsePostgresUrl } from '@engine/db/url.ts';
import { formatWriter } from '@engine/exports/format.ts';
import { rowsStatement } from '@engine/exports/rowsStatement.ts';
import { runExport } from '@engine/exports/run.ts';
import type { ExportFormat } from '@shared/domain/exports.ts';
import { measureCommand, type CommandRun } from './support/command.ts';
import { psql, type BenchDatabase } from './support/database.ts';
import { alternate } from './support/pairs.ts';
import { spreadOf, type Spread } from './support/stats.ts';

export interface ExportResult {
  readonly work: string;
  readonly oursSeconds: Spread;
  readonly psqlSeconds: Spread;
  /** Ours ÷ psql within each pair. */
  readonly ratio: Spread;
  readonly goal: number;
  readonly peakMb: Spread | null;
  readonly peakGoalMb: number | null;
}

const CSV = { includeActionMetadata: false, spreadsheetSafe: false };

interface Work {
  readonly name: string;
  readonly format: ExportFormat;
  readonly maxRows: number | null;
  readonly goal: number;
}

/** Exports of everything by the command line, of 10,000 rows in one process, against psql's \copy of the same SELECT. */
export async function benchExports(
  database: BenchDatabase,
  cli: string,
  folder: string,
  rounds: number,
  say: (text: string) => void,
): Promise<readonly ExportResult[]> {
  const { endpoint, password } = parsePostgresUrl(database.url);
  const source = await openAuditSource(endpoint, password);
  const place = await mkdtemp(path.join(folder, 'exports-'));
  const [ours, theirs] = [path.join(place, 'ours'), path.join(place, 'theirs')];
  const copy = ({ format, maxRows }: Work): string => {
    const writer = formatWriter(format, source.capability, CSV);
    const { text } = rowsStatement(source.capability, {}, writer, maxRows);
    return `\\copy ${text.replace(/^COPY /, '').replace(/ TO STDOUT \(([^)]*)\)$/, ` TO '${theirs}' WITH ($1)`)}`;
  };
  const reference = (work: Work): Promise<CommandRun> =>
    measureCommand(psql(), ['-X', '-q', '-d', database.url, '-c', copy(work)]);
  const byCli = ({ format }: Work): Promise<CommandRun> =>
    measureCommand(process.execPath, [
      ...[cli, 'export', '--url', database.url, '--format', format, '--max-rows', 'all'],
      ...['--output', ours, '--force', '--quiet'],
    ]);
  const inProcess = async ({ format, maxRows }: Work): Promise<CommandRun> => {
    const output = { file: ours, force: true };
    const request = { filters: {}, format, maxRows, includeActionMetadata: false, output };
    const { seconds } = await runExport(source, request);
    return { seconds, peakMb: null };
  };
  const all = `${database.changes.toLocaleString('en')} changes`;
  const works: readonly (Work & { readonly run: (work: Work) => Promise<CommandRun> })[] = [
    { name: `${all} as CSV with SHA-256`, format: 'csv', maxRows: null, goal: 1.1, run: byCli },
    { name: `${all} as NDJSON with SHA-256`, format: 'ndjson', maxRows: null, goal: 1.1, run: byCli },
    {
      name: '10,000 changes as CSV, in one process',
      format: 'csv',
      maxRows: 10_000,
      goal: 1.5,
      run: inProcess,
    },
  ];
  try {
    const results: ExportResult[] = [];
    for (const work of works) {
      say(work.name);
      await reference(work);
      results.push(
        resultOf(
          work,
          await alternate(
            rounds,
            () => work.run(work),
            () => reference(work),
          ),
        ),
      );
    }
    return results;
  } finally {
    await source.session.close();
    await rm(place, { recursive: true, force: true });
  }
}

function resultOf(
  { name, goal }: Work,
  runs: { readonly ours: readonly CommandRun[]; readonly reference: readonly CommandRun[] },
): ExportResult {
  const ratios = runs.ours.map(({ seconds }, i) => seconds / (runs.reference[i]?.seconds ?? Number.NaN));
  const peaks = runs.ours.flatMap(({ peakMb }) => peakMb ?? []);
  return {
    work: name,
    oursSeconds: spreadOf(runs.ours.map(({ seconds }) => seconds)),
    psqlSeconds: spreadOf(runs.reference.map(({ seconds }) => seconds)),
    ratio: spreadOf(ratios),
    goal,
    peakMb: peaks.length === 0 ? null : spreadOf(peaks),
    peakGoalMb: peaks.length === 0 ? null : 150,
  };
}
