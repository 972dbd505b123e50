import type { Capability } from '@shared/domain/capability.ts';
import { qualified } from '../db/sql.ts';

type Parts = Pick<Capability, 'storage_schema' | 'has_action_link' | 'has_actions'>;

/** True when actions can be reached from transactions here. */
export function hasLinkedActions({ has_action_link, has_actions }: Omit<Parts, 'storage_schema'>): boolean {
  return has_action_link && has_actions;
}

/**
 * The FROM clause of every list of changes: `c` with its transaction `t` (inner) and, when `withActions` and
 * they can be reached, the action `a` (left). Served by the primary keys of both. `sample` is a TABLESAMPLE
 * clause for the changes.
 */
export function changesFrom(parts: Parts, withActions: boolean, sample = ''): string {
  const table = (name: string): string => qualified(parts.storage_schema, name);
  const joins = [
    `${table('audit_changes')} c${sample === '' ? '' : ` ${sample}`}`,
    `JOIN ${table('audit_transactions')} t ON t.id = c.transaction_id`,
  ];
  if (withActions && hasLinkedActions(parts))
    joins.push(`LEFT JOIN ${table('audit_actions')} a ON a.id = t.action_id`);
  return joins.join(' ');
}

export function whereSql(conditions: readonly string[]): string {
  return conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
}
