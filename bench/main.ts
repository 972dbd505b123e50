import { mkdir, readFile, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { EmbeddedServer } from '@engine/embedded/server.ts';
import { benchDisturbedWalk } from './disturbedWalk.ts';
import { benchExports } from './exports.ts';
import { benchPages } from './pages.ts';
import { benchGrowth } from './growth.ts';
import { benchIntegrity } from './integrity.ts';
import { benchReads, readParts } from './reads.ts';
import { reportTable, type BenchReport } from './report.ts';
import { benchDatabase, benchServer } from './support/database.ts';
import { honestDatabase } from './support/honest.ts';
import { makeProposedIndexes } from './support/indexes.ts';
import type { ReadResult } from './support/read.ts';

export interface BenchOptions {
  /** The checkout. */
  readonly root: string;
  /** Where the filled database is kept between runs. */
  readonly folder: string;
  /** The built command line. */
  readonly cli: string;
  readonly changes: number;
  readonly rounds: number;
  /** A second trail of so many changes to hold the first against; null measures no growth. */
  readonly growth: number | null;
  /** Parts to measure; empty means all, and only then is the page of figures written. */
  readonly only: readonly BenchPart[];
  readonly say: (text: string) => void;
}

const PAGE = 'docs/PERFORMANCE.md';
const OPEN = '<!-- results -->';
const CLOSE = '<!-- /results -->';

/** What `--only` may name. */
export const benchParts = ['pages', 'disturbed', ...readParts, 'integrity', 'exports'] as const;
export type BenchPart = (typeof benchParts)[number];

/** Measures and prints; a whole run also writes bench/results/latest.json and the table of docs/PERFORMANCE.md. */
export async function bench(options: BenchOptions): Promise<void> {
  const { root, folder, changes, rounds, growth, only, say } = options;
  await mkdir(folder, { recursive: true });
  const server = await benchServer(folder);
  try {
    const others = benchParts.filter((part) => part !== 'integrity' && isWanted(options, part));
    const big = others.length > 0 || growth !== null ? await benchBig(server, options) : NOTHING;
    if (isWanted(options, 'integrity')) say('integrity');
    const integrity = isWanted(options, 'integrity') ? await benchHonest(server, options) : [];
    const report: BenchReport = {
      changes,
      rounds,
      machine: `${os.cpus().length} × ${os.cpus()[0]?.model.trim() ?? 'unknown'}`,
      node: process.version,
      load: os.loadavg()[0] ?? 0,
      ...big,
      reads: [...big.reads, ...integrity],
    };
    const table = reportTable(report);
    process.stdout.write(`${table}\n`);
    if (only.length === 0) await publish(root, report, table);
  } finally {
    await server.stop();
  }
}

/** What is measured on a trail that capture wrote. */
async function benchHonest(
  server: EmbeddedServer,
  { changes, rounds, say }: BenchOptions,
): Promise<readonly ReadResult[]> {
  const database = await honestDatabase(server, changes, say);
  await makeProposedIndexes(database.url, say);
  return benchIntegrity(database, rounds);
}

type OfBig = Pick<BenchReport, 'pages' | 'reads' | 'growth' | 'exports'>;
const NOTHING: OfBig = { pages: [], reads: [], growth: { changes: null, results: [] }, exports: [] };

function isWanted({ only }: BenchOptions, part: BenchPart): boolean {
  return only.length === 0 || only.includes(part);
}

/** What is measured on the synthetic trail. */
async function benchBig(server: EmbeddedServer, options: BenchOptions): Promise<OfBig> {
  const { root, folder, cli, changes, rounds, growth, say } = options;
  const wanted = (part: BenchPart): boolean => isWanted(options, part);
  const genBig = path.join(root, 'bench/gen_big.sql');
  const database = await benchDatabase(server, genBig, changes, say);
  await makeProposedIndexes(database.url, say);
  if (wanted('pages')) say('first timeline page');
  const pages = wanted('pages') ? await benchPages(database, Math.max(rounds * 4, 20)) : [];
  if (wanted('disturbed')) say('disturbed walk');
  // Before anything else is connected: the database is copied.
  const disturbed = wanted('disturbed') ? await benchDisturbedWalk(database) : [];
  const reads = await benchReads(database, readParts.filter(wanted), { root, rounds, say });
  const exports = wanted('exports') ? await benchExports(database, cli, folder, rounds, say) : [];
  const grown = growth === null ? null : await benchDatabase(server, genBig, growth, say);
  if (grown !== null) await makeProposedIndexes(grown.url, say);
  const results = grown === null ? [] : await benchGrowth(database.url, grown.url, Math.max(rounds * 4, 20));
  return { pages, reads: [...disturbed, ...reads], growth: { changes: growth, results }, exports };
}

async function publish(root: string, report: BenchReport, table: string): Promise<void> {
  await mkdir(path.join(root, 'bench/results'), { recursive: true });
  await writeFile(path.join(root, 'bench/results/latest.json'), `${JSON.stringify(report, null, 2)}\n`);
  const page = path.join(root, PAGE);
  await writeFile(page, withTable(await readFile(page, 'utf8'), table));
}

function withTable(page: string, table: string): string {
  const [from, to] = [page.indexOf(OPEN), page.indexOf(CLOSE)];
  if (from < 0 || to < from) throw new RangeError(`${PAGE} has no place for the results`);
  return `${page.slice(0, from + OPEN.length)}\n\n${table.trim()}\n\n${page.slice(to)}`;
}
