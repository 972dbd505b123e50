import type { AuditSource, Statement } from '@engine/db/session.ts';
import { correlation } from '@engine/correlations/correlation.ts';
import { linkedChangesStatement } from '@engine/correlations/statements.ts';
import { rowAsOf } from '@engine/rows/asOf.ts';
import { rowHistoryPage } from '@engine/rows/history.ts';
import { historyStatement } from '@engine/rows/historyStatement.ts';
import { stateStatement } from '@engine/rows/stateStatement.ts';
import { transactionContext } from '@engine/transactions/context.ts';
import { changesStatement } from '@engine/transactions/changesStatement.ts';
import type pg from 'pg';
import { compare, type ReadResult } from './support/read.ts';
import { timed } from './support/timed.ts';

const BUDGET_MS = 5;

/** Rows of gen_big.sql that exist at any size. */
export const row = { table: 'public.orders', pk: '{"id":"4242"}' } as const;
export const correlationId = 'corr-000042';
export const moment = '2026-08-01T12:00:00.000000Z';
const address = { table_schema: 'public', table_name: 'orders', table_pk: '{"id": "4242"}' };

/** Look-ups of one thing through the engine against the statement that finds it on a bare client. */
export async function benchLookups(
  source: AuditSource,
  client: pg.Client,
  rounds: number,
): Promise<readonly ReadResult[]> {
  const { capability } = source;
  const transaction = await someTransaction(client);
  const history = { ...row, cursor: null, direction: 'older', limit: 200 } as const;
  const page = { from: null, to: null, cursor: null, direction: 'older', rows: 201 } as const;
  const questions: readonly (readonly [string, () => Promise<unknown>, Statement])[] = [
    ['row history', () => rowHistoryPage(source, history), historyStatement(capability, address, page)],
    ['as-of', () => rowAsOf(source, { ...row, at: moment }), stateStatement(capability, address, moment)],
    [
      'one transaction',
      () => transactionContext(source, transaction),
      changesStatement(capability, transaction),
    ],
    [
      'correlation',
      () => correlation(source, { correlation_id: correlationId, limit: 1000 }),
      linkedChangesStatement(capability, { correlation_id: correlationId }, 1001),
    ],
  ];
  const results: ReadResult[] = [];
  for (const [work, ask, { text, values }] of questions)
    results.push(
      await compare(rounds, {
        ...{ work, reference: 'its main statement', figure: 'overhead, ms', goal: BUDGET_MS },
        ours: timed(ask),
        bare: timed(() => client.query(text, [...values])),
      }),
    );
  return results;
}

export async function someTransaction(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ id: string }>(
    `SELECT transaction_id AS id FROM audit_changes WHERE captured_at >= '${moment}' ORDER BY captured_at LIMIT 1`,
  );
  return rows[0]?.id ?? '';
}
