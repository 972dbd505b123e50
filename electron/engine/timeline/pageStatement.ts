import type { Capability } from '@shared/domain/capability.ts';
import type { Cursor } from '@shared/domain/cursor.ts';
import type { Filters } from '@shared/domain/filters.ts';
import type { Statement } from '../db/session.ts';
import { boundValues, type Bind } from './boundValues.ts';
import { actionColumns, changeColumns, transactionColumns } from './columns.ts';
import { filterPredicates } from './filterPredicates.ts';
import { changesFrom, whereSql } from './source.ts';

export interface PageQuestion {
  readonly filters: Filters;
  /** Where the page before ended; null = from the newest. */
  readonly cursor: Cursor | null;
  readonly direction: 'older' | 'newer';
  /** How many rows are asked of the server. */
  readonly rows: number;
  /** Conditions besides the filters. */
  readonly besides?: ((bind: Bind) => readonly string[]) | undefined;
}

/**
 * Changes next to a cursor, in reading order (newest first for `older`, oldest first for `newer`). The row
 * comparison lets audit_changes_captured_at_idx begin at the cursor; ids only break ties, by an incremental
 * sort of the rows that share an instant. The joins go by primary key, once a row.
 */
export function pageStatement(capability: Capability, question: PageQuestion): Statement {
  const { filters, cursor, direction, rows, besides } = question;
  const { bind, values } = boundValues();
  const older = direction === 'older';
  const conditions = [...filterPredicates(capability, filters, bind), ...(besides?.(bind) ?? [])];
  if (cursor !== null) {
    const place = `(${bind(cursor.at, 'timestamptz')}, ${bind(cursor.id, 'uuid')})`;
    conditions.push(`(c.captured_at, c.id) ${older ? '<' : '>'} ${place}`);
  }
  const order = older ? 'DESC' : 'ASC';
  const columns = [
    changeColumns(capability),
    transactionColumns(capability),
    actionColumns(capability),
  ].filter((part) => part !== '');
  return {
    text: [
      `SELECT ${columns.join(', ')}`,
      `FROM ${changesFrom(capability, true)}`,
      whereSql(conditions),
      `ORDER BY c.captured_at ${order}, c.id ${order}`,
      `LIMIT ${rows}`,
    ].join(' '),
    values,
  };
}
