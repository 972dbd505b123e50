import type { Capability } from '@shared/domain/capability.ts';
import type { Cursor } from '@shared/domain/cursor.ts';
import { instantSql, qualified } from '../db/sql.ts';
import type { Statement } from '../db/session.ts';
import { boundValues } from '../timeline/boundValues.ts';
import type { Wanted } from './wanted.ts';
import { wantedSql } from './wantedSql.ts';

/**
 * Looks at the next `rows` transactions below the cursor (its id is a txid), highest number first, for a value at
 * any depth of their meta that is one of the spellings or the number. Answers one row a path (a JSON array of names,
 * null for a place in a list) with how many transactions hold it, their changes and the newest of both, and one row
 * `edge` as valuesStatement does. `spelled` has bit i set when spelling i was seen, a number counting as the first.
 * The backward end of the unique index on txid gives the next transactions, audit_changes_transaction_id_idx the
 * changes of those that hold it; their meta is read, whatever it holds.
 */
export function metaStatement(
  { storage_schema: schema }: Pick<Capability, 'storage_schema'>,
  wanted: Pick<Wanted, 'spellings' | 'number'>,
  cursor: Cursor | null,
  rows: number,
): Statement {
  const { bind, values } = boundValues();
  const { patterns, found, spelled } = wantedSql(wanted, bind);
  const place = cursor === null ? '' : `WHERE t.txid < ${bind(cursor.id, 'bigint')}`;
  const only = (type: string, value: string): string =>
    `CASE jsonb_typeof(${value}) WHEN '${type}' THEN ${value} END`;
  return {
    text: `
WITH wanted AS MATERIALIZED (SELECT ARRAY(SELECT jsonb_array_elements_text(${patterns})) AS patterns),
chunk AS MATERIALIZED (
  SELECT t.id, t.txid, t.occurred_at, k.held, CASE WHEN k.held THEN t.meta END AS meta
    FROM (SELECT t.id, t.txid, t.occurred_at, t.meta FROM ${qualified(schema, 'audit_transactions')} t ${place}
           ORDER BY t.txid DESC LIMIT ${rows}) t
   CROSS JOIN wanted q
   CROSS JOIN LATERAL (SELECT CASE WHEN t.meta::text LIKE ANY (q.patterns) THEN ${found('t.meta')} END AS held OFFSET 0) k),
held AS MATERIALIZED (
  SELECT c.id, c.txid, c.meta, x.changes, x.change_id, x.captured_at
    FROM chunk c CROSS JOIN LATERAL (
      SELECT count(*) AS changes, (array_agg(x.id ORDER BY x.captured_at DESC, x.id DESC))[1] AS change_id,
             max(x.captured_at) AS captured_at
        FROM ${qualified(schema, 'audit_changes')} x WHERE x.transaction_id = c.id) x
   WHERE c.held),
hit AS (
  SELECT h.*, v.path, v.spelled
    FROM held h CROSS JOIN LATERAL (
      WITH RECURSIVE w (path, value) AS (
        SELECT '[]'::jsonb, h.meta
         UNION ALL
        SELECT w.path || s.step, s.value FROM w CROSS JOIN LATERAL (
          SELECT jsonb_build_array(o.key), o.value FROM jsonb_each(${only('object', 'w.value')}) o
           UNION ALL
          SELECT '[null]'::jsonb, a.value FROM jsonb_array_elements(${only('array', 'w.value')}) a
        ) s (step, value) WHERE ${found('s.value')})
      SELECT w.path, bit_or(${spelled('w.value')}) AS spelled FROM w GROUP BY w.path) v
   WHERE v.spelled IS NOT NULL),
newest AS (
  SELECT h.path, bit_or(h.spelled) AS spelled, count(*) AS count, sum(h.changes) AS changes,
         (array_agg(h.id ORDER BY h.txid DESC))[1] AS transaction_id,
         (array_agg(h.change_id ORDER BY h.captured_at DESC NULLS LAST, h.change_id DESC))[1] AS id,
         max(h.captured_at) AS captured_at
    FROM hit h GROUP BY h.path)
SELECT 'meta' AS place, n.path::text AS path, n.spelled, n.count, n.changes, n.transaction_id, n.id::text AS id,
       ${instantSql('n.captured_at')} AS captured_at
  FROM newest n
 UNION ALL
SELECT 'edge', NULL, NULL, (SELECT count(*) FROM chunk), NULL, NULL, l.txid::text, ${instantSql('l.occurred_at')}
  FROM (SELECT c.txid, c.occurred_at FROM chunk c ORDER BY c.txid LIMIT 1) l`,
    values,
  };
}
