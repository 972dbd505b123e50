import type { Capability } from '@shared/domain/capability.ts';
import { RawJson, writeJson } from '@shared/domain/jsonText.ts';
import { instantSql, qualified } from '../db/sql.ts';
import type { Statement } from '../db/session.ts';

/** One change and the fields it set; null: the row as such, which every later change touches. */
export interface SetFields {
  readonly id: string;
  readonly table_schema: string;
  readonly table_name: string;
  readonly table_pk: string;
  readonly captured_at: string;
  readonly fields: readonly string[] | null;
}

/**
 * For each field of each of these changes the later captured changes of the same row that touched it: an insert or
 * delete touches every field, and so does an update of the key, by which another row came to stand there (trap 17);
 * any other update touches those it names. One row a field that has any: `of`, `field` (null for the
 * row), `later` (how many), `first_…` the earliest and `last_op`, the newest's kind. `ignored` are changes that do
 * not count. A plain join, so that the planner takes audit_changes_row_history_idx where it exists and otherwise
 * one pass over the trail from the earliest of these changes on (audit_changes_captured_at_idx).
 */
export function laterStatement(
  capability: Capability,
  set: readonly SetFields[],
  ignored: readonly string[],
): Statement {
  const table = (name: string): string => qualified(capability.storage_schema, name);
  const actor = capability.has_actor ? 't.actor_ref' : 'NULL::jsonb';
  return {
    text: `
WITH asked AS MATERIALIZED (
  SELECT q.id, q.table_schema, q.table_name, q.table_pk, q.at::timestamptz AS at, q.fields
    FROM jsonb_to_recordset($1::text::jsonb)
      AS q(id uuid, table_schema text, table_name text, table_pk jsonb, at text, fields jsonb)
), ignored AS MATERIALIZED (
  SELECT e.id::uuid AS id FROM jsonb_array_elements_text($2::text::jsonb) AS e(id)
), touched AS (
  SELECT q.id AS of, x.field, c.id, c.captured_at, lower(c.op) AS op
    FROM asked q
    JOIN ${table('audit_changes')} c
      ON c.table_schema = q.table_schema AND c.table_name = q.table_name AND c.table_pk = q.table_pk
     AND (c.captured_at, c.id) > (q.at, q.id) AND c.captured_at >= $3::text::timestamptz
   CROSS JOIN LATERAL (
     SELECT e.field FROM jsonb_array_elements_text(q.fields) AS e(field)
      WHERE lower(c.op) <> 'update' OR e.field = ANY (c.changed_fields)
         OR c.changed_fields && ARRAY(SELECT jsonb_object_keys(c.table_pk))
     UNION ALL SELECT NULL WHERE q.fields IS NULL) x
   WHERE c.id NOT IN (SELECT i.id FROM ignored i)
), summed AS (
  SELECT of, field, count(*) AS later, (array_agg(id ORDER BY captured_at, id))[1] AS first_id,
         (array_agg(op ORDER BY captured_at DESC, id DESC))[1] AS last_op,
         (array_agg(id ORDER BY captured_at DESC, id DESC))[1] AS last_id
    FROM touched GROUP BY of, field
)
SELECT s.of, s.field, s.later, s.last_op, ${setterColumns('first', actor)}
  FROM summed s
  JOIN ${table('audit_changes')} c ON c.id = CASE WHEN s.last_op = 'delete' THEN s.last_id ELSE s.first_id END
  JOIN ${table('audit_transactions')} t ON t.id = c.transaction_id`,
    values: [
      writeJson(
        set.map(({ id, table_schema, table_name, table_pk, captured_at, fields }) => ({
          ...{ id, table_schema, table_name, table_pk: new RawJson(table_pk), at: captured_at },
          ...(fields === null ? {} : { fields }),
        })),
      ),
      writeJson(ignored),
      earliest(set),
    ],
  };
}

function setterColumns(prefix: string, actor: string): string {
  return [
    `c.id AS ${prefix}_id`,
    `c.op AS ${prefix}_op`,
    `${instantSql('c.captured_at')} AS ${prefix}_at`,
    `c.transaction_id AS ${prefix}_transaction`,
    `${actor} AS ${prefix}_actor`,
  ].join(', ');
}

/** Canonical instants compare as text; anything else (infinity, BC) leaves the bound open. */
function earliest(set: readonly SetFields[]): string {
  const instants = set.map(({ captured_at }) => captured_at);
  if (instants.some((instant) => !/^\d{4}-.*Z$/.test(instant))) return '-infinity';
  return instants.reduce((least, instant) => (instant < least ? instant : least));
}
