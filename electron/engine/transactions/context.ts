import type { TransactionContext } from '@shared/domain/audit.ts';
import { InvestigatorError } from '@shared/domain/errors.ts';
import { checkUuid } from '@shared/domain/uuid.ts';
import type { AuditSource } from '../db/session.ts';
import { actionOf, changeOf, transactionOf } from '../timeline/columns.ts';
import { changesStatement } from './changesStatement.ts';
import { transactionStatement } from './transactionStatement.ts';

/**
 * One transaction by its id (the uuid, not the txid), with its action and all its changes, newest first
 * (CONTRACT §4.6). One snapshot, so that a purge under way cannot separate them. A transaction without changes
 * answers an empty list. Errors: `invalid_uuid`, `not_found`, and those of Session.read.
 */
export async function transactionContext(
  { session, capability }: AuditSource,
  id: string,
  signal?: AbortSignal,
): Promise<TransactionContext> {
  checkUuid(id, 'a transaction id');
  return await session.read({ signal }, async (tx) => {
    const [row] = await tx.rows(transactionStatement(capability, id));
    if (row === undefined)
      throw new InvestigatorError('not_found', `no transaction ${id} in this database`, {
        hint: 'It may have been purged, or belong to another database.',
      });
    const changes = await tx.rows(changesStatement(capability, id));
    return { transaction: transactionOf(row), action: actionOf(row), changes: changes.map(changeOf) };
  });
}
