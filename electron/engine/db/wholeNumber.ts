import type { TextRow } from './session.ts';

/** A count or an hour of the day: whole, far below what a double holds exactly; null reads as nought. Never a txid. */
export function wholeNumber(row: TextRow | undefined, column: string): number {
  return Number(row?.[column] ?? 0);
}
