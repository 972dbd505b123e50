import type { StatementClass } from '@shared/domain/indexReview.ts';
import type { AuditSource } from '../../db/session.ts';
import { auditIndexOf } from './auditIndex.ts';
import { auditIndexesStatement } from './auditIndexesStatement.ts';
import { missingIndexFor } from './missingIndexFor.ts';
import type { RecommendedIndex } from './recommendedIndexes.ts';

/** A remark helps at once or not at all. */
const TIMEOUT_MS = 3_000;

/**
 * The recommended indexes that statements of these classes want and this database lacks, each once. For remarks
 * on what has failed already: where it cannot be told, there is none. Never fails.
 */
export async function missingIndexes(
  { session, capability }: AuditSource,
  classes: readonly StatementClass[],
  signal?: AbortSignal,
): Promise<readonly RecommendedIndex[]> {
  try {
    const statement = auditIndexesStatement(capability.storage_schema);
    const options = { signal, statementTimeoutMs: TIMEOUT_MS };
    const rows = await session.read(options, (tx) => tx.rows(statement));
    const indexes = rows.map(auditIndexOf);
    const missing = classes.flatMap((one) => missingIndexFor(one, capability, indexes));
    return [...new Map(missing.map((one) => [one.name, one])).values()];
  } catch {
    return [];
  }
}
