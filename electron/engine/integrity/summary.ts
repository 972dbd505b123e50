import { InvestigatorError } from '@shared/domain/errors.ts';
import { findingCodes } from '@shared/domain/integrity.ts';
import type { Overview } from '@shared/domain/summaries.ts';
import { DEFAULT_STATEMENT_TIMEOUT_MS } from '../db/open.ts';
import type { AuditSource } from '../db/session.ts';
import { checkIntegrity } from './run.ts';

/**
 * The integrity checks of a window in numbers: findings by code, in the order of the codes. Every statement has
 * the usual time limit; where one exceeds it the answer says so instead. Errors: those of Session.read, but that.
 */
export async function integritySummary(
  source: AuditSource,
  window: { readonly from: string | null; readonly to: string | null },
  signal?: AbortSignal,
): Promise<Overview['integrity']> {
  const { from, to } = window;
  if (from === null || to === null) return { summary: null, reason: 'not run: there is no change to check' };
  try {
    const options = { signal, statementTimeoutMs: DEFAULT_STATEMENT_TIMEOUT_MS };
    const answer = await checkIntegrity(source, { filters: { from, to } }, options);
    const { findings, capped, could_not_tell, checked } = answer;
    const codes = findingCodes.map((code) => ({
      code,
      count: findings.filter((finding) => finding.code === code).length,
    }));
    return {
      summary: {
        unexplained: findings.length,
        codes: codes.filter(({ count }) => count > 0),
        capped,
        could_not_tell,
        changes: checked.changes,
        rows: checked.rows,
      },
      reason: null,
    };
  } catch (error) {
    if (!(error instanceof InvestigatorError && error.code === 'statement_timeout')) throw error;
    return {
      summary: null,
      reason: 'not run to the end: a statement exceeded the statement time limit; `integrity` has none',
    };
  }
}
