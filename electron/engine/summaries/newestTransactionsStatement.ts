import type { Capability } from '@shared/domain/capability.ts';
import { instantSql, qualified } from '../db/sql.ts';
import type { Statement } from '../db/session.ts';
import { hasLinkedActions } from '../timeline/source.ts';

/**
 * The newest transactions with their number of changes, newest first. There is no index on `occurred_at`: they
 * are looked for among those of the newest changes (end of audit_changes_captured_at_idx) and among the highest
 * txids (end of the unique index), which after a restore into another cluster are not the newest (CONTRACT §12,
 * trap 11). Their changes by audit_changes_transaction_id_idx.
 */
export function newestTransactionsStatement(capability: Capability, most: number): Statement {
  const table = (name: string): string => qualified(capability.storage_schema, name);
  const linked = hasLinkedActions(capability);
  const count = (op: string, name: string): string =>
    `count(*) FILTER (WHERE lower(c.op) = '${op}') AS ${name}`;
  return {
    text: `
WITH n AS (
  SELECT c.transaction_id AS id
    FROM (SELECT transaction_id FROM ${table('audit_changes')} ORDER BY captured_at DESC, id DESC LIMIT 500) c
   UNION
  SELECT x.id FROM (SELECT id FROM ${table('audit_transactions')} ORDER BY txid DESC LIMIT ${most}) x),
t AS (
  SELECT t.* FROM n JOIN ${table('audit_transactions')} t USING (id)
   ORDER BY t.occurred_at DESC, t.id DESC LIMIT ${most})
SELECT t.id, t.txid, ${instantSql('t.occurred_at')} AS occurred_at, t.source,
       ${capability.has_actor ? 't.actor_ref' : 'NULL'} AS actor_ref, ${linked ? 'a.name' : 'NULL'} AS action,
       o.inserts, o.updates, o.deletes
  FROM t${linked ? ` LEFT JOIN ${table('audit_actions')} a ON a.id = t.action_id` : ''}
 CROSS JOIN LATERAL (
   SELECT ${count('insert', 'inserts')}, ${count('update', 'updates')}, ${count('delete', 'deletes')}
     FROM ${table('audit_changes')} c WHERE c.transaction_id = t.id) o
 ORDER BY t.occurred_at DESC, t.id DESC`,
    values: [],
  };
}
