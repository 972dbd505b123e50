import { checkBound } from '@shared/domain/bounds.ts';
import type { Growth } from '@shared/domain/growth.ts';
import { normalizeFilters, type Filters } from '@shared/domain/filters.ts';
import type { AuditSource } from '../db/session.ts';
import { withIndexHint } from '../health/indexes/withIndexHint.ts';
import { classesOfFilters } from '../health/indexes/classesOfFilters.ts';
import { createdActors } from './growth/createdActors.ts';
import { linked } from './growth/linked.ts';
import { references } from './growth/references.ts';
import { sharedMeta } from './growth/sharedMeta.ts';
import { touchedRows } from './growth/touchedRows.ts';
import type { GrowthScope, Propose, Ranked } from './growth/common.ts';
import { readScopeChanges } from './scopeChanges.ts';

export interface GrowthQuestion {
  readonly filters: Filters;
  /** The most changes of the scope looked at, the newest; 1 to 20000. Default 5000. */
  readonly max_changes?: number;
  /** The most proposals answered; 1 to 200. Default 30. */
  readonly limit?: number;
}

/** Statements of the kinds below, for the hint of what index is missing. */
const CLASSES = ['row_history', 'page_by_actor', 'page_by_correlation', 'page_by_table'] as const;

const kinds: readonly Propose[] = [createdActors, touchedRows, linked, references, sharedMeta];

/**
 * What the scope may have to grow by, most telling first, each with its reason and with the filter that would add
 * it: actors and rows the scope created, what references them, the rest of its correlations, requests and jobs,
 * the same meta elsewhere, and who changed its rows next. A proposal is a lead, not a finding. One snapshot.
 * Errors: `invalid_filter`, `invalid_instant`, `invalid_actor`, `unavailable_filter`, `invalid_request`, and those
 * of Session.read.
 */
export async function scopeGrowth(
  source: AuditSource,
  { filters, max_changes = 5_000, limit = 30 }: GrowthQuestion,
  signal?: AbortSignal,
): Promise<Growth> {
  checkBound('max_changes', max_changes, 1, 20_000);
  checkBound('limit', limit, 1, 200);
  const asked = normalizeFilters(filters);
  const { session, capability } = source;
  const read = (): Promise<Growth> =>
    session.read({ signal, lane: 'count' }, async (tx) => {
      const { entries, truncated } = await readScopeChanges(tx, capability, asked, max_changes);
      const scope: GrowthScope = {
        filters: asked,
        entries,
        change_ids: entries.map(({ audit_change }) => audit_change.id),
        transaction_ids: [...new Set(entries.map(({ transaction }) => transaction.id))],
      };
      const found: Ranked[] = [];
      if (entries.length > 0)
        for (const propose of kinds) found.push(...(await propose(tx, capability, scope)));
      const proposals = found
        .sort(
          (a, b) =>
            b.weight - a.weight ||
            (b.proposal.transactions ?? 0) - (a.proposal.transactions ?? 0) ||
            (b.proposal.changes ?? 0) - (a.proposal.changes ?? 0),
        )
        .map(({ proposal }) => proposal);
      return {
        changes: entries.length,
        truncated,
        proposals: proposals.slice(0, limit),
        has_more: proposals.length > limit,
      };
    });
  return await withIndexHint(source, [...CLASSES, ...classesOfFilters(asked)], signal, read);
}
