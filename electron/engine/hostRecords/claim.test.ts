import { describe, expect, it } from 'vitest';
import { claimOf, claimOfAll } from './claim.ts';

describe('the class of a record', () => {
  it.each([
    ['redaction_policy', 'inferred_posture', 'posture_snapshot'],
    ['retention_policy', 'inferred_posture', 'posture_snapshot'],
    ['support_scope_posture', 'inferred_posture', 'posture_snapshot'],
    ['trigger_coverage', 'proven', 'direct_fact'],
    ['retention_run', 'proven', 'direct_fact'],
    ['export_delivery', 'proven', 'direct_fact'],
  ])('of %s is by default %s', (subject, status, kind) => {
    expect(claimOf({ subject, detail: '{}' })).toEqual({ status, kind, reason: null });
  });

  it('is the host’s own word where that is one of the three', () => {
    const detail = '{"claim_assessment": {"status": "unsupported", "reason": "no \\"run\\""}}';
    expect(claimOf({ subject: 'retention_run', detail })).toEqual({
      status: 'unsupported',
      kind: 'unsupported_claim',
      reason: 'no "run"',
    });
    for (const other of ['"proven"', '{"status": "certain"}', '{"status": 1}', 'null', '[]'])
      expect(claimOf({ subject: 'redaction_policy', detail: `{"claim_assessment": ${other}}` }).status).toBe(
        'inferred_posture',
      );
  });

  it('of the whole is the first unsupported, else the first inferred, else the first', () => {
    const proven = { status: 'proven', kind: 'direct_fact', reason: null } as const;
    const inferred = { status: 'inferred_posture', kind: 'posture_snapshot', reason: 'a' } as const;
    const unsupported = { status: 'unsupported', kind: 'unsupported_claim', reason: 'b' } as const;
    expect(claimOfAll([proven, inferred, unsupported, { ...unsupported, reason: 'c' }])).toEqual(unsupported);
    expect(claimOfAll([proven, inferred])).toEqual(inferred);
    expect(claimOfAll([proven])).toEqual(proven);
    expect(claimOfAll([])).toEqual({
      status: 'unsupported',
      kind: 'unsupported_claim',
      reason: 'no_records',
    });
  });
});
