import type { Capability } from '@shared/domain/capability.ts';
import { RawJson, writeJson } from '@shared/domain/jsonText.ts';
import { qualified } from '../../db/sql.ts';
import type { Statement } from '../../db/session.ts';
import { outsideColumns } from './common.ts';

export interface ReferenceCandidate {
  readonly table_schema: string;
  readonly table_name: string;
  readonly column: string;
  /** JSON text of the value that references the created row. */
  readonly value: string;
  /** When that was created. */
  readonly at: string;
}

/**
 * Changes outside the scope whose image references a created row: `n` (place of the candidate) and their counts.
 * One pass over the later changes of the referencing tables: audit_changes_table_name_idx or
 * audit_changes_captured_at_idx; no index looks into images.
 */
export function referencesStatement(
  { storage_schema }: Capability,
  candidates: readonly ReferenceCandidate[],
  scopeChanges: readonly string[],
): Statement {
  return {
    text: `
WITH asked AS MATERIALIZED (
  SELECT q.n, q.table_schema, q.table_name, q.column_name, q.value, q.at::timestamptz AS at
    FROM jsonb_to_recordset($1::text::jsonb)
      AS q(n int, table_schema text, table_name text, column_name text, value jsonb, at text)
), scope AS MATERIALIZED (
  SELECT e.id::uuid AS id FROM jsonb_array_elements_text($2::text::jsonb) AS e(id)
)
SELECT q.n, ${outsideColumns('true', 'true')}
  FROM asked q
  JOIN ${qualified(storage_schema, 'audit_changes')} c
    ON c.table_schema = q.table_schema AND c.table_name = q.table_name AND c.captured_at >= q.at
   AND c.data_after -> q.column_name = q.value
  JOIN ${qualified(storage_schema, 'audit_transactions')} t ON t.id = c.transaction_id
 WHERE c.captured_at >= (SELECT min(a.at) FROM asked a) AND c.id NOT IN (SELECT s.id FROM scope s)
 GROUP BY q.n ORDER BY q.n`,
    values: [
      writeJson(
        candidates.map(({ column, value, ...rest }, n) => ({
          ...{ n, ...rest, column_name: column },
          value: new RawJson(value),
        })),
      ),
      writeJson(scopeChanges),
    ],
  };
}
