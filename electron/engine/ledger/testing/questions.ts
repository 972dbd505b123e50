import type { LedgerOutcome, LedgerRecord } from '@shared/domain/ledger.ts';
import type { LedgerWriterIdentity } from '../append.ts';

export const identity: LedgerWriterIdentity = { application: '0.1.0', face: 'application' };

/** A question as main records it. */
export function aQuestion(
  rows: number,
  {
    at = '2026-11-03T10:00:00.000000Z',
    name = 'Shop',
    outcome = 'answered',
  }: { readonly at?: string; readonly name?: string; readonly outcome?: LedgerOutcome } = {},
): Extract<LedgerRecord, { kind: 'question' }> {
  return {
    kind: 'question',
    at,
    application: '0.1.0',
    face: 'application',
    asked: 'timeline.page',
    filters: '{"table":["public.orders"]}',
    parameters: '{"limit":50}',
    source: { name, host: 'db', port: 5432, database: 'shop', user: 'auditor' },
    rows,
    duration_us: 1234,
    outcome,
    code: outcome === 'failed' ? 'server_error' : null,
  };
}
