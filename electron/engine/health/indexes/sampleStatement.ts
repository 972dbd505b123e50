import type { Capability } from '@shared/domain/capability.ts';
import { qualified } from '../../db/sql.ts';
import type { Statement } from '../../db/session.ts';
import { hasLinkedActions } from '../../timeline/source.ts';

/**
 * Values that occur here, for statements to be planned with: of the newest change, its transaction, and the newest
 * action with a correlation. The ends of the indexes on captured_at and inserted_at bound it.
 */
export function sampleStatement(capability: Capability): Statement {
  const { storage_schema: schema, has_actor } = capability;
  const table = (name: string): string => qualified(schema, name);
  const action = hasLinkedActions(capability)
    ? `(SELECT s.correlation_id FROM (SELECT a.correlation_id FROM ${table('audit_actions')} a
          ORDER BY a.inserted_at DESC LIMIT 1000) s WHERE s.correlation_id IS NOT NULL LIMIT 1)`
    : 'NULL';
  return {
    text: `
SELECT c.transaction_id, c.table_schema, c.table_name, c.table_pk, t.txid,
       ${has_actor ? 't.actor_ref' : 'NULL'} AS actor_ref, ${action} AS correlation_id
  FROM (SELECT transaction_id, table_schema, table_name, table_pk FROM ${table('audit_changes')}
         ORDER BY captured_at DESC LIMIT 1) c
  JOIN ${table('audit_transactions')} t ON t.id = c.transaction_id`,
    values: [],
  };
}
