import type { Capability } from '@shared/domain/capability.ts';
import { writeJson } from '@shared/domain/jsonText.ts';
import { qualified } from '../../db/sql.ts';
import type { Statement } from '../../db/session.ts';
import { outsideColumns } from './common.ts';

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
  const outside = 't.id NOT IN (SELECT s.id FROM scope s)';
  return {
    text: `
WITH asked AS MATERIALIZED (
  SELECT q.n, q.id, q.at::timestamptz AS at FROM jsonb_to_recordset($1::text::jsonb) AS q(n int, id text, at text)
), scope AS MATERIALIZED (
  SELECT e.id::uuid AS id FROM jsonb_array_elements_text($2::text::jsonb) AS e(id)
)
SELECT q.n, t.actor_ref ->> 'type' AS type, ${outsideColumns(outside, outside)}
  FROM asked q
  JOIN ${qualified(storage_schema, 'audit_transactions')} t ON ${match}
  LEFT JOIN ${qualified(storage_schema, 'audit_changes')} c ON c.transaction_id = t.id
 GROUP BY q.n, q.at, t.actor_ref ->> 'type'
HAVING min(t.occurred_at) >= q.at AND count(*) FILTER (WHERE ${outside}) > 0
 ORDER BY q.n, 2`,
    values: [writeJson(candidates), writeJson(scopeTransactions)],
  };
}
