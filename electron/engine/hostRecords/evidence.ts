import { InvestigatorError } from '@shared/domain/errors.ts';
import {
  evidenceSubjects,
  type EvidenceAnswer,
  type EvidenceRecord,
  type EvidenceSubject,
} from '@shared/domain/evidence.ts';
import { parseInstant } from '@shared/domain/instant.ts';
import { isJsonText, jsonKind } from '@shared/domain/jsonText.ts';
import type { AuditSource, TextRow } from '../db/session.ts';
import { nowStatement } from './nowStatement.ts';
import { claimOf, claimOfAll } from './claim.ts';
import { evidenceStatement, type EvidenceFilter } from './evidenceStatement.ts';
import { notInstalled } from './notInstalled.ts';

export interface EvidenceQuestion {
  /** null: all subjects. */
  readonly subject: string | null;
  /** JSON text of an object; the whole reference, compared by value. */
  readonly subject_ref: string | null;
  readonly mode: 'latest' | 'history';
  readonly from: string | null;
  readonly to: string | null;
  /** At least 1; null is all. */
  readonly limit: number | null;
}

/**
 * What the host recorded as evidence and how the library classes it (CONTRACT §9): the newest of each subject and
 * reference, or all, newest first. Bounds are inclusive; they and the limit hold in every mode (docs/PARITY.md).
 * Errors: `not_found` (not installed), `invalid_filter` (unknown subject, reference without subject or no
 * object, limit), `invalid_instant`, and those of Session.read.
 */
export async function readEvidence(
  { session, capability }: AuditSource,
  question: EvidenceQuestion,
  signal?: AbortSignal,
): Promise<EvidenceAnswer> {
  const filter = checkedFilter(question);
  if (capability.governance.evidence_records === false)
    throw notInstalled('threadline_evidence_records', capability.storage_schema);
  const { now, rows } = await session.read({ signal }, async (tx) => ({
    now: (await tx.rows(nowStatement()))[0]?.['now'] ?? '',
    rows: await tx.rows(evidenceStatement(capability.storage_schema, filter)),
  }));
  const records = rows.map(recordOf).map((record) => ({ ...record, claim: claimOf(record) }));
  return {
    generated_at: now,
    subject: filter.subject,
    mode: filter.mode,
    claim: claimOfAll(records.map(({ claim }) => claim)),
    records,
  };
}

function checkedFilter({ subject, subject_ref, mode, from, to, limit }: EvidenceQuestion): EvidenceFilter {
  if (subject !== null && !isSubject(subject))
    throw invalid(`unknown subject ${JSON.stringify(subject)}`, `Known: ${evidenceSubjects.join(', ')}.`);
  if (subject_ref !== null && subject === null)
    throw invalid('a subject reference needs a subject', 'Say which subject it is a reference of.');
  if (subject_ref !== null && !(isJsonText(subject_ref) && jsonKind(subject_ref) === 'object'))
    throw invalid(
      'the subject reference is not a JSON object',
      'For example {"storage_schema":"threadline"}.',
    );
  if (limit !== null && (!Number.isSafeInteger(limit) || limit < 1))
    throw invalid(`limit ${limit} is not a positive whole number`, 'Leave it out for all.');
  return {
    subject,
    subject_ref,
    mode,
    from: from === null ? null : parseInstant(from, 'from'),
    to: to === null ? null : parseInstant(to, 'to'),
    limit,
  };
}

function isSubject(text: string): text is EvidenceSubject {
  return (evidenceSubjects as readonly string[]).includes(text);
}

function recordOf(row: TextRow): EvidenceRecord {
  const text = (column: string): string => row[column] ?? '';
  return {
    id: text('id'),
    subject: text('subject'),
    subject_ref: text('subject_ref'),
    summary_status: text('summary_status'),
    recorded_at: text('recorded_at'),
    actor_ref: row['actor_ref'] ?? null,
    provenance: text('provenance'),
    detail: text('detail'),
    schema_version: Number(text('schema_version')),
    inserted_at: text('inserted_at'),
  };
}

function invalid(message: string, hint: string): InvestigatorError {
  return new InvestigatorError('invalid_filter', message, { hint });
}
