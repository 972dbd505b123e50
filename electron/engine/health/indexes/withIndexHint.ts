import { InvestigatorError } from '@shared/domain/errors.ts';
import type { StatementClass } from '@shared/domain/indexReview.ts';
import { qualified } from '../../db/sql.ts';
import type { AuditSource } from '../../db/session.ts';
import { auditIndexesStatement } from './auditIndexesStatement.ts';
import { auditIndexOf } from './auditIndex.ts';
import { missingIndexFor } from './missingIndexFor.ts';
import type { RecommendedIndex } from './recommendedIndexes.ts';

/** A remark helps at once or not at all. */
const TIMEOUT_MS = 3_000;

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

async function missingIndexes(
  { session, capability }: AuditSource,
  classes: readonly StatementClass[],
  signal: AbortSignal | undefined,
): Promise<readonly RecommendedIndex[]> {
  try {
    const statement = auditIndexesStatement(capability.storage_schema);
    const options = { signal, statementTimeoutMs: TIMEOUT_MS };
    const rows = await session.read(options, (tx) => tx.rows(statement));
    const indexes = rows.map(auditIndexOf);
    return [...new Set(classes.flatMap((one) => missingIndexFor(one, capability, indexes)))].filter(
      (one, place, all) => all.findIndex(({ name }) => name === one.name) === place,
    );
  } catch {
    // The time-out is the news; that no remark could be made is none.
    return [];
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
