import type { Capability } from '@shared/domain/capability.ts';
import { instantSql } from '../db/sql.ts';
import { hasLinkedActions } from '../timeline/source.ts';
import { transactionObject } from './csvRows.ts';

/**
 * One change as the JSON object of CONTRACT §5.2, over `c`, `t` and `a`: `data_after` keeps its null, other
 * absent values are empty, and `action` is there only when the transaction is linked to one. Stored jsonb is
 * repeated as text, every digit kept. Holds no line break: jsonb's and to_json's text escape them.
 */
export function jsonObjectColumn(capability: Capability): string {
  const changedFrom = capability.has_changed_from ? `coalesce(c.changed_from::text, '{}')` : `'{}'`;
  return [
    `concat('{"id":"', c.id, '","transaction_id":"', c.transaction_id`,
    `'","table_schema":', to_json(c.table_schema), ',"table_name":', to_json(c.table_name)`,
    `',"op":', to_json(c.op), ',"captured_at":"', ${instantSql('c.captured_at')}`,
    `'","table_pk":', coalesce(c.table_pk::text, '{}'), ',"data_after":', coalesce(c.data_after::text, 'null')`,
    `',"changed_fields":', coalesce(array_to_json(c.changed_fields)::text, '[]'), ',"changed_from":', ${changedFrom}`,
    `',"transaction":', ${transactionObject(capability)}`,
    ...(hasLinkedActions(capability) ? [actionMember] : []),
    `'}')`,
  ].join(', ');
}

const actionMember =
  `CASE WHEN a.id IS NOT NULL THEN concat(',"action":{"id":"', a.id,` +
  ` '","correlation_id":', coalesce(to_json(a.correlation_id)::text, 'null'), '}') END`;
