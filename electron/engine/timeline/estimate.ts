import { normalizeFilters, type Filters } from '@shared/domain/filters.ts';
import type { AuditSource, ReadTransaction, Statement } from '../db/session.ts';
import { estimateStatement } from './estimateStatement.ts';

export interface Estimate {
  /** Rows the planner expects: about so many, never a count, and far off where it knows little. */
  readonly estimate: number;
}

/**
 * About how many changes the filters match, at once: what the planner expects from its statistics. Always to be
 * labelled as an estimate; `countChanges` counts. Errors: those of `countChanges`.
 */
export async function estimateChanges(
  { session, capability }: AuditSource,
  { filters }: { readonly filters: Filters },
  signal?: AbortSignal,
): Promise<Estimate> {
  const statement = estimateStatement(capability, normalizeFilters(filters));
  const { rows } = await session.read({ signal }, (tx) => planOf(tx, statement));
  return { estimate: rows };
}

/** What an EXPLAIN says of its whole statement: expected rows, and the planner's unit of cost. */
export async function planOf(
  tx: ReadTransaction,
  statement: Statement,
): Promise<{ readonly rows: number; readonly cost: number }> {
  const [top] = await tx.rows(statement);
  const [, cost = '0', rows = '0'] = /\.\.([\d.]+) rows=(\d+)/.exec(top?.['QUERY PLAN'] ?? '') ?? [];
  return { rows: Number(rows), cost: Number(cost) };
}
