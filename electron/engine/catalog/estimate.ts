import { qualified } from '../db/sql.ts';
import type { ReadTransaction, Statement } from '../db/session.ts';

/** Up to this size a table is counted rather than guessed at: some milliseconds. */
const COUNT_BYTES = 4 * 1024 * 1024;

interface Size {
  readonly bytes: number;
  readonly analysedRows: number;
  readonly elsewhere: boolean;
  readonly mayRead: boolean;
}

/** About how many rows a table holds: exact when it is small, otherwise the planner's own idea. */
export async function estimateRows(
  tx: ReadTransaction,
  schema: string,
  table: string,
  { bytes, analysedRows, elsewhere, mayRead }: Size,
): Promise<number> {
  if (!mayRead) return analysedRows;
  if (bytes <= COUNT_BYTES && !elsewhere) {
    const [row] = await tx.rows(countStatement(schema, table));
    return Number(row?.['count'] ?? 0);
  }
  const plan = await tx.rows(explainStatement(schema, table));
  const text = plan.map((row) => row['QUERY PLAN'] ?? '').join('\n');
  return Number(/ rows=(\d+)/.exec(text)?.[1] ?? analysedRows);
}

function countStatement(schema: string, table: string): Statement {
  return { text: `SELECT count(*) AS count FROM ${qualified(schema, table)}`, values: [] };
}

/** Scales the last analysis by the present size, over partitions too; plans only, reads nothing. */
function explainStatement(schema: string, table: string): Statement {
  return { text: `EXPLAIN SELECT FROM ${qualified(schema, table)}`, values: [] };
}
