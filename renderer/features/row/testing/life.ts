import type { AuditChange, TimelineEntry } from '@shared/domain/audit.ts';
import type { Finding } from '@shared/domain/integrity.ts';

/** A captured change of `public.payout_accounts` #311. */
export function entry(id: string, captured_at: string, part: Partial<AuditChange> = {}): TimelineEntry {
  return {
    audit_change: {
      id,
      transaction_id: `t-${id}`,
      table_schema: 'public',
      table_name: 'payout_accounts',
      table_pk: '{"id": "311"}',
      op: 'update',
      data_after: '{}',
      changed_fields: ['label'],
      changed_from: null,
      captured_at,
      xmin: '1',
      ...part,
    },
    transaction: {
      id: `t-${id}`,
      txid: '1',
      occurred_at: captured_at,
      source: null,
      meta: null,
      actor_ref: '{"type": "user", "id": "2088"}',
      action_id: null,
    },
    action: null,
  };
}

export function finding(part: Partial<Finding>): Finding {
  return {
    code: 'chain_break',
    kind: 'values',
    about: 'row',
    table_schema: 'public',
    table_name: 'payout_accounts',
    table_pk: '{"id": "311"}',
    change_ids: [],
    transaction_ids: [],
    count: 1,
    claimed_at: null,
    written: null,
    columns: [],
    empty_transaction_ids: [],
    seen: 'what was seen',
    consistent_with: 'this',
    cannot_distinguish: 'that',
    ...part,
  };
}
