import { compareBytes } from '@shared/domain/diff.ts';
import { jsonMembers } from '@shared/domain/jsonText.ts';
import type { RowAddress } from '@shared/domain/row.ts';

/** One text for each row, however its key object is printed. */
export function rowIdentity({ table_schema, table_name, table_pk }: RowAddress): string {
  const key = [...jsonMembers(table_pk)].sort(([a], [b]) => compareBytes(a, b));
  return JSON.stringify([table_schema, table_name, key]);
}
