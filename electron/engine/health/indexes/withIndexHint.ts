import { InvestigatorError } from '@shared/domain/errors.ts';
import type { StatementClass } from '@shared/domain/indexReview.ts';
import { qualified } from '../../db/sql.ts';
import type { AuditSource } from '../../db/session.ts';
import { missingIndexes } from './missingIndexes.ts';
import type { RecommendedIndex } from './recommendedIndexes.ts';

/**
 * Runs a question; should the server stop it at its time limit, the error names the recommended indexes this
 * database lacks for it. Any other error, and a time-out no index would have prevented, goes through as it is.
 */
export async function withIndexHint<T>(
  source: AuditSource,
  classes: readonly StatementClass[],
  signal: AbortSignal | undefined,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof InvestigatorError) || error.code !== 'statement_timeout') throw error;
    const missing = await missingIndexes(source, classes, signal);
    throw missing.length === 0 ? error : withHint(error, source.capability.storage_schema, missing);
  }
}

function withHint(
  error: InvestigatorError,
  schema: string,
  missing: readonly RecommendedIndex[],
): InvestigatorError {
  const names = missing.map(
    ({ name, table, keys, method }) => `${name} on ${qualified(schema, table)} using ${method} (${keys})`,
  );
  const what =
    names.length === 1 ? 'an index that would serve is missing' : 'indexes that would serve are missing';
  const extras = { ...(error.detail === null ? {} : { detail: error.detail }), cause: error };
  return new InvestigatorError(error.code, error.message, {
    ...extras,
    retryable: error.retryable,
    hint: `${what}: ${names.join('; ')}. "indexes" prints the DDL.${error.hint === null ? '' : ` ${error.hint}`}`,
  });
}
