import type { Capability } from '@shared/domain/capability.ts';
import { qualified } from '../db/sql.ts';
import type { Statement } from '../db/session.ts';

type Parts = Pick<Capability, 'storage_schema' | 'row_history_index'>;

/** Whether any change of this table is recorded. */
export function recordedTableStatement(parts: Parts, schema: string, name: string): Statement {
  return { text: `SELECT (${first(parts, [])}) IS NOT NULL AS found`, values: [schema, name] };
}

/** Whether any change is recorded under exactly this key. */
export function recordedKeyStatement(parts: Parts, schema: string, name: string, pk: string): Statement {
  const text = `SELECT (${first(parts, ['c.table_pk = $3::jsonb'])}) IS NOT NULL AS found`;
  return { text, values: [schema, name, pk] };
}

/**
 * One key of this table that capture could resolve, for a table that is gone: looked for on either side of
 * `{"id": null}`, so that the index passes over all unresolved ones.
 */
export function recordedShapeStatement(parts: Parts, schema: string, name: string): Statement {
  const below = first(parts, [`c.table_pk > '{}'::jsonb`, `c.table_pk < '{"id": null}'::jsonb`]);
  const above = first(parts, [`c.table_pk > '{"id": null}'::jsonb`]);
  return {
    text: `SELECT k.table_pk::text AS table_pk FROM ((${below}) UNION ALL (${above})) k LIMIT 1`,
    values: [schema, name],
  };
}

/**
 * The key of one change of a table. The order only steers: left without, or inside EXISTS, which drops it, the planner hopes for an early hit and reads the
 * whole trail where there is none. audit_changes_row_history_idx; without it audit_changes_captured_at_idx
 * backward or audit_changes_table_name_idx, whichever promises less.
 */
function first({ storage_schema, row_history_index }: Parts, conditions: readonly string[]): string {
  const where = ['c.table_schema = $1', 'c.table_name = $2', ...conditions].join(' AND ');
  const order = row_history_index === 'valid' ? 'c.table_pk, c.captured_at DESC' : 'c.captured_at DESC';
  return `SELECT c.table_pk FROM ${qualified(storage_schema, 'audit_changes')} c WHERE ${where} ORDER BY ${order} LIMIT 1`;
}
