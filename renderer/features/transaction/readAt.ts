import { fromEpochMicros } from '@shared/domain/instant.ts';

/** Pure: the moment an answer came, by this machine's clock. */
export function instantOf(milliseconds: number): string {
  return fromEpochMicros(BigInt(Math.trunc(milliseconds)) * 1000n);
}
