import { printable, shorten } from './printable.ts';

export interface Column<T> {
  readonly title: string;
  readonly of: (row: T) => string;
  /** Longest that is shown; more is cut with an ellipsis. */
  readonly max?: number;
  readonly right?: boolean;
  readonly paint?: (text: string, row: T) => string;
}

/** Aligned columns with a heading, one line a row; every value single-line and harmless to a terminal. */
export function renderTable<T>(rows: readonly T[], columns: readonly Column<T>[]): string {
  const cells = rows.map((row) => columns.map((c) => shorten(printable(c.of(row)), c.max ?? 60)));
  const widths = columns.map(({ title }, i) =>
    Math.max(length(title), ...cells.map((line) => length(line[i] ?? ''))),
  );
  const line = (texts: readonly string[], row: T | null): string =>
    columns
      .map((column, i) => {
        const text = texts[i] ?? '';
        const space = ' '.repeat((widths[i] ?? 0) - length(text));
        const shown = row === null || column.paint === undefined ? text : column.paint(text, row);
        return column.right === true ? space + shown : shown + space;
      })
      .join('  ')
      .trimEnd();
  const heading = line(
    columns.map(({ title }) => title),
    null,
  );
  return [heading, ...rows.map((row, i) => line(cells[i] ?? [], row))].map((text) => `${text}\n`).join('');
}

function length(text: string): number {
  return Array.from(text).length;
}
