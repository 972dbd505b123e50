import type { Instant } from '@shared/domain/instant.ts';
import { fromEpochMicros } from '@shared/domain/instant.ts';

/** This machine's clock, for our own records. Evidence takes its times from the database. */
export function now(): Instant {
  return fromEpochMicros(BigInt(Date.now()) * 1000n);
}
