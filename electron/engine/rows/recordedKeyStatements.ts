import { qualified } from '../db/sql.ts';
import type { Statement } from '../db/session.ts';

/** Whether any change of this table is recorded: audit_changes_row_history_idx, else …_table_name_idx. */
export function recordedTableStatement(storage: string, schema: string, name: string): Statement {
  return {
    text: `SELECT EXISTS (SELECT FROM ${qualified(storage, 'audit_changes')} c WHERE c.table_schema = $1 AND c.table_name = $2) AS found`,
    values: [schema, name],
  };
}

/** Whether any change is recorded under exactly this key: audit_changes_row_history_idx, else …_table_name_idx. */
export function recordedKeyStatement(storage: string, schema: string, name: string, pk: string): Statement {
  return {
    text: `SELECT EXISTS (SELECT FROM ${qualified(storage, 'audit_changes')} c WHERE c.table_schema = $1 AND c.table_name = $2 AND c.table_pk = $3::jsonb) AS found`,
    values: [schema, name, pk],
  };
}

/**
 * One key of this table that capture could resolve, for a table that is gone: either side of `{"id": null}`, so
 * that audit_changes_row_history_idx passes over all unresolved ones; else …_table_name_idx.
 */
export function recordedShapeStatement(storage: string, schema: string, name: string): Statement {
  const where = (range: string): string =>
    `(SELECT c.table_pk::text AS table_pk FROM ${qualified(storage, 'audit_changes')} c` +
    ` WHERE c.table_schema = $1 AND c.table_name = $2 AND ${range} LIMIT 1)`;
  const below = where(`c.table_pk > '{}'::jsonb AND c.table_pk < '{"id": null}'::jsonb`);
  const above = where(`c.table_pk > '{"id": null}'::jsonb`);
  return { text: `${below} UNION ALL ${above} LIMIT 1`, values: [schema, name] };
}
