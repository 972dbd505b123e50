import { checkBound } from '@shared/domain/bounds.ts';
import type { Damage, DamageEntry, Setter } from '@shared/domain/damage.ts';
import type { TimelineEntry } from '@shared/domain/audit.ts';
import { compareBytes } from '@shared/domain/diff.ts';
import { normalizeFilters, type Filters } from '@shared/domain/filters.ts';
import { jsonObject } from '@shared/domain/jsonText.ts';
import { isUnresolvedKey } from '@shared/domain/row.ts';
import type { AuditSource } from '../db/session.ts';
import { withIndexHint } from '../health/indexes/withIndexHint.ts';
import { classesOfFilters } from '../health/indexes/classesOfFilters.ts';
import { compareLive } from './compareLive.ts';
import { damageSummary } from './damageSummary.ts';
import { readLater, laterKey, type Later } from './readLater.ts';
import { readLiveOf, type LiveLookup } from './readLiveOf.ts';
import { isMasked, policyOf, readPolicies, type Policies } from './readPolicies.ts';
import { rowIdentity } from './rowIdentity.ts';
import { readScopeChanges } from './scopeChanges.ts';
import { setFields, type SetField } from './setFields.ts';

export interface DamageQuestion {
  readonly filters: Filters;
  /** The most changes of the scope looked at, the newest; 1 to 100000. Default 20000. */
  readonly max_changes?: number;
  /** The most entries answered; 0 to 100000. Default 1000. The summary is about all. */
  readonly limit?: number;
}

/**
 * For every field the scope set (inserts set all of a row, deletes remove it): whether a later captured change
 * outside the scope overwrote it, by whom and when, whether the row is gone, and whether the live row agrees.
 * A field set several times counts once, by the scope's last change of it. "No later captured change" does not say
 * "still so": writes may bypass capture, which is why the live row is laid beside it, from the same snapshot.
 * Errors: `invalid_filter`, `invalid_instant`, `invalid_actor`, `unavailable_filter`, `invalid_request`, and those
 * of Session.read.
 */
export async function damage(
  source: AuditSource,
  { filters, max_changes = 20_000, limit = 1_000 }: DamageQuestion,
  signal?: AbortSignal,
): Promise<Damage> {
  checkBound('max_changes', max_changes, 1, 100_000);
  checkBound('limit', limit, 0, 100_000);
  const asked = normalizeFilters(filters);
  const { session, capability } = source;
  const read = (): Promise<Damage> =>
    session.read({ signal, lane: 'count' }, async (tx) => {
      const { entries: changes, truncated } = await readScopeChanges(tx, capability, asked, max_changes);
      const set = setFields(changes);
      const later = await readLater(tx, capability, grouped(set), idsOf(changes));
      const policies = await readPolicies(
        tx,
        set.map(({ by }) => by.audit_change),
      );
      const live = await readLiveOf(
        tx,
        capability,
        set.map(({ by }) => by.audit_change),
      );
      const all = set.map((each) => entryOf(each, later, live, policies)).sort(byPlace);
      const summary = damageSummary(all);
      return {
        changes: changes.length,
        truncated,
        rows: new Set(set.map(({ by }) => rowIdentity(by.audit_change))).size,
        summary,
        not_named: summary.flatMap(({ table_schema, table_name, field }) => {
          const { unnamed } = policyOf(policies, { table_schema, table_name });
          return field !== null && unnamed.includes(field) ? [{ table_schema, table_name, field }] : [];
        }),
        entries: all.slice(0, limit),
        has_more: all.length > limit,
        not_readable: live.not_readable,
      };
    });
  return await withIndexHint(source, ['row_history', ...classesOfFilters(asked)], signal, read);
}

function idsOf(entries: readonly TimelineEntry[]): readonly string[] {
  return entries.map(({ audit_change }) => audit_change.id);
}

/** Fields by the change that set them. */
function grouped(set: readonly SetField[]): Parameters<typeof readLater>[2] {
  const changes = new Map<string, { by: TimelineEntry; fields: string[] | null }>();
  for (const { field, by } of set) {
    const group = changes.get(by.audit_change.id) ?? { by, fields: field === null ? null : [] };
    if (field !== null) group.fields?.push(field);
    changes.set(by.audit_change.id, group);
  }
  return [...changes.values()].map(({ by: { audit_change: change }, fields }) => ({
    id: change.id,
    table_schema: change.table_schema,
    table_name: change.table_name,
    table_pk: change.table_pk,
    captured_at: change.captured_at,
    fields,
  }));
}

function entryOf(
  { field, by }: SetField,
  later: ReadonlyMap<string, Later>,
  live: LiveLookup,
  policies: Policies,
): DamageEntry {
  const { audit_change: change, transaction } = by;
  const { table_schema, table_name, table_pk } = change;
  const recorded = field === null ? null : (jsonObject(change.data_after).get(field) ?? null);
  const masked = recorded !== null && isMasked(policyOf(policies, change), recorded);
  const value = masked ? null : recorded;
  const after = later.get(laterKey(change.id, field));
  const compared = compareLive(field, value, live.rowOf(change));
  const set_by: Setter = {
    change_id: change.id,
    op: change.op.toLowerCase(),
    captured_at: change.captured_at,
    transaction_id: transaction.id,
    actor_ref: transaction.actor_ref,
  };
  return {
    ...{ table_schema, table_name, table_pk, field, set_by, value, masked },
    state: isUnresolvedKey(table_pk) ? 'unresolved_key' : stateOf(field, after, compared.live),
    later: after?.by ?? null,
    later_changes: after?.changes ?? 0,
    ...compared,
  };
}

function stateOf(
  field: string | null,
  later: Later | undefined,
  live: DamageEntry['live'],
): DamageEntry['state'] {
  if (field === null) return later === undefined || later.gone ? 'no_later_captured_change' : 'overwritten';
  if (later?.gone === true || live === 'missing') return 'row_gone';
  return later === undefined ? 'no_later_captured_change' : 'overwritten';
}

function byPlace(a: DamageEntry, b: DamageEntry): number {
  return (
    compareBytes(a.table_schema, b.table_schema) ||
    compareBytes(a.table_name, b.table_name) ||
    compareBytes(a.table_pk, b.table_pk) ||
    compareBytes(a.field ?? '', b.field ?? '')
  );
}
