import type { Capability } from '@shared/domain/capability.ts';
import { writeJson } from '@shared/domain/jsonText.ts';
import { instantSql, qualified } from '../../db/sql.ts';
import type { Statement } from '../../db/session.ts';

export interface ActorCandidate {
  readonly n: number;
  /** An id a created row carries. */
  readonly id: string;
  /** When it was created. */
  readonly at: string;
}

/**
 * Actors of these ids, of any type, whose first transaction is later than the row that carries the id: `n`, `type`
 * and what they did outside the scope. audit_transactions_actor_ref_gin serves by containment; without it one pass
 * over the transactions. Their changes by audit_changes_transaction_id_idx.
 */
export function createdActorsStatement(
  { storage_schema, actor_gin_index }: Capability,
  candidates: readonly ActorCandidate[],
  scopeTransactions: readonly string[],
): Statement {
  const match = actor_gin_index
    ? "t.actor_ref @> jsonb_build_object('id', q.id)"
    : "t.actor_ref ->> 'id' = q.id";
  const outside = 'WHERE t.id NOT IN (SELECT s.id FROM scope s)';
  return {
    text: `
WITH asked AS MATERIALIZED (
  SELECT q.n, q.id, q.at::timestamptz AS at FROM jsonb_to_recordset($1::text::jsonb) AS q(n int, id text, at text)
), scope AS MATERIALIZED (
  SELECT e.id::uuid AS id FROM jsonb_array_elements_text($2::text::jsonb) AS e(id)
), found AS MATERIALIZED (
  SELECT q.n, t.actor_ref ->> 'type' AS type, array_agg(t.id) FILTER (${outside}) AS ids,
         min(t.occurred_at) FILTER (${outside}) AS first_at, max(t.occurred_at) FILTER (${outside}) AS last_at
    FROM asked q
    JOIN ${qualified(storage_schema, 'audit_transactions')} t ON ${match}
   GROUP BY q.n, q.at, t.actor_ref ->> 'type'
  HAVING min(t.occurred_at) >= q.at
)
SELECT f.n, f.type, cardinality(f.ids) AS transactions, ${instantSql('f.first_at')} AS first_at,
       ${instantSql('f.last_at')} AS last_at,
       (SELECT count(*) FROM ${qualified(storage_schema, 'audit_changes')} c
         WHERE c.transaction_id = ANY (f.ids)) AS changes
  FROM found f WHERE f.ids IS NOT NULL ORDER BY f.n, f.type`,
    values: [writeJson(candidates), writeJson(scopeTransactions)],
  };
}
