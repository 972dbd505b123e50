import type { Finding, Integrity } from '@shared/domain/integrity.ts';

const whole = { table_schema: null, table_name: null, state: 'ran', reason: null } as const;

/** An answer without a finding, as of a trail that is all in sight. */
export const answer: Integrity = {
  applies: {
    clock: true,
    relations: [
      {
        relation: 'threadline.audit_changes',
        holds: 'changes',
        rows: 59_337,
        agreeing: 59_102,
        applies: true,
        since: null,
        reason: null,
      },
    ],
  },
  checks: [
    { ...whole, check: 'clock' },
    { ...whole, check: 'capture' },
    { ...whole, check: 'chain' },
    { ...whole, check: 'live', table_schema: 'public', table_name: 'members' },
    { ...whole, check: 'around' },
  ],
  could_not_tell: 0,
  capture: [],
  findings: [],
  capped: false,
  notes: [],
  checked: {
    narrow: false,
    changes: 59_337,
    rows: 25_147,
    tables: 8,
    from: '2026-11-03T04:08:36.347045Z',
    to: '2026-11-24T15:50:56.424373Z',
    seconds: 5.656,
  },
};

export function findingOf(change: Partial<Finding>): Finding {
  return {
    code: 'chain_break',
    kind: 'values',
    about: 'row',
    table_schema: 'public',
    table_name: 'payout_accounts',
    table_pk: '{"id": "311"}',
    change_ids: [],
    transaction_ids: [],
    count: 1,
    claimed_at: null,
    written: null,
    columns: [],
    empty_transaction_ids: [],
    seen: 'A version of the row is missing.',
    consistent_with: 'A deleted change.',
    cannot_distinguish: 'Deleted from never captured.',
    ...change,
  };
}
