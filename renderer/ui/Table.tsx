import type { ReactNode } from 'react';
import css from './Table.module.css';

export interface Column<T> {
  readonly title: string;
  readonly of: (row: T) => ReactNode;
  /** Counts stand under each other. */
  readonly number?: boolean;
}

interface TableProps<T> {
  /** Says what the table lists. */
  readonly label: string;
  readonly columns: readonly Column<T>[];
  readonly rows: readonly T[];
  readonly keyOf: (row: T, at: number) => string;
}

/** A short list read as a whole; long ones are virtual lists of their own. */
export function Table<T>({ label, columns, rows, keyOf }: TableProps<T>): ReactNode {
  return (
    <div className={css['frame']}>
      <table className={css['table']} aria-label={label}>
        <thead>
          <tr>
            {columns.map(({ title, number }) => (
              <th key={title} scope="col" className={number === true ? css['number'] : undefined}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            <tr key={keyOf(row, at)}>
              {columns.map(({ title, of, number }) => (
                <td key={title} className={number === true ? css['number'] : undefined}>
                  {of(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
