import type { RowAddress } from '@shared/domain/row.ts';
import type { Bind } from '../timeline/boundValues.ts';

/**
 * Conditions on `c` (audit_changes) for exactly one row: equality on the whole key (CONTRACT §4.3), which
 * audit_changes_row_history_idx serves, already in the order of histories; without it
 * audit_changes_table_name_idx bounds the work to the changes of the table.
 */
export function rowConditions(
  { table_schema, table_name, table_pk }: RowAddress,
  bind: Bind,
): readonly string[] {
  return [
    `c.table_schema = ${bind(table_schema)}`,
    `c.table_name = ${bind(table_name)}`,
    `c.table_pk = ${bind(table_pk, 'jsonb')}`,
  ];
}

/** `ARRAY[…]` of names. */
export function namesSql(names: readonly string[], bind: Bind): string {
  return `ARRAY[${names.map((name) => bind(name)).join(', ')}]::text[]`;
}
