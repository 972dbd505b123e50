import type { Capability } from '@shared/domain/capability.ts';
import type { RowAddress } from '@shared/domain/row.ts';
import { qualified } from '../db/sql.ts';
import type { Statement } from '../db/session.ts';
import { boundValues } from '../timeline/boundValues.ts';
import { rowConditions } from './rowPredicate.ts';

/**
 * How often each field was named by changes of a row after `from` and not after `to`: rows `name`, `count`; the
 * row whose name is NULL counts the changes themselves and, in `deletes`, the deletes among them.
 * audit_changes_row_history_idx.
 */
export function betweenStatement(
  { storage_schema }: Pick<Capability, 'storage_schema'>,
  row: RowAddress,
  from: string,
  to: string,
): Statement {
  const { bind, values } = boundValues();
  const conditions = [
    ...rowConditions(row, bind),
    `c.captured_at > ${bind(from, 'timestamptz')}`,
    `c.captured_at <= ${bind(to, 'timestamptz')}`,
  ];
  return {
    text: `
WITH between_them AS (
  SELECT lower(c.op) AS op, c.changed_fields FROM ${qualified(storage_schema, 'audit_changes')} c
   WHERE ${conditions.join(' AND ')}
)
SELECT NULL AS name, count(*)::text AS count, (count(*) FILTER (WHERE b.op = 'delete'))::text AS deletes FROM between_them b
UNION ALL
SELECT f.name, count(*)::text, NULL FROM between_them b CROSS JOIN unnest(b.changed_fields) AS f(name) GROUP BY f.name`,
    values,
  };
}
