import type { BeforeAfter } from '@shared/domain/beforeAfter.ts';
import { checkBound } from '@shared/domain/bounds.ts';
import type { AuditSource } from '../db/session.ts';
import { withIndexHint } from '../health/indexes/withIndexHint.ts';
import { changeOf } from '../timeline/columns.ts';
import { foldRow } from './foldRow.ts';
import { groupByRow } from './groupByRow.ts';
import { readPolicies, policyOf } from './readPolicies.ts';
import { readPrevious } from './readPrevious.ts';
import { transactionChangesStatement } from './transactionChangesStatement.ts';
import { readTransaction } from './readTransaction.ts';

export interface BeforeAfterQuestion {
  /** Id of the transaction (a uuid). */
  readonly id: string;
  /** The most changes looked at, the earliest ones; 1 to 20000. Default 5000. */
  readonly limit?: number;
}

/**
 * Every row one transaction touched, before and after, field by field, in the order of their first change; several
 * changes of one row are one before and after. The row before comes from the previous captured image, from prior
 * values stored with the change, and from what an update did not name; what is not known says why (beforeAfter.ts
 * of the domain). Rows of unresolved key stay apart, one a change. One snapshot.
 * Errors: `invalid_uuid`, `not_found`, those of Session.read.
 */
export async function transactionBeforeAfter(
  source: AuditSource,
  { id, limit = 5_000 }: BeforeAfterQuestion,
  signal?: AbortSignal,
): Promise<BeforeAfter> {
  checkBound('limit', limit, 1, 20_000);
  const { session, capability } = source;
  const read = (): Promise<BeforeAfter> =>
    session.read({ signal }, async (tx) => {
      await readTransaction(tx, capability, id);
      const rows = await tx.rows(transactionChangesStatement(capability, id, 'oldest', limit + 1));
      const changes = rows.slice(0, limit).map(changeOf);
      const groups = groupByRow(changes);
      const firsts = groups.flatMap(([first]) => (first === undefined ? [] : [first]));
      const previous = await readPrevious(tx, capability, firsts);
      const policies = await readPolicies(tx, firsts);
      return {
        transaction_id: id.toLowerCase(),
        rows: groups.map((group) => {
          const [first] = group;
          if (first === undefined) throw new RangeError('an empty group');
          return foldRow(group, previous.get(first.id), policyOf(policies, first));
        }),
        truncated: rows.length > limit,
        changes: changes.length,
      };
    });
  return await withIndexHint(source, ['transaction', 'row_history'], signal, read);
}
