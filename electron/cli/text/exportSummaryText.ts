import type { ExportSummary } from '@shared/domain/exports.ts';
import { plural } from '@shared/domain/plural.ts';

/** The summary for people, on standard error. */
export function exportSummaryText(summary: ExportSummary): string {
  const { returned_count, matching, truncated, bytes, sha256, seconds, output, format } = summary;
  const place = output === '-' ? 'standard output' : output;
  const cut = truncated
    ? `TRUNCATED: the newest ${returned_count} of ${matching}`
    : `all ${matching} matching`;
  return [
    `${plural(returned_count, 'row')} (${cut}) as ${format} to ${place}`,
    `${bytes} bytes (${bytesText(bytes)}) in ${seconds.toFixed(1)} s, SHA-256 ${sha256}`,
  ].join('\n');
}

/** Decimal units, as file managers and disks count. */
export function bytesText(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit === 0 ? value : value.toFixed(1)} ${units[unit] ?? 'B'}`;
}
