import { jsonElements, jsonString } from '@shared/domain/jsonText.ts';
import type { TextRow } from '../../db/session.ts';

export type AuditTable = 'audit_changes' | 'audit_transactions' | 'audit_actions';

/** One index as the catalogue has it. */
export interface AuditIndex {
  /** The audit table it is an index of; `table` differs where it sits on a partition. */
  readonly of: string;
  readonly schema: string;
  readonly table: string;
  readonly name: string;
  readonly valid: boolean;
  readonly unique: boolean;
  /** Backs a primary key or unique constraint: not to be dropped. */
  readonly constraint: boolean;
  /** Belongs to an index of the parent. */
  readonly attached: boolean;
  /** An index of a partitioned table: a roof over those of its partitions. */
  readonly parent: boolean;
  readonly method: string;
  readonly partial: boolean;
  /** Key columns and expressions in order, as pg_get_indexdef prints them. */
  readonly columns: readonly string[];
  /** Direction and place of NULLs of each column. */
  readonly options: string;
  readonly definition: string;
  readonly bytes: number;
  readonly scans: string | null;
}

/** What a statement needs: an index of this method whose first key columns are these. */
export interface Need {
  readonly table: AuditTable;
  readonly method: 'btree' | 'gin';
  readonly columns: readonly string[];
}

export function auditIndexOf(row: TextRow): AuditIndex {
  const text = (column: string): string => row[column] ?? '';
  const flag = (column: string): boolean => row[column] === 't';
  return {
    of: text('of'),
    schema: text('schema'),
    table: text('table'),
    name: text('name'),
    valid: flag('valid'),
    unique: flag('unique'),
    constraint: flag('constraint'),
    attached: flag('attached'),
    parent: flag('parent'),
    method: text('method'),
    partial: flag('partial'),
    columns: jsonElements(row['columns'] ?? '[]').map(jsonString),
    options: text('options'),
    definition: text('definition'),
    bytes: Number(text('bytes')),
    scans: row['scans'] ?? null,
  };
}

/**
 * By what it does, not by its name. A GIN index serves a condition on any of its columns, a B-tree those on its
 * first ones. Whether it is valid is asked apart: an invalid one serves nothing (CONTRACT §12, trap 50).
 */
export function fits(need: Need, index: AuditIndex): boolean {
  if (index.of !== need.table || index.table !== need.table) return false;
  if (index.method !== need.method || index.partial) return false;
  // Beside containment GIN serves nothing; a column may carry its operator class.
  const bare = index.columns.map((column) => (need.method === 'gin' ? column.split(' ')[0] : column));
  return need.method === 'gin'
    ? need.columns.every((column) => bare.includes(column))
    : need.columns.every((column, place) => bare[place] === column);
}
