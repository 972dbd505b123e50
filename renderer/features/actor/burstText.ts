import type { Burst } from '@shared/domain/bursts.ts';
import { isCanonicalInstant, toEpochMicros } from '@shared/domain/instant.ts';
import { formatCount } from '@renderer/lib/format.ts';

/** Pure: the span of captured writes, for people: `12 min 4 s`, `0.31 s`; null where it cannot be told. */
export function spanText(start: string, end: string): string | null {
  if (!isCanonicalInstant(start) || !isCanonicalInstant(end)) return null;
  const micros = toEpochMicros(end) - toEpochMicros(start);
  if (micros < 0n) return null;
  const seconds = Number(micros) / 1_000_000;
  if (seconds < 60) return `${seconds.toFixed(2)} s`;
  const whole = Math.round(seconds);
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60)];
  if (hours > 0) return `${hours} h ${minutes} min`;
  return `${minutes} min ${whole % 60} s`;
}

/** Pure: what a burst did, the busiest tables first. */
export function burstTables({ counts }: Pick<Burst, 'counts'>, most = 3): string {
  const shown = counts.by_table
    .slice(0, most)
    .map(({ table_schema, table_name, changes }) => `${table_schema}.${table_name} ${formatCount(changes)}`);
  const more = counts.by_table.length - shown.length;
  return [...shown, ...(more > 0 ? [`${more} more`] : [])].join(', ');
}
