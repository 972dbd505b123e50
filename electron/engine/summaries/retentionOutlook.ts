import { fromEpochMicros, isCanonicalInstant, toEpochMicros, type Instant } from '@shared/domain/instant.ts';
import type { RetentionOutlook } from '@shared/domain/summaries.ts';

type Run = NonNullable<RetentionOutlook['last_run']>;

interface Known {
  /** Newest first; null where the host has no table of runs that may be read. */
  readonly runs: readonly Run[] | null;
  readonly oldest: Instant | null;
  /** The host's policy in seconds, where a configuration was given. */
  readonly maxAgeSeconds: number | null;
}

const MICROS = 1_000_000n;

/**
 * When the host deletes the oldest rows next. The database holds no policy (CONTRACT §6.1), so without one it is
 * read off the rhythm of past runs, and only while those delete something. Always an estimate. Pure.
 */
export function retentionOutlook({ runs, oldest, maxAgeSeconds }: Known): RetentionOutlook {
  const known = { recorded: runs !== null, last_run: runs?.[0] ?? null };
  const none = (reason: string): RetentionOutlook => ({ ...known, oldest_rows_go_at: null, reason });
  if (oldest === null || !isCanonicalInstant(oldest)) return none('there is no row with a time to go by');
  if (maxAgeSeconds !== null)
    return {
      ...known,
      oldest_rows_go_at: later(oldest, BigInt(maxAgeSeconds) * MICROS),
      reason: `by the given policy of ${durationText(BigInt(maxAgeSeconds) * MICROS)}, at the first run after that`,
    };
  if (runs === null) return none('the host records no retention runs here, and the database holds no policy');
  const done = runs.filter(
    ({ status, started_at }) => status === 'completed' && isCanonicalInstant(started_at ?? ''),
  );
  const [last, ...before] = done;
  if (last === undefined || before.length === 0) return none('fewer than two completed runs are recorded');
  if (done.every(({ deleted_count }) => BigInt(deleted_count ?? '0') === 0n))
    return none(`the last ${done.length} completed runs deleted nothing`);
  const rhythm = middleGap(done.map(({ started_at }) => toEpochMicros(started_at ?? '')));
  return {
    ...known,
    oldest_rows_go_at: later(last.started_at ?? '', rhythm),
    reason: `an estimate: the last ${done.length} completed runs came about every ${durationText(rhythm)} and deleted rows`,
  };
}

function later(instant: Instant, micros: bigint): Instant {
  return fromEpochMicros(toEpochMicros(instant) + micros);
}

/** Median of the gaps between starts, newest first: one run by hand does not change the rhythm. */
function middleGap(starts: readonly bigint[]): bigint {
  const gaps = starts.slice(1).map((start, i) => (starts[i] ?? start) - start);
  gaps.sort((a, b) => (a < b ? -1 : 1));
  return gaps[Math.floor(gaps.length / 2)] ?? 0n;
}

function durationText(micros: bigint): string {
  const minutes = Number(micros / (60n * MICROS));
  if (minutes >= 2 * 1440) return `${Math.round(minutes / 1440)} days`;
  return minutes >= 120 ? `${Math.round(minutes / 60)} hours` : `${minutes} minutes`;
}
