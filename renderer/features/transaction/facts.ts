import type { AuditChange, AuditTransaction } from '@shared/domain/audit.ts';
import { isCanonicalInstant, toEpochMicros } from '@shared/domain/instant.ts';

/** First and last captured write; null without a change or when a time is beyond canonical instants. */
export interface Span {
  readonly first: string;
  readonly last: string;
  /** Between them, to the microsecond: `1.204374 s`. */
  readonly length: string;
}

/** The span of captured writes. Commit time is not recorded anywhere (CONTRACT §12, trap 12). */
export function spanOf(changes: readonly AuditChange[]): Span | null {
  const times = changes
    .map(({ captured_at }) => captured_at)
    .filter(isCanonicalInstant)
    .sort();
  const [first, last] = [times[0], times.at(-1)];
  if (first === undefined || last === undefined) return null;
  const micros = toEpochMicros(last) - toEpochMicros(first);
  return {
    first,
    last,
    length: `${micros / 1_000_000n}.${String(micros % 1_000_000n).padStart(6, '0')} s`,
  };
}

/** As it reads: one write has no length. */
export function spanText(changes: readonly AuditChange[]): string | null {
  const span = spanOf(changes);
  if (span === null) return null;
  return changes.length === 1 ? 'one write' : span.length;
}

const DAY = 86_400_000_000n;

/**
 * How far the captured writes lie from the transaction's first write when that is a day or more: after a
 * restore into a new cluster a reused txid attaches changes to an old transaction (CONTRACT §12, trap 11).
 */
export function strayDays(transaction: AuditTransaction, changes: readonly AuditChange[]): bigint | null {
  const span = spanOf(changes);
  if (span === null || !isCanonicalInstant(transaction.occurred_at)) return null;
  const start = toEpochMicros(transaction.occurred_at);
  const distances = [span.first, span.last].map((at) => {
    const distance = toEpochMicros(at) - start;
    return distance < 0n ? -distance : distance;
  });
  const most = distances.reduce((a, b) => (a > b ? a : b), 0n);
  return most >= DAY ? most / DAY : null;
}
