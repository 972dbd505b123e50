import type { Capability } from '@shared/domain/capability.ts';
import { qualified } from '../../db/sql.ts';
import type { Statement } from '../../db/session.ts';

/**
 * Of pairs of changes, JSON [{"p": id, "n": id}…], whether an innocent reason is at hand: `tied` (another change of
 * the row at the very same instant, so their order is not known) and `moved` (between the two a change of key took
 * the row, or may have, to another key). Served by the primary key and audit_changes_row_history_idx, else by
 * audit_changes_captured_at_idx.
 */
export function secondLookStatement(capability: Capability, pairs: string): Statement {
  const changes = qualified(capability.storage_schema, 'audit_changes');
  const away = capability.has_changed_from
    ? "(jsonb_typeof(x.changed_from) = 'object') IS NOT TRUE OR NOT x.changed_from ? g.name OR x.changed_from ->> g.name = n.table_pk ->> g.name"
    : 'true';
  return {
    text: [
      'SELECT n.id AS later,',
      `EXISTS (SELECT FROM ${changes} x WHERE x.table_schema = n.table_schema AND x.table_name = n.table_name`,
      'AND x.table_pk = n.table_pk AND x.captured_at IN (p.captured_at, n.captured_at) AND x.id NOT IN (p.id, n.id)) AS tied,',
      `lower(n.op) = 'insert' AND EXISTS (SELECT FROM ${changes} x WHERE x.table_schema = n.table_schema AND x.table_name = n.table_name`,
      `AND x.captured_at >= p.captured_at AND x.captured_at <= n.captured_at AND lower(x.op) = 'update' AND x.table_pk <> n.table_pk`,
      'AND x.changed_fields && ARRAY(SELECT jsonb_object_keys(n.table_pk))',
      `AND (SELECT bool_and(${away}) FROM jsonb_object_keys(n.table_pk) g(name))) AS moved`,
      'FROM jsonb_to_recordset($1::text::jsonb) AS q(p uuid, n uuid)',
      `JOIN ${changes} p ON p.id = q.p JOIN ${changes} n ON n.id = q.n`,
    ].join(' '),
    values: [pairs],
  };
}
