import type { AuditChange } from '@shared/domain/audit.ts';
import type { Capability } from '@shared/domain/capability.ts';
import type { ReadTransaction } from '../db/session.ts';
import { changeOf } from '../timeline/columns.ts';
import { keyBefore } from './keyBefore.ts';
import { previousStatement } from './previousStatement.ts';

/** Changes asked about in one statement. */
const CHUNK = 2_000;

/**
 * By change id, the change captured before it on the same row, followed over a change of the key where the old
 * one is recorded. Ids without an entry have no earlier change here, or no key to look for (keyBefore).
 */
export async function readPrevious(
  tx: ReadTransaction,
  capability: Capability,
  changes: readonly AuditChange[],
): Promise<ReadonlyMap<string, AuditChange>> {
  const wanted = changes.flatMap((change) => {
    const key = keyBefore(change);
    return key.known ? [{ change, table_pk: key.table_pk }] : [];
  });
  const found = new Map<string, AuditChange>();
  for (let at = 0; at < wanted.length; at += CHUNK) {
    const rows = await tx.rows(previousStatement(capability, wanted.slice(at, at + CHUNK)));
    for (const row of rows) found.set(row['of'] ?? '', changeOf(row));
  }
  return found;
}
