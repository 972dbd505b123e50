import type { Capability } from '@shared/domain/capability.ts';
import type { Cursor } from '@shared/domain/cursor.ts';
import { instantSql, qualified } from '../db/sql.ts';
import type { Statement } from '../db/session.ts';
import { boundValues } from '../timeline/boundValues.ts';
import type { Wanted } from './wanted.ts';
import { wantedSql } from './wantedSql.ts';

/**
 * Looks at the next `rows` changes older than the cursor, newest first, for a value at any depth of their images
 * or keys that is one of the spellings or, where the text reads as one, the number (by value and every digit).
 * Answers one row a table, place, path and row key, and one row `edge` that says how many changes were looked at
 * and which was the last. `path` is for people (`shipping.tracking.number`, `lines[*].sku`, a name that could be
 * misread quoted: `"a.b"`); `key` is the column when the value is the whole of it, else null; `spelled` has bit i
 * set when spelling i was seen, a number counting as the first. The backward end of
 * audit_changes_captured_at_idx gives the next changes; their images are read, whatever they hold: as text first,
 * which costs half of taking them apart.
 */
export function valuesStatement(
  parts: Pick<Capability, 'storage_schema' | 'has_changed_from'>,
  wanted: Pick<Wanted, 'spellings' | 'number'>,
  cursor: Cursor | null,
  rows: number,
): Statement {
  const { bind, values } = boundValues();
  const { patterns, found, spelled: spelledAs } = wantedSql(wanted, bind);
  // Most documents fail the first test, which costs half of the second.
  const holds = (image: string): string =>
    `CASE WHEN c.${image}::text LIKE ANY (q.patterns) THEN ${found(`c.${image}`)} END`;
  const spelled = spelledAs('w.value');
  const images = ['data_after', ...(parts.has_changed_from ? ['changed_from'] : [])];
  const each = (value: string): string =>
    `jsonb_each(CASE jsonb_typeof(${value}) WHEN 'object' THEN ${value} END)`;
  const safe = (name: string): string =>
    `CASE WHEN ${name} ~ '^[^]."*[]+$' THEN ${name} ELSE to_json(${name})::text END`;
  // Goes down only where something is to be found.
  const members = (image: string): string => `
      WITH RECURSIVE w (key, path, value) AS (
        SELECT e.key, ${safe('e.key')}, e.value FROM ${each(`h.${image}`)} e WHERE ${found('e.value')}
         UNION ALL
        SELECT NULL, w.path || s.step, s.value FROM w CROSS JOIN LATERAL (
          SELECT '.' || ${safe('o.key')}, o.value FROM ${each('w.value')} o
           UNION ALL
          SELECT '[*]', a.value FROM jsonb_array_elements(CASE jsonb_typeof(w.value) WHEN 'array' THEN w.value END) a
        ) s (step, value) WHERE ${found('s.value')})
      SELECT w.key, w.path, ${spelled} AS spelled FROM w`;
  const hits = (place: string, where: string, from: readonly string[]): string => `
  SELECT h.id, h.transaction_id, h.captured_at, h.table_schema, h.table_name, h.table_pk, '${place}' AS place, ${where}, v.spelled
    FROM held h CROSS JOIN LATERAL (${from.map((image) => `(${members(image)})`).join(' UNION ALL ')}) v
   WHERE v.spelled IS NOT NULL`;
  const place =
    cursor === null
      ? ''
      : `WHERE (c.captured_at, c.id) < (${bind(cursor.at, 'timestamptz')}, ${bind(cursor.id, 'uuid')})`;
  const columns = 'c.id, c.transaction_id, c.captured_at, c.table_schema, c.table_name, c.table_pk';
  // Of what was looked at only what holds the text keeps its images: the rest is kept for the edge alone.
  return {
    text: `
WITH wanted AS MATERIALIZED (SELECT ARRAY(SELECT jsonb_array_elements_text(${patterns})) AS patterns),
chunk AS MATERIALIZED (
  SELECT ${columns}, k.held, ${images.map((i) => `CASE WHEN k.held THEN c.${i} END AS ${i}`).join(', ')}
    FROM (SELECT ${columns}, ${images.map((i) => `c.${i}`).join(', ')}
            FROM ${qualified(parts.storage_schema, 'audit_changes')} c ${place}
           ORDER BY c.captured_at DESC, c.id DESC LIMIT ${rows}) c
   CROSS JOIN wanted q
   CROSS JOIN LATERAL (SELECT ${['table_pk', ...images].map(holds).join('\n         OR ')} AS held OFFSET 0) k),
held AS (SELECT c.* FROM chunk c WHERE c.held),
hit AS (${hits('value', 'v.key, v.path', images)}
   UNION ALL${hits('key', 'NULL AS key, NULL AS path', ['table_pk'])}),
newest AS (
  SELECT x.place, x.table_schema, x.table_name, x.key, x.path, x.table_pk, bit_or(x.spelled) AS spelled, count(DISTINCT x.id) AS count,
         (array_agg(x.id ORDER BY x.captured_at DESC, x.id DESC))[1] AS id,
         (array_agg(x.transaction_id ORDER BY x.captured_at DESC, x.id DESC))[1] AS transaction_id, max(x.captured_at) AS captured_at
    FROM hit x GROUP BY x.place, x.table_schema, x.table_name, x.key, x.path, x.table_pk)
SELECT n.place, n.table_schema, n.table_name, n.key, n.path, n.table_pk, n.spelled, n.count, n.id, n.transaction_id,
       ${instantSql('n.captured_at')} AS captured_at
  FROM newest n
 UNION ALL
SELECT 'edge', NULL, NULL, NULL, NULL, NULL, NULL, (SELECT count(*) FROM chunk), l.id, NULL, ${instantSql('l.captured_at')}
  FROM (SELECT c.id, c.captured_at FROM chunk c ORDER BY c.captured_at, c.id LIMIT 1) l`,
    values,
  };
}
