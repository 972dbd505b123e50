import type { Capability } from '@shared/domain/capability.ts';
import type { Cursor } from '@shared/domain/cursor.ts';
import { instantSql, qualified } from '../db/sql.ts';
import type { Statement } from '../db/session.ts';
import { boundValues } from '../timeline/boundValues.ts';

const COLUMNS = ['reason', 'comment', 'verb', 'category'] as const;

/**
 * Looks at the next `rows` actions older than the cursor, newest first, for a text that is one of `texts`. Answers
 * one row a column with how many actions bear it and the newest of them, and one row `edge` as valuesStatement does.
 * The backward end of audit_actions_inserted_at_idx gives the next actions; no index knows their texts.
 */
export function actionTextsStatement(
  { storage_schema: schema }: Pick<Capability, 'storage_schema'>,
  texts: readonly string[],
  cursor: Cursor | null,
  rows: number,
): Statement {
  const { bind, values } = boundValues();
  const wanted = texts.map((text) => bind(text)).join(', ');
  const place =
    cursor === null
      ? ''
      : `WHERE (a.inserted_at, a.id) < (${bind(cursor.at, 'timestamptz')}, ${bind(cursor.id, 'uuid')})`;
  return {
    text: `
WITH chunk AS MATERIALIZED (
  SELECT a.id, a.inserted_at, ${COLUMNS.map((column) => `a.${column}`).join(', ')}
    FROM ${qualified(schema, 'audit_actions')} a ${place}
   ORDER BY a.inserted_at DESC, a.id DESC LIMIT ${rows})
SELECT v.column_name AS place, count(*) AS count,
       (array_agg(c.id ORDER BY c.inserted_at DESC, c.id DESC))[1] AS id, NULL AS captured_at
  FROM chunk c
 CROSS JOIN LATERAL (VALUES ${COLUMNS.map((column) => `('${column}', c.${column})`).join(', ')}) v (column_name, value)
 WHERE v.value IN (${wanted})
 GROUP BY v.column_name
 UNION ALL
SELECT 'edge', (SELECT count(*) FROM chunk), l.id, ${instantSql('l.inserted_at')}
  FROM (SELECT c.id, c.inserted_at FROM chunk c ORDER BY c.inserted_at, c.id LIMIT 1) l`,
    values,
  };
}
