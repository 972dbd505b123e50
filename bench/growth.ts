import { actorTransactions } from '@engine/actors/transactions.ts';
import { openAuditSource } from '@engine/catalog/openAuditSource.ts';
import { correlation } from '@engine/correlations/correlation.ts';
import type { AuditSource } from '@engine/db/session.ts';
import { parsePostgresUrl } from '@engine/db/url.ts';
import { rowAsOf } from '@engine/rows/asOf.ts';
import { rowHistoryPage } from '@engine/rows/history.ts';
import { timelinePage } from '@engine/timeline/page.ts';
import { transactionContext } from '@engine/transactions/context.ts';
import { cursorAt } from '@shared/domain/cursor.ts';
import type { Filters } from '@shared/domain/filters.ts';
import { correlationId, moment, row, someTransaction } from './lookups.ts';
import { bareClient } from './support/bareClient.ts';
import { compare, type ReadResult } from './support/read.ts';
import { timed } from './support/timed.ts';

const GOAL = 1.3;

type Questions = Readonly<Record<string, () => Promise<unknown>>>;

/** The same pages and look-ups on the small and the big trail, both with the proposed indexes. */
export async function benchGrowth(
  small: string,
  big: string,
  rounds: number,
): Promise<readonly ReadResult[]> {
  const sides = [await openSide(small), await openSide(big)] as const;
  try {
    const [before, after] = sides.map(({ questions }) => questions);
    const results: ReadResult[] = [];
    for (const [work, ask] of Object.entries(after ?? {}))
      results.push(
        await compare(rounds, {
          ...{ work: `${work}, after growth`, reference: 'before growth', figure: 'ratio', goal: GOAL },
          ours: timed(ask),
          bare: timed(before?.[work] ?? ask),
        }),
      );
    return results;
  } finally {
    for (const { source } of sides) await source.session.close();
  }
}

async function openSide(url: string): Promise<{ source: AuditSource; questions: Questions }> {
  const { endpoint, password } = parsePostgresUrl(url);
  const source = await openAuditSource(endpoint, password);
  const client = await bareClient(url);
  try {
    return { source, questions: questionsOf(source, await someTransaction(client)) };
  } finally {
    await client.end();
  }
}

function questionsOf(source: AuditSource, transaction: string): Questions {
  const page =
    (filters: Filters, cursor: string | null = null) =>
    () =>
      timelinePage(source, { filters, cursor, direction: 'older', limit: 200 });
  return {
    'newest page': page({}),
    'page in the middle': page({}, cursorAt(moment)),
    'page of a table': page({ table: ['public.orders'] }),
    'page of a table and op': page({ table: ['public.orders'], op: ['delete'] }),
    'page of an actor': page({ actor: ['user:u-42'] }),
    'page of a busy actor': page({ actor: ['service_account:svc-5'] }),
    'page of a correlation': page({ correlation_id: [correlationId] }),
    'page of a request': page({ request_id: ['req-4242'] }),
    'page of a txid': page({ txid: ['7000004242'] }),
    "an actor's transactions": () =>
      actorTransactions(source, {
        actor: 'user:u-42',
        from: null,
        to: null,
        cursor: null,
        direction: 'older',
        limit: 50,
      }),
    // As many versions as the small trail holds, so that both sides carry the same rows.
    'row history': () => rowHistoryPage(source, { ...row, cursor: null, direction: 'older', limit: 5 }),
    'as-of': () => rowAsOf(source, { ...row, at: moment }),
    'one transaction': () => transactionContext(source, transaction),
    correlation: () => correlation(source, { correlation_id: correlationId, limit: 1000 }),
  };
}
