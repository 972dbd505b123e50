import { InvestigatorError } from '@shared/domain/errors.ts';
import type { ReadTransaction, Statement, TextRow } from '../db/session.ts';

type Outcome =
  | { readonly ok: true; readonly rows: readonly TextRow[] }
  | { readonly ok: false; readonly error: InvestigatorError };

const SAVEPOINT = 'investigator';

/**
 * Runs a statement the server may refuse for the data it is about, such as a cast, without losing the snapshot:
 * a savepoint, which read-only transactions and standbys allow, takes the refusal. Time-outs, cancels and lost
 * connections are thrown as ever.
 */
export async function attempt(tx: ReadTransaction, statement: Statement): Promise<Outcome> {
  const say = (text: string): Promise<unknown> => tx.rows({ text, values: [] });
  await say(`SAVEPOINT ${SAVEPOINT}`);
  try {
    const rows = await tx.rows(statement);
    await say(`RELEASE SAVEPOINT ${SAVEPOINT}`);
    return { ok: true, rows };
  } catch (error) {
    if (!isRefusal(error)) throw error;
    await say(`ROLLBACK TO SAVEPOINT ${SAVEPOINT}`);
    return { ok: false, error };
  }
}

/** What a retry may mend is no refusal of the data. */
function isRefusal(error: unknown): error is InvestigatorError {
  return (
    error instanceof InvestigatorError &&
    (error.code === 'permission_denied' || (error.code === 'server_error' && !error.retryable))
  );
}
