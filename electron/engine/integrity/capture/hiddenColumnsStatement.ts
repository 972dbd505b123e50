import type { Capability } from '@shared/domain/capability.ts';
import { writeJson } from '@shared/domain/jsonText.ts';
import { qualified } from '../../db/sql.ts';
import type { Statement } from '../../db/session.ts';
import { objectSql } from '../images.ts';
import type { TableName } from './capturedTables.ts';

/**
 * Columns that capture hid behind a stand-in nobody can read any more, because the function's text says nothing:
 * named as changed, yet the same text in every image of the table. `table_schema`, `table_name`, `name`. One pass
 * over the changes of these tables: audit_changes_row_history_idx or table_name_idx.
 */
export function hiddenColumnsStatement(
  { storage_schema }: Capability,
  tables: readonly TableName[],
): Statement {
  const wanted = tables.map(({ table_schema: s, table_name: t }) => ({ s, t }));
  return {
    text: [
      'SELECT c.table_schema, c.table_name, e.key AS name',
      'FROM jsonb_to_recordset($1::text::jsonb) AS w(s text, t text)',
      `JOIN ${qualified(storage_schema, 'audit_changes')} c ON c.table_schema = w.s AND c.table_name = w.t`,
      `CROSS JOIN LATERAL jsonb_each(${objectSql('c.data_after')}) e`,
      'GROUP BY 1, 2, 3',
      "HAVING count(DISTINCT e.value) = 1 AND bool_and(jsonb_typeof(e.value) = 'string')",
      'AND bool_or(e.key = ANY (c.changed_fields)) ORDER BY 1, 2, 3',
    ].join(' '),
    values: [writeJson(wanted)],
  };
}
