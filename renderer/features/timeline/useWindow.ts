import { useLayoutEffect, useRef, useState, type RefObject } from 'react';
import type { ListRow } from './rows.ts';

/** Lines that stand for pages let go of above the loaded ones; more would reach Chrome's limit of an element's height. */
const MOST_ABOVE = 1_000_000;

/** A day and a burst. */
const HEADINGS = 2;

interface Window {
  readonly rows: readonly ListRow[];
  readonly above: number;
}

/**
 * How many lines lie above the loaded ones: at first `initial`, where newer ones exist. When pages are let go of
 * or come back, every line that stays keeps its place, so that nothing moves under the reader.
 */
export function useLinesAbove(rows: readonly ListRow[], moreAbove: boolean, initial: number): number {
  const [before, setBefore] = useState<Window>({ rows, above: initial });
  if (before.rows === rows) return moreAbove ? before.above : 0;
  const above = moreAbove ? linesAbove(before, rows) : 0;
  setBefore({ rows, above });
  return above;
}

/**
 * Where there turned out to be more or fewer lines above than were stood in for, the list is scrolled by the
 * difference: what is read stays where it is.
 */
export function useSteadyScroll(
  rows: readonly ListRow[],
  above: number,
  /** The height of a line, and how far the list was scrolled: a shorter list is clamped before it can be asked. */
  { line, offset }: { readonly line: number; readonly offset: number },
  body: RefObject<HTMLElement | null>,
): void {
  const last = useRef<Window>({ rows, above });
  useLayoutEffect(() => {
    const before = last.current;
    last.current = { rows, above };
    if (before.rows === rows && before.above === above) return;
    const moved = movedBy(before, { rows, above }, Math.floor(offset / line));
    // At the very top a heading may come in: it is to be seen.
    if (offset < line && Math.abs(moved) <= HEADINGS) return;
    if (moved !== 0) body.current?.scrollTo({ top: offset + moved * line });
  }, [rows, above, line, offset, body]);
}

/** Pure: by how many lines the first line that stays, from `top` on, has moved down. */
export function movedBy(before: Window, after: Window, top: number): number {
  const now = new Map(after.rows.map((row, index) => [row.key, index]));
  const from = Math.max(0, top - before.above);
  for (let index = from; index < before.rows.length; index += 1) {
    const row = before.rows[index];
    const at = row?.kind === 'change' ? now.get(row.key) : undefined;
    if (at !== undefined) return after.above + at - (before.above + index);
  }
  return 0;
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
