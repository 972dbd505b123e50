import type { TimelineEntry } from '@shared/domain/audit.ts';
import type { Capability } from '@shared/domain/capability.ts';
import type { Filters } from '@shared/domain/filters.ts';
import type { ReadTransaction } from '../db/session.ts';
import { entryOf } from '../timeline/entryOf.ts';
import { pageStatement } from '../timeline/pageStatement.ts';

export interface ScopeChanges {
  /** Oldest first: the order of capture. */
  readonly entries: readonly TimelineEntry[];
  /** True when the scope has more, older ones; exact. */
  readonly truncated: boolean;
}

/** The newest `limit` changes that the (normalized) filters match, in capture order; the timeline's own statement. */
export async function readScopeChanges(
  tx: ReadTransaction,
  capability: Capability,
  filters: Filters,
  limit: number,
): Promise<ScopeChanges> {
  const rows = await tx.rows(
    pageStatement(capability, { filters, cursor: null, direction: 'older', rows: limit + 1 }),
  );
  const entries = rows.slice(0, limit).map(entryOf);
  return { entries: entries.reverse(), truncated: rows.length > limit };
}
