import type { TimelineEntry } from '@shared/domain/audit.ts';
import { isCanonicalInstant, toEpochMicros, type Instant } from '@shared/domain/instant.ts';
import type { JsonText } from '@shared/domain/jsonText.ts';
import { actorView } from '@renderer/lib/change.ts';

/** Half an hour without a captured write of its actor ends a burst, as on the actor's own screen. */
const GAP_MICROS = 1_800_000_000n;

/** Loaded changes of one actor with no gap between them; newest first. */
export interface LoadedBurst {
  readonly actor: JsonText | null;
  readonly entries: readonly TimelineEntry[];
  /** First and last captured write among them. */
  readonly start: Instant;
  readonly end: Instant;
  readonly transactions: number;
  /** It may go on in what is not loaded. */
  readonly open: boolean;
}

interface Growing {
  readonly actor: JsonText | null;
  readonly entries: TimelineEntry[];
}

/** Pure: loaded changes, newest first, as bursts in the order of their newest change. */
export function burstsOf(
  entries: readonly TimelineEntry[],
  more: { readonly above: boolean; readonly below: boolean },
): readonly LoadedBurst[] {
  const latest = new Map<string, Growing>();
  const bursts: Growing[] = [];
  for (const entry of entries) {
    const actor = entry.transaction.actor_ref;
    const key = actorKey(actor);
    const known = latest.get(key);
    if (known !== undefined && isNear(atOf(known.entries.at(-1)), atOf(entry))) known.entries.push(entry);
    else {
      const fresh: Growing = { actor, entries: [entry] };
      latest.set(key, fresh);
      bursts.push(fresh);
    }
  }
  const [newest, oldest] = [atOf(entries[0]), atOf(entries.at(-1))];
  return bursts.map(({ actor, entries: own }) => {
    const [start, end] = [atOf(own.at(-1)), atOf(own[0])];
    return {
      actor,
      entries: own,
      start,
      end,
      transactions: new Set(own.map(({ transaction }) => transaction.id)).size,
      open: (more.below && isNear(start, oldest)) || (more.above && isNear(newest, end)),
    };
  });
}

/** Extra keys of a stored actor make no other actor. */
function actorKey(stored: JsonText | null): string {
  const view = actorView(stored);
  return 'text' in view ? `${view.state} ${view.text}` : view.state;
}

function atOf(entry: TimelineEntry | undefined): Instant {
  return entry?.audit_change.captured_at ?? '';
}

/** Both canonical and not further apart than the gap; what no calendar holds is near itself. */
function isNear(later: Instant, earlier: Instant): boolean {
  if (!isCanonicalInstant(later) || !isCanonicalInstant(earlier)) return later === earlier;
  return toEpochMicros(later) - toEpochMicros(earlier) <= GAP_MICROS;
}
