import type { ExportResult } from './exports.ts';
import type { PageResult } from './pages.ts';
import type { ReadResult } from './support/read.ts';
import { spreadText } from './support/stats.ts';

export interface BenchReport {
  readonly changes: number;
  readonly rounds: number;
  readonly machine: string;
  readonly node: string;
  /** One-minute load at the end: figures of a busy machine say less. */
  readonly load: number;
  readonly pages: readonly PageResult[];
  readonly reads: readonly ReadResult[];
  readonly growth: { readonly changes: number | null; readonly results: readonly ReadResult[] };
  readonly exports: readonly ExportResult[];
}

/** The figures as Markdown: medians, least and most in parentheses, and whether the goal is met. */
export function reportTable({ pages, reads, growth, exports, ...about }: BenchReport): string {
  const { changes, rounds, machine, node, load } = about;
  const head = `${changes.toLocaleString('en')} changes, ${rounds} alternating runs, ${machine}, Node ${node}, load ${load.toFixed(1)}.`;
  const grown = `From ${changes.toLocaleString('en')} to ${growth.changes?.toLocaleString('en') ?? ''} changes, both with the indexes that the review proposes:`;
  return [
    head,
    exports.length === 0 ? '' : exportTable(exports),
    pages.length === 0 ? '' : pageTable(pages),
    reads.length === 0 ? '' : readTable(reads),
    growth.results.length === 0 ? '' : `${grown}\n\n${readTable(growth.results)}`,
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function exportTable(results: readonly ExportResult[]): string {
  const rows = results.map(({ work, oursSeconds, psqlSeconds, ratio, goal, peakMb, peakGoalMb }) => {
    const met = ratio.median <= goal && (peakMb === null || peakMb.most <= (peakGoalMb ?? 0));
    const peak = peakMb === null ? '' : `${peakMb.most.toFixed(0)} (≤ ${peakGoalMb ?? ''})`;
    return [
      ...[work, spreadText(oursSeconds), spreadText(psqlSeconds), `**${spreadText(ratio)}**`],
      ...[`≤ ${goal}`, peak, mark(met)],
    ];
  });
  return table(['Export', 'ours, s', 'psql, s', 'ours ÷ psql', 'Goal', 'Peak RSS, MB', ''], rows);
}

function pageTable(results: readonly PageResult[]): string {
  const rows = results.map(({ filter, oursMs, bareMs, overheadMs, budgetMs }) => [
    ...[filter, spreadText(oursMs, 1), spreadText(bareMs, 1), `**${spreadText(overheadMs, 1)}**`],
    ...[`≤ ${budgetMs}`, mark(overheadMs.median <= budgetMs)],
  ]);
  return table(['First page of 200', 'ours, ms', 'bare pg, ms', 'overhead, ms', 'Goal', ''], rows);
}

function readTable(results: readonly ReadResult[]): string {
  const rows = results.map(({ work, reference, oursMs, referenceMs, figure, value, goal }) => [
    ...[work, spreadText(oursMs, 1), referenceMs === null ? '' : spreadText(referenceMs, 1), reference],
    ...[
      `**${spreadText(value, figure === 'ratio' ? 2 : 1)}**`,
      figure,
      `≤ ${goal}`,
      mark(value.median <= goal),
    ],
  ]);
  return table(['Read', 'ours, ms', 'reference, ms', 'reference', 'figure', '', 'Goal', ''], rows);
}

const mark = (met: boolean): string => (met ? 'met' : 'MISSED');

function table(heading: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(heading), line(heading.map(() => '---')), ...rows.map(line)].join('\n');
}
