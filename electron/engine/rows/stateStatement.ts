import type { Capability } from '@shared/domain/capability.ts';
import type { RowAddress } from '@shared/domain/row.ts';
import { instantSql, qualified } from '../db/sql.ts';
import type { Statement } from '../db/session.ts';
import { boundValues } from '../timeline/boundValues.ts';
import { rowConditions } from './rowPredicate.ts';

/**
 * The newest change of a row not later than an instant (null = at all), ties by id; with `imaged` the newest that
 * has an image (CONTRACT §4.4). One step of audit_changes_row_history_idx.
 */
export function stateStatement(
  { storage_schema }: Pick<Capability, 'storage_schema'>,
  row: RowAddress,
  at: string | null,
  imaged = false,
): Statement {
  const { bind, values } = boundValues();
  const conditions = [
    ...rowConditions(row, bind),
    ...(at === null ? [] : [`c.captured_at <= ${bind(at, 'timestamptz')}`]),
    ...(imaged ? ['c.data_after IS NOT NULL'] : []),
  ];
  return {
    text:
      `SELECT c.id::text AS change_id, lower(c.op) AS op, ${instantSql('c.captured_at')} AS captured_at, c.data_after::text AS data` +
      ` FROM ${qualified(storage_schema, 'audit_changes')} c WHERE ${conditions.join(' AND ')}` +
      ` ORDER BY c.captured_at DESC, c.id DESC LIMIT 1`,
    values,
  };
}
