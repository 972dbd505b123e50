import { actorJson, parseActor, type ActorRef } from '@shared/domain/actor.ts';
import type { Capability } from '@shared/domain/capability.ts';
import { filterKeys, type Filters } from '@shared/domain/filters.ts';
import { isCanonicalInstant } from '@shared/domain/instant.ts';
import type { ReadTransaction, TextRow } from '../db/session.ts';
import { busyActorStatement } from './busyActorStatement.ts';
import { planOf } from './estimate.ts';
import { estimateStatement } from './estimateStatement.ts';
import type { PagePlan } from './keysetPage.ts';
import { pageStatement } from './pageStatement.ts';

/** Up to so many transactions of an actor are read and sorted in some tens of milliseconds. */
const BUSY_FROM = 2_000;
/** So many changes of anybody are passed in a tenth of a second. */
const LONGEST_WALK = 50_000;

/**
 * The rows of a page of one busy actor, found by walking the trail instead of sorting all the actor ever did; null
 * where that is not known to be shorter, and the page is to be asked for as any other. The walk ends where as many
 * transactions of the actor as the page has rows began: what it finds within is the page exactly when it fills it,
 * or when nothing of the window is left beyond.
 */
export async function busyActorRows(
  tx: ReadTransaction,
  capability: Capability,
  filters: Filters,
  plan: PagePlan,
): Promise<readonly TextRow[] | null> {
  const actor = onlyActor(filters);
  if (actor === null || !capability.actor_time_index) return null;
  const window = await shortWalk(tx, capability, actor, filters, plan);
  if (window === null) return null;
  const { from, to, whole } = window;
  const besides: Parameters<typeof pageStatement>[1]['besides'] = (bind) => [
    // Hidden from the indexes on actors, which lead to all this actor ever did.
    `CASE WHEN t.actor_ref @> ${bind(actorJson(actor), 'jsonb')} THEN true ELSE false END`,
  ];
  const rows = await tx.rows(pageStatement(capability, { ...plan, filters: { from, to }, besides }));
  return whole || rows.length === plan.rows ? rows : null;
}

/** With another condition the actor's changes may be few, and the walk long; no index has anonymous in order of time. */
function onlyActor(filters: Filters): ActorRef | null {
  const [only, ...more] = filters.actor ?? [];
  const others = filterKeys.filter((key) => !['actor', 'from', 'to'].includes(key));
  const single = more.length === 0 && others.every((key) => filters[key] === undefined);
  const actor = single && only !== undefined ? parseActor(only) : null;
  return actor?.type === 'anonymous' ? null : actor;
}

interface Walk {
  readonly from: string | undefined;
  readonly to: string | undefined;
  /** It reaches the end of the window asked for. */
  readonly whole: boolean;
}

async function shortWalk(
  tx: ReadTransaction,
  capability: Capability,
  actor: ActorRef,
  { from, to }: Filters,
  { cursor, direction, rows }: PagePlan,
): Promise<Walk | null> {
  const older = direction === 'older';
  const near = cursor?.at ?? (older ? to : from) ?? null;
  const question = { at: near, direction, rows, busyFrom: BUSY_FROM };
  const [found] = await tx.rows(busyActorStatement(capability, actor, question));
  const far = found?.['far'] ?? '';
  if (found?.['busy'] !== 't' || !isCanonicalInstant(far)) return null;
  if (near !== null && !isCanonicalInstant(near)) return null;
  const asked = older ? from : to;
  const whole = asked !== undefined && (older ? asked >= far : asked <= far);
  const end = whole ? asked : far;
  const passed = older ? { from: end, to: near ?? undefined } : { from: near ?? undefined, to: end };
  const { rows: about } = await planOf(tx, estimateStatement(capability, passed));
  if (about > LONGEST_WALK) return null;
  return older ? { from: end, to, whole } : { from, to: end, whole };
}
