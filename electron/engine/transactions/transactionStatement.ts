import type { Capability } from '@shared/domain/capability.ts';
import { qualified } from '../db/sql.ts';
import type { Statement } from '../db/session.ts';
import { actionColumns, transactionColumns } from '../timeline/columns.ts';
import { hasLinkedActions } from '../timeline/source.ts';

/** One transaction with its action: primary keys of both. */
export function transactionStatement(capability: Capability, id: string): Statement {
  const schema = capability.storage_schema;
  const columns = [transactionColumns(capability), actionColumns(capability)].filter((part) => part !== '');
  const actions = hasLinkedActions(capability)
    ? ` LEFT JOIN ${qualified(schema, 'audit_actions')} a ON a.id = t.action_id`
    : '';
  return {
    text: `SELECT ${columns.join(', ')} FROM ${qualified(schema, 'audit_transactions')} t${actions} WHERE t.id = $1::uuid`,
    values: [id],
  };
}
