import { useState } from 'react';
import type { ListRow } from './rows.ts';

/** Lines that stand for pages let go of above the loaded ones; more would reach Chrome's limit of an element's height. */
const MOST_ABOVE = 1_000_000;

interface Window {
  readonly rows: readonly ListRow[];
  readonly above: number;
}

/**
 * How many lines lie above the loaded ones. When pages are let go of or come back, every line that stays keeps
 * its place, so that nothing moves under the reader.
 */
export function useLinesAbove(rows: readonly ListRow[], moreAbove: boolean): number {
  const [before, setBefore] = useState<Window>({ rows, above: 0 });
  if (before.rows === rows) return moreAbove ? before.above : 0;
  const above = moreAbove ? linesAbove(before, rows) : 0;
  setBefore({ rows, above });
  return above;
}

/** Pure: where the first line that both have was, minus where it is now. */
export function linesAbove(before: Window, rows: readonly ListRow[]): number {
  const now = new Map(rows.map((row, index) => [row.key, index]));
  const kept = before.rows.findIndex((row) => row.kind === 'change' && now.has(row.key));
  const row = before.rows[kept];
  if (row === undefined) return 0;
  const shift = kept - (now.get(row.key) ?? kept);
  return Math.min(MOST_ABOVE, Math.max(0, before.above + shift));
}
