import type { TimelineEntry } from '@shared/domain/audit.ts';
import type { Capability } from '@shared/domain/capability.ts';
import type { GrowthProposal } from '@shared/domain/growth.ts';
import type { Filters } from '@shared/domain/filters.ts';
import type { ReadTransaction, TextRow } from '../../db/session.ts';
import { instantSql } from '../../db/sql.ts';

/** What every kind of proposal starts from. */
export interface GrowthScope {
  readonly filters: Filters;
  /** In capture order. */
  readonly entries: readonly TimelineEntry[];
  readonly change_ids: readonly string[];
  readonly transaction_ids: readonly string[];
}

/** A proposal and how telling it is: the higher the sooner it is shown. */
export interface Ranked {
  readonly weight: number;
  readonly proposal: GrowthProposal;
}

export type Propose = (
  tx: ReadTransaction,
  capability: Capability,
  scope: GrowthScope,
) => Promise<readonly Ranked[]>;

/** Columns `transactions`, `changes`, `first_at`, `last_at` of changes `c` in transactions `t`, those counted by `counts`. */
export function outsideColumns(changeCounts: string, transactionCounts: string): string {
  const at = (aggregate: string): string =>
    instantSql(`${aggregate}(coalesce(c.captured_at, t.occurred_at)) FILTER (WHERE ${transactionCounts})`);
  return [
    `count(DISTINCT t.id) FILTER (WHERE ${transactionCounts}) AS transactions`,
    `count(c.id) FILTER (WHERE ${changeCounts}) AS changes`,
    `${at('min')} AS first_at`,
    `${at('max')} AS last_at`,
  ].join(', ');
}

export function outsideOf(row: TextRow): Pick<GrowthProposal, 'first_at' | 'last_at'> & {
  readonly transactions: number;
  readonly changes: number;
} {
  return {
    transactions: Number(row['transactions'] ?? 0),
    changes: Number(row['changes'] ?? 0),
    first_at: row['first_at'] ?? null,
    last_at: row['last_at'] ?? null,
  };
}
