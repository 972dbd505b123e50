import type { EvidenceAnswer } from '@shared/domain/evidence.ts';
import { parseInstant } from '@shared/domain/instant.ts';
import { RawJson, rawJson, writeJson, type JsonText } from '@shared/domain/jsonText.ts';
import type { EvidenceQuestion } from './evidence.ts';

/**
 * The document of upstream's `evidence.show --json` (CONTRACT §9): format version 1, the filters that were given,
 * the assessment of the whole with null entries left out, and the records with all columns. Pure.
 */
export function evidenceDocument(answer: EvidenceAnswer, asked: EvidenceQuestion): JsonText {
  const { generated_at, subject, mode, claim, records } = answer;
  const statuses = [...new Set(records.map(({ summary_status }) => summary_status))];
  return writeJson({
    format_version: 1,
    generated_at,
    proof_type: 'threadline_evidence',
    subject: subject ?? 'overview',
    mode,
    filters: {
      from: asked.from === null ? undefined : parseInstant(asked.from, 'from'),
      to: asked.to === null ? undefined : parseInstant(asked.to, 'to'),
      limit: asked.limit ?? undefined,
      subject_ref: asked.subject_ref === null ? undefined : new RawJson(asked.subject_ref),
    },
    summary: {
      record_count: records.length,
      subject_count: new Set(records.map((record) => record.subject)).size,
    },
    claim_assessment: {
      status: claim.status,
      kind: claim.kind,
      reason: claim.reason ?? undefined,
      record_statuses: statuses.length === 0 ? undefined : statuses,
      error_statuses: ['invalid_request', 'runtime_failure'],
    },
    records: records.map((record) => ({
      ...record,
      claim: undefined,
      subject_ref: rawJson(record.subject_ref),
      actor_ref: rawJson(record.actor_ref),
      provenance: rawJson(record.provenance),
      detail: rawJson(record.detail),
    })),
  });
}
