import type { AuditChange } from '@shared/domain/audit.ts';
import type { Capability } from '@shared/domain/capability.ts';
import { RawJson, writeJson } from '@shared/domain/jsonText.ts';
import { qualified } from '../db/sql.ts';
import type { Statement } from '../db/session.ts';
import { changeColumns } from '../timeline/columns.ts';

/** A change and the key its row had before it. */
export interface Predecessor {
  readonly change: Pick<AuditChange, 'id' | 'table_schema' | 'table_name' | 'captured_at'>;
  readonly table_pk: string;
}

/**
 * For each change the one captured before it on the same row: column `of` names the change, the rest is the
 * earlier one (changeColumns); no row where there is none. With audit_changes_row_history_idx one descent a
 * change; without it one pass over the tables' changes, because a descent of any other index could read the
 * whole trail for each.
 */
export function previousStatement(capability: Capability, wanted: readonly Predecessor[]): Statement {
  const changes = qualified(capability.storage_schema, 'audit_changes');
  const asked =
    'SELECT q.id, q.table_schema, q.table_name, q.table_pk, q.at::timestamptz AS at' +
    ' FROM jsonb_to_recordset($1::text::jsonb)' +
    ' AS q(id uuid, table_schema text, table_name text, table_pk jsonb, at text)';
  const sameRow =
    'p.table_schema = q.table_schema AND p.table_name = q.table_name AND p.table_pk = q.table_pk' +
    ' AND (p.captured_at, p.id) < (q.at, q.id)';
  const newest = 'p.captured_at DESC, p.id DESC';
  const found =
    capability.row_history_index === 'valid'
      ? `SELECT q.id AS of, p.id FROM asked q CROSS JOIN LATERAL (SELECT p.id FROM ${changes} p` +
        ` WHERE ${sameRow} ORDER BY ${newest} LIMIT 1) p`
      : `SELECT DISTINCT ON (q.id) q.id AS of, p.id FROM asked q JOIN ${changes} p ON ${sameRow}` +
        ` WHERE p.table_name IN (SELECT table_name FROM asked) ORDER BY q.id, ${newest}`;
  return {
    text:
      `WITH asked AS MATERIALIZED (${asked}), found AS MATERIALIZED (${found})` +
      ` SELECT f.of AS of, ${changeColumns(capability)} FROM found f JOIN ${changes} c ON c.id = f.id`,
    values: [
      writeJson(
        wanted.map(({ change, table_pk }) => ({
          id: change.id,
          table_schema: change.table_schema,
          table_name: change.table_name,
          table_pk: new RawJson(table_pk),
          at: change.captured_at,
        })),
      ),
    ],
  };
}
