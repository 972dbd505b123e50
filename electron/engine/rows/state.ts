import type { Capability } from '@shared/domain/capability.ts';
import type { RowAddress } from '@shared/domain/row.ts';
import type { RowState } from '@shared/domain/rowStates.ts';
import type { ReadTransaction } from '../db/session.ts';
import { stateStatement } from './stateStatement.ts';

/**
 * The row as captured at a canonical instant, inclusive (CONTRACT §4.4); null = now, whose `at` is empty.
 * Errors: those of Session.read.
 */
export async function stateAt(
  tx: ReadTransaction,
  capability: Capability,
  row: RowAddress,
  at: string | null,
): Promise<RowState> {
  const base = { at: at ?? '', last_known: null };
  const [newest] = await tx.rows(stateStatement(capability, row, at));
  if (newest === undefined)
    return { ...base, status: 'before_audit_horizon', data: null, change_id: null, captured_at: null };
  const found = { change_id: newest['change_id'] ?? '', captured_at: newest['captured_at'] ?? '' };
  if (newest['op'] !== 'delete')
    return { ...base, status: 'present', data: newest['data'] ?? null, ...found };
  const [imaged] = await tx.rows(stateStatement(capability, row, at, true));
  const last_known =
    imaged === undefined
      ? null
      : {
          data: imaged['data'] ?? '',
          change_id: imaged['change_id'] ?? '',
          captured_at: imaged['captured_at'] ?? '',
        };
  return { ...base, status: 'deleted_record', data: null, ...found, last_known };
}
