import type { Capability } from '@shared/domain/capability.ts';
import type { RowAddress } from '@shared/domain/row.ts';
import { instantSql, qualified } from '../db/sql.ts';
import type { Statement } from '../db/session.ts';
import { boundValues } from '../timeline/boundValues.ts';
import { changesFrom } from '../timeline/source.ts';
import { rowConditions } from './rowPredicate.ts';

/** First and last instant and versions by op: audit_changes_row_history_idx, all versions of the row once. */
export function versionsStatement(
  { storage_schema }: Pick<Capability, 'storage_schema'>,
  row: RowAddress,
): Statement {
  const { bind, values } = boundValues();
  const count = (op: string): string => `(count(*) FILTER (WHERE lower(c.op) = '${op}'))::text AS "${op}"`;
  return {
    text:
      `SELECT count(*)::text AS changes, ${instantSql('min(c.captured_at)')} AS first, ${instantSql('max(c.captured_at)')} AS last,` +
      ` ${['insert', 'update', 'delete'].map(count).join(', ')}` +
      ` FROM ${qualified(storage_schema, 'audit_changes')} c WHERE ${rowConditions(row, bind).join(' AND ')}`,
    values,
  };
}

/** Who wrote the versions, most of them first: audit_changes_row_history_idx and the transactions' primary key. */
export function rowActorsStatement(capability: Capability, row: RowAddress, rows: number): Statement {
  const { bind, values } = boundValues();
  const actor = capability.has_actor ? 't.actor_ref' : 'NULL::jsonb';
  return {
    text:
      `SELECT ${actor}::text AS actor_ref, count(*)::text AS changes, ${instantSql('min(c.captured_at)')} AS first,` +
      ` ${instantSql('max(c.captured_at)')} AS last FROM ${changesFrom(capability, false)}` +
      ` WHERE ${rowConditions(row, bind).join(' AND ')} GROUP BY ${capability.has_actor ? 't.actor_ref' : '()'}` +
      ` HAVING count(*) > 0 ORDER BY count(*) DESC, max(c.captured_at) DESC LIMIT ${rows}`,
    values,
  };
}
