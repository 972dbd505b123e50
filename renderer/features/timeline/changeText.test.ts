import { expect, it } from 'vitest';
import type { TimelineEntry } from '@shared/domain/audit.ts';
import { changeText } from './changeText.ts';

const entry: TimelineEntry = {
  audit_change: {
    id: 'c1',
    transaction_id: 't1',
    table_schema: 'public',
    table_name: 'accounts',
    table_pk: '{"id": "7"}',
    op: 'update',
    data_after: '{"id": 7, "limit": 12.340, "name": "b"}',
    changed_fields: ['limit', 'name'],
    changed_from: '{"limit": 9007199254740993}',
    captured_at: '2026-11-05T03:07:02.000001Z',
    xmin: '9',
  },
  transaction: {
    id: 't1',
    txid: '9',
    occurred_at: '2026-11-05T03:07:02.000000Z',
    source: 'web',
    meta: '{"ip": "203.0.113.77"}',
    actor_ref: '{"type": "admin", "id": "17"}',
    action_id: 'a1',
  },
  action: {
    id: 'a1',
    name: 'account.raised',
    actor_ref: '{"type": "admin", "id": "17"}',
    status: 'ok',
    verb: null,
    category: null,
    reason: null,
    comment: null,
    correlation_id: 'web-5e07',
    request_id: null,
    job_id: null,
    inserted_at: '2026-11-05T03:07:02.000000Z',
  },
};

it('says what, when, who and why, every digit kept', () => {
  const lines = changeText(entry).split('\n');
  expect(lines[0]).toContain('03:07:02.000001');
  expect(lines[0]).toContain('update public.accounts {"id": "7"}');
  expect(lines.slice(1)).toEqual([
    'change c1, transaction t1',
    'actor: admin:17, set by the application (unverified)',
    'action: account.raised, status ok',
    'correlation: web-5e07',
    'source: web',
    'meta: {"ip": "203.0.113.77"}',
    '  limit: 9007199254740993 -> 12.340',
    '  name: (no prior value recorded) -> "b"',
  ]);
});

it('claims nothing that is not recorded', () => {
  const transaction = { ...entry.transaction, actor_ref: null, source: null, meta: null };
  const text = changeText({ ...entry, transaction, action: null });
  expect(text).toContain('actor: not recorded\naction: none linked\n  limit');
});
