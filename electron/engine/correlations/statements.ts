import type { Capability } from '@shared/domain/capability.ts';
import { qualified } from '../db/sql.ts';
import type { Statement } from '../db/session.ts';
import { actionColumns, changeColumns, transactionColumns } from '../timeline/columns.ts';

/** Which actions: those that carry a correlation id, or one by its id. */
export type ActionSet = { readonly correlation_id: string } | { readonly id: string };

function actionIs(set: ActionSet): { readonly condition: string; readonly value: string } {
  return 'id' in set
    ? { condition: 'a.id = $1::uuid', value: set.id }
    : { condition: 'a.correlation_id = $1::text', value: set.correlation_id };
}

/**
 * The actions, newest first, and whether a transaction is linked to each. btree(correlation_id) and
 * btree(action_id), which the index review recommends, serve; without them each table is read once.
 */
export function actionsStatement(capability: Capability, set: ActionSet, rows: number): Statement {
  const schema = capability.storage_schema;
  const { condition, value } = actionIs(set);
  const linked = capability.has_action_link
    ? `SELECT DISTINCT t.action_id FROM ${qualified(schema, 'audit_transactions')} t WHERE t.action_id IN (SELECT id FROM found)`
    : 'SELECT NULL::uuid AS action_id';
  return {
    text: `
WITH found AS MATERIALIZED (
  SELECT a.* FROM ${qualified(schema, 'audit_actions')} a WHERE ${condition}
   ORDER BY a.inserted_at DESC, a.id DESC LIMIT ${rows}
), linked AS (${linked})
SELECT ${actionColumns({ ...capability, has_action_link: true })}, l.action_id IS NOT NULL AS linked
  FROM found a LEFT JOIN linked l ON l.action_id = a.id ORDER BY a.inserted_at DESC, a.id DESC`,
    values: [value],
  };
}

/** The transactions linked to the actions, newest first: the strict join of CONTRACT §4.1. Indexes as above. */
export function linkedTransactionsStatement(capability: Capability, set: ActionSet, rows: number): Statement {
  const { condition, value } = actionIs(set);
  return {
    text:
      `SELECT ${transactionColumns(capability)} FROM ${linkedTransactions(capability, condition)}` +
      ` ORDER BY t.occurred_at DESC, t.id DESC LIMIT ${rows}`,
    values: [value],
  };
}

/**
 * The changes of those transactions, newest first, by audit_changes_transaction_id_idx. OFFSET 0 keeps the planner
 * from walking the whole trail by time in the hope of meeting them early.
 */
export function linkedChangesStatement(capability: Capability, set: ActionSet, rows: number): Statement {
  const { condition, value } = actionIs(set);
  return {
    text: `
SELECT ${changeColumns(capability)}
  FROM (SELECT c.*, c.xmin FROM ${linkedTransactions(capability, condition)}
          JOIN ${qualified(capability.storage_schema, 'audit_changes')} c ON c.transaction_id = t.id OFFSET 0) c
 ORDER BY c.captured_at DESC, c.id DESC LIMIT ${rows}`,
    values: [value],
  };
}

function linkedTransactions({ storage_schema }: Capability, condition: string): string {
  return (
    `${qualified(storage_schema, 'audit_actions')} a` +
    ` JOIN ${qualified(storage_schema, 'audit_transactions')} t ON t.action_id = a.id AND ${condition}`
  );
}
