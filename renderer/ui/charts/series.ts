/** One layer of a stacked chart: what it is called, and its colour, which is never the only difference. */
export interface Series {
  readonly key: string;
  readonly label: string;
  readonly color: string;
}

/** Insert, update, delete, from the axis upwards. */
export const OPS: readonly Series[] = [
  { key: 'insert', label: 'inserted', color: 'var(--ch-ins)' },
  { key: 'update', label: 'updated', color: 'var(--ch-upd)' },
  { key: 'delete', label: 'deleted', color: 'var(--ch-del)' },
];

/** Pure: what a whole bucket holds. */
export function totalOf(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((sum, n) => sum + n, 0);
}

/** Pure: a rounded top of the axis, and the marks up to it. */
export function axisOf(most: number): { readonly top: number; readonly marks: readonly number[] } {
  if (most <= 0) return { top: 1, marks: [] };
  const size = 10 ** Math.floor(Math.log10(most));
  const step = [1, 2, 5, 10].map((n) => (n * size) / 2).find((one) => most / one <= 4) ?? size * 5;
  const unit = Math.max(1, step);
  const top = Math.ceil(most / unit) * unit;
  return { top, marks: Array.from({ length: Math.round(top / unit) }, (_, at) => (at + 1) * unit) };
}
