import type { AuditTransaction } from '@shared/domain/audit.ts';
import type { Capability } from '@shared/domain/capability.ts';
import { InvestigatorError } from '@shared/domain/errors.ts';
import { checkUuid } from '@shared/domain/uuid.ts';
import type { ReadTransaction } from '../db/session.ts';
import { transactionOf } from '../timeline/columns.ts';
import { transactionStatement } from '../transactions/transactionStatement.ts';

/** The transaction of this id, in the snapshot of the read under way. Errors: `invalid_uuid`, `not_found`. */
export async function readTransaction(
  tx: ReadTransaction,
  capability: Capability,
  id: string,
): Promise<AuditTransaction> {
  checkUuid(id, 'a transaction id');
  const [row] = await tx.rows(transactionStatement(capability, id));
  if (row === undefined)
    throw new InvestigatorError('not_found', `no transaction ${id} in this database`, {
      hint: 'It may have been purged, or belong to another database.',
    });
  return transactionOf(row);
}
