import type { Capability } from '@shared/domain/capability.ts';
import type { RowAddress } from '@shared/domain/row.ts';
import { qualified } from '../db/sql.ts';
import type { Statement } from '../db/session.ts';
import { boundValues, type Bind } from '../timeline/boundValues.ts';
import { changesFrom } from '../timeline/source.ts';
import { entryColumns } from './historyStatement.ts';
import { namesSql, rowConditions } from './rowPredicate.ts';

/**
 * The newest change behind each field of the row's last image since the delete before it, if any: columns `name`,
 * `change_id`, `how`. A value counts as new where the image before it has another one, whether or not the change
 * names the field. Reads the versions of that life once: audit_changes_row_history_idx.
 */
export function blameStatement(capability: Capability, row: RowAddress): Statement {
  const { bind, values } = boundValues();
  return {
    text: `
WITH ${life(capability, row, bind)}
SELECT DISTINCT ON (f.name) f.name, l.id::text AS change_id,
       CASE WHEN l.op = 'insert' THEN 'insert' WHEN f.name = ANY (l.changed_fields) THEN 'update' ELSE 'appeared' END AS how
  FROM life l CROSS JOIN LATERAL jsonb_each(l.data_after) AS f(name, value)
 WHERE l.op = 'insert' OR f.name = ANY (l.changed_fields)
    OR (l.before IS NOT NULL AND l.before -> f.name IS DISTINCT FROM f.value)
 ORDER BY f.name, l.captured_at DESC, l.id DESC`,
    values,
  };
}

/** Whether the first change of the row's last life is an update that changed its key. */
export function arrivedStatement(
  capability: Capability,
  row: RowAddress,
  keyColumns: readonly string[],
): Statement {
  const { bind, values } = boundValues();
  return {
    text: `
WITH ${life(capability, row, bind)}
SELECT l.op = 'update' AND coalesce(l.changed_fields && ${namesSql(keyColumns, bind)}, false) AS arrived
  FROM life l ORDER BY l.captured_at, l.id LIMIT 1`,
    values,
  };
}

/** Changes by id, newest first: the primary key. */
export function entriesByIdStatement(capability: Capability, ids: readonly string[]): Statement {
  const { bind, values } = boundValues();
  return {
    text:
      `SELECT ${entryColumns(capability)} FROM ${changesFrom(capability, true)}` +
      ` WHERE c.id IN (${ids.map((id) => bind(id, 'uuid')).join(', ')}) ORDER BY c.captured_at DESC, c.id DESC`,
    values,
  };
}

/** `life`: changes from behind the last delete before the newest image up to that image. */
function life({ storage_schema }: Capability, row: RowAddress, bind: Bind): string {
  const changes = qualified(storage_schema, 'audit_changes');
  const of = rowConditions(row, bind).join(' AND ');
  const newest = 'ORDER BY c.captured_at DESC, c.id DESC LIMIT 1';
  return `target AS (
  SELECT c.captured_at, c.id FROM ${changes} c WHERE ${of} AND c.data_after IS NOT NULL ${newest}
), floor AS (
  SELECT c.captured_at, c.id FROM ${changes} c
   WHERE ${of} AND lower(c.op) = 'delete' AND (c.captured_at, c.id) < (SELECT t.captured_at, t.id FROM target t) ${newest}
), life AS (
  SELECT c.id, c.captured_at, lower(c.op) AS op, c.changed_fields, c.data_after,
         lead(c.data_after) OVER (ORDER BY c.captured_at DESC, c.id DESC) AS before
    FROM ${changes} c
   WHERE ${of} AND (c.captured_at, c.id) <= (SELECT t.captured_at, t.id FROM target t)
     AND (NOT EXISTS (SELECT FROM floor) OR (c.captured_at, c.id) > (SELECT f.captured_at, f.id FROM floor f))
)`;
}
