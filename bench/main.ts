import { mkdir, readFile, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { benchExports } from './exports.ts';
import { benchPages } from './pages.ts';
import { benchReads } from './reads.ts';
import { reportTable, type BenchReport } from './report.ts';
import { benchDatabase } from './support/database.ts';

export interface BenchOptions {
  /** The checkout. */
  readonly root: string;
  /** Where the filled database is kept between runs. */
  readonly folder: string;
  /** The built command line. */
  readonly cli: string;
  readonly changes: number;
  readonly rounds: number;
  readonly say: (text: string) => void;
}

const PAGE = 'docs/PERFORMANCE.md';
const OPEN = '<!-- results -->';
const CLOSE = '<!-- /results -->';

/** Measures, prints, writes bench/results/latest.json and the table of docs/PERFORMANCE.md. */
export async function bench(options: BenchOptions): Promise<void> {
  const { root, folder, cli, changes, rounds, say } = options;
  await mkdir(folder, { recursive: true });
  const database = await benchDatabase(folder, path.join(root, 'bench/gen_big.sql'), changes, say);
  try {
    say('first timeline page');
    const pages = await benchPages(database, Math.max(rounds * 4, 20));
    const reads = await benchReads(database, root, rounds, say);
    const exports = await benchExports(database, cli, folder, rounds, say);
    const report: BenchReport = {
      changes,
      rounds,
      machine: `${os.cpus().length} × ${os.cpus()[0]?.model.trim() ?? 'unknown'}`,
      node: process.version,
      load: os.loadavg()[0] ?? 0,
      pages,
      reads,
      exports,
    };
    const table = reportTable(report);
    process.stdout.write(`${table}\n`);
    await mkdir(path.join(root, 'bench/results'), { recursive: true });
    await writeFile(path.join(root, 'bench/results/latest.json'), `${JSON.stringify(report, null, 2)}\n`);
    const page = path.join(root, PAGE);
    await writeFile(page, withTable(await readFile(page, 'utf8'), table));
  } finally {
    await database.server.stop();
  }
}

function withTable(page: string, table: string): string {
  const [from, to] = [page.indexOf(OPEN), page.indexOf(CLOSE)];
  if (from < 0 || to < from) throw new RangeError(`${PAGE} has no place for the results`);
  return `${page.slice(0, from + OPEN.length)}\n\n${table.trim()}\n\n${page.slice(to)}`;
}
