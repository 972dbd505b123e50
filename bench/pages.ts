import { openAuditSource } from '@engine/catalog/openAuditSource.ts';
import { parsePostgresUrl } from '@engine/db/url.ts';
import { timelinePage } from '@engine/timeline/page.ts';
import { pageStatement } from '@engine/timeline/pageStatement.ts';
import type { Filters } from '@shared/domain/filters.ts';
import { bareClient } from './support/bareClient.ts';
import type { BenchDatabase } from './support/database.ts';
import { alternate } from './support/pairs.ts';
import { spreadOf, type Spread } from './support/stats.ts';
import { timed } from './support/timed.ts';

const ROWS = 200;
const BUDGET_MS = 3;

/** One of each kind of filter; the values exist in gen_big.sql's rows. */
const questions: Readonly<Record<string, Filters>> = {
  'no filter': {},
  table: { table: ['orders'] },
  'table, rare': { table: ['rare_table'] },
  'schema and table': { table: ['public.users'] },
  actor: { actor: ['user:u-42'] },
  anonymous: { actor: ['anonymous'] },
  'no actor': { no_actor: true },
  op: { op: ['delete'] },
  'from and to': { from: '2026-08-01T00:00:00.000000Z', to: '2026-08-02T00:00:00.000000Z' },
  correlation: { correlation_id: ['corr-000042'] },
  'not table': { not_table: ['orders'] },
};

export interface PageResult {
  readonly filter: string;
  readonly oursMs: Spread;
  readonly bareMs: Spread;
  /** Median of ours − bare within each pair. */
  readonly overheadMs: Spread;
  readonly budgetMs: number;
}

/** First page of 200 changes through the engine against the same statement on a bare node-postgres client. */
export async function benchPages({ url }: BenchDatabase, rounds: number): Promise<readonly PageResult[]> {
  const { endpoint, password } = parsePostgresUrl(url);
  const source = await openAuditSource(endpoint, password);
  const client = await bareClient(url);
  try {
    const results: PageResult[] = [];
    for (const [filter, filters] of Object.entries(questions)) {
      const question = { filters, cursor: null, direction: 'older' } as const;
      const { text, values } = pageStatement(source.capability, { ...question, rows: ROWS + 1 });
      const ours = timed(() => timelinePage(source, { ...question, limit: ROWS }));
      const bare = timed(() => client.query(text, [...values]));
      await ours();
      await bare();
      const pairs = await alternate(rounds, ours, bare);
      const overhead = pairs.ours.map((ms, i) => ms - (pairs.reference[i] ?? 0));
      results.push({
        filter,
        oursMs: spreadOf(pairs.ours),
        bareMs: spreadOf(pairs.reference),
        overheadMs: spreadOf(overhead),
        budgetMs: BUDGET_MS,
      });
    }
    return results;
  } finally {
    await client.end();
    await source.session.close();
  }
}
