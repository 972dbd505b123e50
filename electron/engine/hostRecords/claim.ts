import { claimStatuses, type Claim, type ClaimStatus, type EvidenceRecord } from '@shared/domain/evidence.ts';
import { jsonKind, jsonObject, jsonStringMember } from '@shared/domain/jsonText.ts';

const KINDS: Readonly<Record<ClaimStatus, Claim['kind']>> = {
  proven: 'direct_fact',
  inferred_posture: 'posture_snapshot',
  unsupported: 'unsupported_claim',
};

/** Subjects that describe how things are set up, not something that happened. */
const POSTURES: readonly string[] = ['redaction_policy', 'retention_policy', 'support_scope_posture'];

/**
 * How the library classes one record (CONTRACT §9): by what the host wrote into `detail.claim_assessment` where
 * that is one of the three words, otherwise by the subject. Pure.
 */
export function claimOf({ subject, detail }: Pick<EvidenceRecord, 'subject' | 'detail'>): Claim {
  const assessment = jsonObject(detail).get('claim_assessment') ?? null;
  const given = assessment !== null && jsonKind(assessment) === 'object' ? assessment : null;
  const word = jsonStringMember(given, 'status');
  const status = claimStatuses.find((known) => known === word);
  if (status !== undefined) return claim(status, jsonStringMember(given, 'reason'));
  return claim(POSTURES.includes(subject) ? 'inferred_posture' : 'proven', null);
}

/** Of all records: the first unsupported, else the first inferred, else the first; `no_records` without any. */
export function claimOfAll(claims: readonly Claim[]): Claim {
  const first = (status: ClaimStatus): Claim | undefined => claims.find((one) => one.status === status);
  return first('unsupported') ?? first('inferred_posture') ?? claims[0] ?? claim('unsupported', 'no_records');
}

function claim(status: ClaimStatus, reason: string | null): Claim {
  return { status, kind: KINDS[status], reason };
}
