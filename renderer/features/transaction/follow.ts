import type { TransactionContext } from '@shared/domain/audit.ts';
import type { Filters } from '@shared/domain/filters.ts';
import { fromEpochMicros, isCanonicalInstant, toEpochMicros } from '@shared/domain/instant.ts';
import { actorView } from '@renderer/lib/change.ts';
import { plural } from '@renderer/lib/format.ts';
import type { TableGroup } from './lines.ts';

interface FollowUp {
  readonly title: string;
  readonly why: string;
  readonly filters: Filters;
}

const AROUND = 300_000_000n;
/** Tables named before the rest is only counted. */
const TABLES = 8;

/** Pure: the questions this transaction suggests. */
export function followUps(
  { transaction, action }: TransactionContext,
  groups: readonly TableGroup[],
): { readonly found: readonly FollowUp[]; readonly more: number } {
  const actor = actorView(transaction.actor_ref);
  const found: FollowUp[] = [];
  if (actor.state === 'identified')
    found.push({ title: actor.text, why: 'all by this actor', filters: { actor: [actor.text] } });
  if (actor.state === 'anonymous')
    found.push({ title: 'anonymous', why: 'all anonymous', filters: { actor: ['anonymous'] } });
  if (action?.correlation_id != null)
    found.push({
      title: action.correlation_id,
      why: 'same correlation',
      filters: { correlation_id: [action.correlation_id] },
    });
  const at = transaction.occurred_at;
  if (isCanonicalInstant(at)) {
    const micros = toEpochMicros(at);
    found.push({
      title: 'five minutes around',
      why: 'any actor, any table',
      filters: { from: fromEpochMicros(micros - AROUND), to: fromEpochMicros(micros + AROUND) },
    });
  }
  for (const group of groups.slice(0, TABLES))
    found.push({
      title: group.table,
      why: `${plural(group.changes.length, 'change')} here`,
      filters: { table: [group.table] },
    });
  return { found, more: Math.max(0, groups.length - TABLES) };
}
