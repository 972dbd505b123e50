import { z } from 'zod';

/** The closed set of what the host can record evidence of (CONTRACT §9). */
export const evidenceSubjects = [
  'redaction_policy',
  'trigger_coverage',
  'retention_run',
  'retention_policy',
  'export_delivery',
  'support_scope_posture',
] as const;
export type EvidenceSubject = (typeof evidenceSubjects)[number];

export const claimStatuses = ['proven', 'inferred_posture', 'unsupported'] as const;
export type ClaimStatus = (typeof claimStatuses)[number];

export const claimKinds = ['direct_fact', 'posture_snapshot', 'unsupported_claim'] as const;

/**
 * How the library classes a record. A classification by subject or by the host's own word, never a verification:
 * nothing here is hashed, signed or chained (CONTRACT §9, §12 trap 43).
 */
export const claimSchema = z.strictObject({
  status: z.enum(claimStatuses),
  kind: z.enum(claimKinds),
  reason: z.string().nullable(),
});
export type Claim = Readonly<z.infer<typeof claimSchema>>;

/** One row of threadline_evidence_records, every column; jsonb as text. */
export const evidenceRecordSchema = z.strictObject({
  id: z.string(),
  subject: z.string(),
  subject_ref: z.string(),
  summary_status: z.string(),
  recorded_at: z.string(),
  actor_ref: z.string().nullable(),
  provenance: z.string(),
  detail: z.string(),
  schema_version: z.number().int(),
  inserted_at: z.string(),
});
export type EvidenceRecord = Readonly<z.infer<typeof evidenceRecordSchema>>;

export const evidenceAnswerSchema = z.strictObject({
  /** The server's clock. */
  generated_at: z.string(),
  /** null: all subjects. */
  subject: z.enum(evidenceSubjects).nullable(),
  mode: z.enum(['latest', 'history']),
  claim: claimSchema,
  /** Newest first. */
  records: z.array(evidenceRecordSchema.extend({ claim: claimSchema })).readonly(),
});
export type EvidenceAnswer = Readonly<z.infer<typeof evidenceAnswerSchema>>;
