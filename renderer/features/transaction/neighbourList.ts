import type { CountedTransaction } from '@shared/domain/actorReads.ts';
import type { Neighbours, RowTouch } from '@shared/domain/neighbours.ts';
import { isCanonicalInstant, toEpochMicros } from '@shared/domain/instant.ts';
import { formatCount, plural } from '@renderer/lib/format.ts';

/** One knot beside the transaction, oldest first; `here` is the transaction itself. */
export interface Neighbour {
  readonly id: string;
  readonly at: string;
  readonly here: boolean;
  /** What it did: `member.edited, 61 changes`; one change is not counted. */
  readonly text: string;
  /** `− 39 s`: how far from this transaction. */
  readonly distance: string;
}

type Beside = Pick<Neighbours['by_actor'], 'previous' | 'next'>;

/** Pure: those before, this one, those after, in the order of time. */
export function neighbourList(beside: Beside, here: CountedTransaction): readonly Neighbour[] {
  const at = here.transaction.occurred_at;
  const one = (entry: CountedTransaction, isHere = false): Neighbour => ({
    id: entry.transaction.id,
    at: entry.transaction.occurred_at,
    here: isHere,
    text: countsText(entry),
    distance: isHere ? '' : distance(at, entry.transaction.occurred_at),
  });
  return [
    ...beside.previous.toReversed().map((entry) => one(entry)),
    one(here, true),
    ...beside.next.toReversed().map((entry) => one(entry)),
  ];
}

function countsText({ action, counts }: CountedTransaction): string {
  const what = action?.name ?? 'no action linked';
  if (counts.changes === 0) return `${what}, no captured change`;
  return counts.changes === 1 ? what : `${what}, ${plural(counts.changes, 'change')}`;
}

/** Pure: signed, in one unit a person can weigh: `− 39 s`, `+ 4 d 2 h`. */
export function distance(from: string, to: string): string {
  if (!isCanonicalInstant(from) || !isCanonicalInstant(to)) return '';
  const micros = toEpochMicros(to) - toEpochMicros(from);
  const sign = micros < 0n ? '−' : '+';
  const size = micros < 0n ? -micros : micros;
  const seconds = Number(size / 1_000_000n);
  const text =
    size < 1_000_000n
      ? `${formatCount(Number(size / 1000n))} ms`
      : seconds < 60
        ? `${seconds} s`
        : seconds < 3600
          ? `${Math.floor(seconds / 60)} min`
          : seconds < 86_400
            ? `${Math.floor(seconds / 3600)} h ${Math.floor(seconds / 60) % 60} min`
            : `${Math.floor(seconds / 86_400)} d ${Math.floor(seconds / 3600) % 24} h`;
  return `${sign} ${text}`;
}

/** Pure: the nearest of the actor on one side; null where there is none. */
export function nearest({ by_actor }: Neighbours, side: 'previous' | 'next'): string | null {
  const list = by_actor[side];
  const entry = side === 'previous' ? list[0] : list.at(-1);
  return entry?.transaction.id ?? null;
}

/** Pure: why there is no list of that kind; null where there is one. */
export function absentWords(state: Neighbours['by_actor' | 'by_correlation']['state']): string | null {
  switch (state) {
    case 'listed':
      return null;
    case 'no_actor':
      return 'Nobody set an actor: there is no other to find.';
    case 'no_action':
      return 'No action is linked, so no correlation is known.';
    case 'no_correlation':
      return 'The linked action carries no correlation.';
    case 'not_recorded':
      return 'This database does not record it.';
  }
}

/** Pure: a change of the same row by another transaction. */
export function touchText(touch: RowTouch | null, side: 'before' | 'after'): string {
  if (touch !== null) return touch.op;
  return side === 'before' ? 'none before it still here' : 'none after it';
}
