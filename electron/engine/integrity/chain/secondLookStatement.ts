import type { Capability } from '@shared/domain/capability.ts';
import { qualified } from '../../db/sql.ts';
import type { Statement } from '../../db/session.ts';
import { objectSql } from '../images.ts';

/**
 * Of pairs of changes, JSON [{"p": id, "n": id}…], whether an innocent reason is at hand: `tied` (another change of
 * the row at the very same instant, so their order is not known) and `moved` (between the two a change of key took
 * the row, or may have, to another key). By the primary key and audit_changes_row_history_idx or captured_at_idx;
 * where rows were inserted over their life, also one pass over the changes of their tables.
 */
export function secondLookStatement(capability: Capability, pairs: string): Statement {
  const changes = qualified(capability.storage_schema, 'audit_changes');
  const from = capability.has_changed_from ? objectSql('x.changed_from') : 'NULL::jsonb';
  return {
    text: [
      'WITH q AS MATERIALIZED (SELECT p.id AS p_id, p.captured_at AS p_at, n.id, n.captured_at, n.table_schema, n.table_name,',
      'n.table_pk, lower(n.op) AS op FROM jsonb_to_recordset($1::text::jsonb) AS w(p uuid, n uuid)',
      `JOIN ${changes} p ON p.id = w.p JOIN ${changes} n ON n.id = w.n),`,
      // Few rows ever change their key: all such changes at once cost less than a look between each pair.
      `moves AS MATERIALIZED (SELECT x.table_schema, x.table_name, x.table_pk, x.captured_at, x.changed_fields, ${from} AS changed_from`,
      `FROM ${changes} x WHERE (x.table_schema, x.table_name) IN (SELECT q.table_schema, q.table_name FROM q WHERE q.op = 'insert')`,
      "AND lower(x.op) = 'update' AND jsonb_typeof(x.table_pk) = 'object'",
      `AND x.changed_fields && ARRAY(SELECT jsonb_object_keys(${objectSql('x.table_pk')})))`,
      `SELECT q.id AS later, EXISTS (SELECT FROM ${changes} x WHERE x.table_schema = q.table_schema AND x.table_name = q.table_name`,
      'AND x.table_pk = q.table_pk AND x.captured_at IN (q.p_at, q.captured_at) AND x.id NOT IN (q.p_id, q.id)) AS tied,',
      "q.op = 'insert' AND EXISTS (SELECT FROM moves x WHERE x.table_schema = q.table_schema AND x.table_name = q.table_name",
      'AND x.captured_at >= q.p_at AND x.captured_at <= q.captured_at AND x.table_pk <> q.table_pk',
      `AND x.changed_fields && ARRAY(SELECT jsonb_object_keys(${objectSql('q.table_pk')}))`,
      'AND (SELECT bool_and(x.changed_from IS NULL OR NOT x.changed_from ? g.name OR x.changed_from ->> g.name = q.table_pk ->> g.name)',
      `FROM jsonb_object_keys(${objectSql('q.table_pk')}) g(name))) AS moved FROM q`,
    ].join(' '),
    values: [pairs],
  };
}
