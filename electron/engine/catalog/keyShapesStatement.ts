import { qualified } from '../db/sql.ts';
import type { Statement } from '../db/session.ts';

/** How many of the newest changes are looked at. */
const KEY_SHAPE_SAMPLE = 5_000;

/**
 * Distinct shapes of `table_pk` among the newest changes, names sorted; resolved means neither `{}` nor
 * `{"id": null}` (CONTRACT §2.4). The backward end of audit_changes_captured_at_idx bounds the work.
 */
export function keyShapesStatement(schema: string): Statement {
  return {
    text: `
SELECT s.table_schema, s.table_name, s.keys::text AS keys, s.resolved
  FROM (SELECT c.table_schema, c.table_name,
               CASE WHEN jsonb_typeof(c.table_pk) = 'object'
                    THEN (SELECT coalesce(jsonb_agg(k ORDER BY k), '[]') FROM jsonb_object_keys(c.table_pk) k)
                    ELSE '[]' END AS keys,
               c.table_pk NOT IN ('{}', '{"id": null}') AS resolved
          FROM (SELECT table_schema, table_name, table_pk FROM ${qualified(schema, 'audit_changes')}
                 ORDER BY captured_at DESC LIMIT ${KEY_SHAPE_SAMPLE}) c) s
 GROUP BY s.table_schema, s.table_name, s.keys, s.resolved
 ORDER BY s.table_schema, s.table_name, s.keys, s.resolved`,
    values: [],
  };
}
