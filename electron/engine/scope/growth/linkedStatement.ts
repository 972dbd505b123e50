import type { Capability } from '@shared/domain/capability.ts';
import { writeJson } from '@shared/domain/jsonText.ts';
import { qualified } from '../../db/sql.ts';
import type { Statement } from '../../db/session.ts';
import { outsideColumns } from './common.ts';

export type LinkColumn = 'correlation_id' | 'request_id' | 'job_id';

/**
 * What else the actions of these correlations (requests, jobs) did: `value`, `actions`, `alone` (actions without a
 * transaction), and transactions and changes outside the scope. A btree on the column serves where the host made
 * one, as does one on audit_transactions.action_id; upstream makes neither (CONTRACT §1.3).
 */
export function linkedStatement(
  { storage_schema }: Capability,
  column: LinkColumn,
  values: readonly string[],
  scope: { readonly change_ids: readonly string[]; readonly transaction_ids: readonly string[] },
): Statement {
  const table = (name: string): string => qualified(storage_schema, name);
  return {
    text: `
WITH changes AS MATERIALIZED (
  SELECT e.id::uuid AS id FROM jsonb_array_elements_text($2::text::jsonb) AS e(id)
), transactions AS MATERIALIZED (
  SELECT e.id::uuid AS id FROM jsonb_array_elements_text($3::text::jsonb) AS e(id)
)
SELECT a.${column} AS value, count(DISTINCT a.id) AS actions,
       count(DISTINCT a.id) FILTER (WHERE t.id IS NULL) AS alone,
       ${outsideColumns(
         'c.id NOT IN (SELECT s.id FROM changes s)',
         't.id NOT IN (SELECT s.id FROM transactions s) OR c.id NOT IN (SELECT s.id FROM changes s)',
       )}
  FROM ${table('audit_actions')} a
  LEFT JOIN ${table('audit_transactions')} t ON t.action_id = a.id
  LEFT JOIN ${table('audit_changes')} c ON c.transaction_id = t.id
 WHERE a.${column} IN (SELECT e.value FROM jsonb_array_elements_text($1::text::jsonb) AS e(value))
 GROUP BY a.${column} ORDER BY a.${column}`,
    values: [writeJson(values), writeJson(scope.change_ids), writeJson(scope.transaction_ids)],
  };
}
