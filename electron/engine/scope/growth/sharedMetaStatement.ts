import type { Capability } from '@shared/domain/capability.ts';
import { RawJson, writeJson } from '@shared/domain/jsonText.ts';
import { instantSql, qualified } from '../../db/sql.ts';
import type { Statement } from '../../db/session.ts';

export interface MetaPair {
  readonly key: string;
  /** JSON text. */
  readonly value: string;
}

/**
 * Transactions outside the scope whose meta holds the same value under the same key: `n` (place of the pair),
 * `transactions`, `first_at`, `last_at`, and of all transactions with meta how many there are (`of`). One pass over
 * the transactions for all pairs: nothing upstream makes indexes meta.
 */
export function sharedMetaStatement(
  { storage_schema }: Capability,
  pairs: readonly MetaPair[],
  scopeTransactions: readonly string[],
): Statement {
  return {
    text: `
WITH asked AS MATERIALIZED (
  SELECT q.n, q.key, q.value FROM jsonb_to_recordset($1::text::jsonb) AS q(n int, key text, value jsonb)
), scope AS MATERIALIZED (
  SELECT e.id::uuid AS id FROM jsonb_array_elements_text($2::text::jsonb) AS e(id)
), outside AS MATERIALIZED (
  SELECT q.n, t.occurred_at FROM ${qualified(storage_schema, 'audit_transactions')} t
   CROSS JOIN LATERAL jsonb_each(CASE WHEN jsonb_typeof(t.meta) = 'object' THEN t.meta END) m
    JOIN asked q ON q.key = m.key AND q.value = m.value
   WHERE t.id NOT IN (SELECT s.id FROM scope s)
)
SELECT n, count(*) AS transactions, ${instantSql('min(occurred_at)')} AS first_at,
       ${instantSql('max(occurred_at)')} AS last_at,
       (SELECT count(*) FROM ${qualified(storage_schema, 'audit_transactions')} WHERE meta IS NOT NULL) AS of
  FROM outside GROUP BY n ORDER BY count(*), n`,
    values: [
      writeJson(pairs.map(({ key, value }, n) => ({ n, key, value: new RawJson(value) }))),
      writeJson(scopeTransactions),
    ],
  };
}
