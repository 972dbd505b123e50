import type { Capability } from '@shared/domain/capability.ts';
import type { StatementClass } from '@shared/domain/indexReview.ts';
import { fits, type AuditIndex } from './auditIndex.ts';
import { recommendedIndexes, type RecommendedIndex } from './recommendedIndexes.ts';

/**
 * The recommended indexes that statements of this class want and this database has no valid one for, the most
 * important first; empty when nothing is missing. Pure.
 */
export function missingIndexFor(
  statementClass: StatementClass,
  capability: Pick<Capability, 'has_changed_from' | 'has_actor' | 'has_action_link' | 'has_actions'>,
  indexes: readonly AuditIndex[],
): readonly RecommendedIndex[] {
  return recommendedIndexes(capability).filter(
    (wanted) =>
      wanted.extra !== true &&
      wanted.serves.includes(statementClass) &&
      !indexes.some((index) => index.valid && fits(wanted, index)),
  );
}
