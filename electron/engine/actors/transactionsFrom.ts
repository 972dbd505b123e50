import type { Capability } from '@shared/domain/capability.ts';
import { qualified } from '../db/sql.ts';
import { hasLinkedActions } from '../timeline/source.ts';

type Parts = Pick<Capability, 'storage_schema' | 'has_action_link' | 'has_actions'>;

/** The FROM clause of every list of transactions: `t` and, where it can be reached, its action `a` (left). */
export function transactionsFrom(parts: Parts): string {
  const table = (name: string): string => qualified(parts.storage_schema, name);
  const actions = hasLinkedActions(parts)
    ? ` LEFT JOIN ${table('audit_actions')} a ON a.id = t.action_id`
    : '';
  return `${table('audit_transactions')} t${actions}`;
}
