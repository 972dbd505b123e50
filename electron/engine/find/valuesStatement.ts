import type { Capability } from '@shared/domain/capability.ts';
import type { Cursor } from '@shared/domain/cursor.ts';
import { instantSql, qualified } from '../db/sql.ts';
import type { Statement } from '../db/session.ts';
import { boundValues } from '../timeline/boundValues.ts';
import type { Wanted } from './wanted.ts';

/**
 * Looks at the next `rows` changes older than the cursor, newest first, for a value at any depth of their images
 * or keys that is the text or, where it reads as one, the number (by value and every digit). Answers one row a table, place, path
 * (`shipping.tracking.number`, `lines[*].sku`) and row key, and one row `edge` that says how many changes were looked at and which was the last. The backward
 * end of audit_changes_captured_at_idx gives the next changes; their images are read, whatever they hold.
 */
export function valuesStatement(
  parts: Pick<Capability, 'storage_schema' | 'has_changed_from'>,
  wanted: Pick<Wanted, 'texts' | 'number'>,
  cursor: Cursor | null,
  rows: number,
): Statement {
  const { bind, values } = boundValues();
  const [text = '', canonical = text] = wanted.texts;
  const variables = bind(
    `{"t":${JSON.stringify(text)},"u":${JSON.stringify(canonical)},"n":${wanted.number ?? 'null'}}`,
  );
  const names = ['t', ...(canonical === text ? [] : ['u']), ...(wanted.number === null ? [] : ['n'])];
  const equal = `w.value IN (${names.map((name) => `${variables}::jsonb -> '${name}'`).join(', ')})`;
  // Only what passes this test is taken apart.
  const path = `strict $.** ? (${names.map((name) => `@ == $${name}`).join(' || ')})`;
  const holds = (image: string): string =>
    `jsonb_path_exists(c.${image}, '${path}', ${variables}::jsonb, true)`;
  const images = ['data_after', ...(parts.has_changed_from ? ['changed_from'] : [])];
  const each = (value: string): string =>
    `jsonb_each(CASE jsonb_typeof(${value}) WHEN 'object' THEN ${value} END)`;
  const members = (image: string): string => `
    SELECT p.key, p.nested FROM (
      WITH RECURSIVE w (key, nested, value) AS (
        SELECT e.key, false, e.value FROM ${each(`h.${image}`)} e
         UNION ALL
        SELECT w.key || s.step, true, s.value FROM w CROSS JOIN LATERAL (
          SELECT '.' || o.key, o.value FROM ${each('w.value')} o
           UNION ALL
          SELECT '[*]', a.value FROM jsonb_array_elements(CASE jsonb_typeof(w.value) WHEN 'array' THEN w.value END) a
        ) s (step, value))
      SELECT DISTINCT w.key, w.nested FROM w WHERE ${equal}) p`;
  const place =
    cursor === null
      ? ''
      : `WHERE (c.captured_at, c.id) < (${bind(cursor.at, 'timestamptz')}, ${bind(cursor.id, 'uuid')})`;
  return {
    text: `
WITH chunk AS MATERIALIZED (
  SELECT c.id, c.transaction_id, c.captured_at, c.table_schema, c.table_name, c.table_pk, ${images.map((i) => `c.${i}`).join(', ')}
    FROM ${qualified(parts.storage_schema, 'audit_changes')} c ${place}
   ORDER BY c.captured_at DESC, c.id DESC LIMIT ${rows}),
held AS (SELECT c.* FROM chunk c WHERE ${['table_pk', ...images].map(holds).join(' OR ')}),
hit AS (
  SELECT h.id, h.transaction_id, h.captured_at, h.table_schema, h.table_name, h.table_pk, 'value' AS place, v.key, v.nested
    FROM held h CROSS JOIN LATERAL (${images.map(members).join(' UNION ')}) v
   UNION ALL
  SELECT h.id, h.transaction_id, h.captured_at, h.table_schema, h.table_name, h.table_pk, 'key', v.key, v.nested
    FROM held h CROSS JOIN LATERAL (${members('table_pk')}) v),
newest AS (
  SELECT x.place, x.table_schema, x.table_name, x.key, x.nested, x.table_pk, count(*) AS count,
         (array_agg(x.id ORDER BY x.captured_at DESC, x.id DESC))[1] AS id,
         (array_agg(x.transaction_id ORDER BY x.captured_at DESC, x.id DESC))[1] AS transaction_id, max(x.captured_at) AS captured_at
    FROM hit x GROUP BY x.place, x.table_schema, x.table_name, x.key, x.nested, x.table_pk)
SELECT n.place, n.table_schema, n.table_name, n.key, n.nested, n.table_pk, n.count, n.id, n.transaction_id,
       ${instantSql('n.captured_at')} AS captured_at
  FROM newest n
 UNION ALL
SELECT 'edge', NULL, NULL, NULL, NULL, NULL, (SELECT count(*) FROM chunk), l.id, NULL, ${instantSql('l.captured_at')}
  FROM (SELECT c.id, c.captured_at FROM chunk c ORDER BY c.captured_at, c.id LIMIT 1) l`,
    values,
  };
}
