import type { Capability } from '@shared/domain/capability.ts';
import type { Cursor } from '@shared/domain/cursor.ts';
import type { RowAddress } from '@shared/domain/row.ts';
import type { Statement } from '../db/session.ts';
import { boundValues, type Bind } from '../timeline/boundValues.ts';
import { actionColumns, changeColumns, transactionColumns } from '../timeline/columns.ts';
import { changesFrom, whereSql } from '../timeline/source.ts';
import { rowConditions } from './rowPredicate.ts';

export interface HistoryWindow {
  /** Canonical instants, inclusive; null = open. */
  readonly from: string | null;
  readonly to: string | null;
}

interface HistoryPage extends HistoryWindow {
  readonly cursor: Cursor | null;
  readonly direction: 'older' | 'newer';
  readonly rows: number;
}

/** Changes of one row next to a cursor, in reading order: audit_changes_row_history_idx, see rowConditions. */
export function historyStatement(capability: Capability, row: RowAddress, page: HistoryPage): Statement {
  const { cursor, direction, rows } = page;
  const { bind, values } = boundValues();
  const older = direction === 'older';
  const order = older ? 'DESC' : 'ASC';
  const conditions = [...rowConditions(row, bind), ...windowConditions(page, bind)];
  if (cursor !== null) {
    const place = `(${bind(cursor.at, 'timestamptz')}, ${bind(cursor.id, 'uuid')})`;
    conditions.push(`(c.captured_at, c.id) ${older ? '<' : '>'} ${place}`);
  }
  return {
    text: [
      `SELECT ${entryColumns(capability)} FROM ${changesFrom(capability, true)}`,
      `${whereSql(conditions)} ORDER BY c.captured_at ${order}, c.id ${order} LIMIT ${rows}`,
    ].join(' '),
    values,
  };
}

export function windowConditions({ from, to }: HistoryWindow, bind: Bind): readonly string[] {
  return [
    ...(from === null ? [] : [`c.captured_at >= ${bind(from, 'timestamptz')}`]),
    ...(to === null ? [] : [`c.captured_at <= ${bind(to, 'timestamptz')}`]),
  ];
}

/** Change, transaction and action of an entry. */
export function entryColumns(capability: Capability): string {
  return [changeColumns(capability), transactionColumns(capability), actionColumns(capability)]
    .filter((part) => part !== '')
    .join(', ');
}
