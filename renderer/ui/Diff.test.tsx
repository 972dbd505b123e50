// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import type { AuditChange } from '@shared/domain/audit.ts';
import { ChangeDiff } from './Diff.tsx';

afterEach(cleanup);

const change: AuditChange = {
  id: '00000000-0000-4000-8000-000000000001',
  transaction_id: '00000000-0000-4000-8000-000000000002',
  table_schema: 'public',
  table_name: 'payout_accounts',
  table_pk: '{"id": "311"}',
  op: 'update',
  data_after:
    '{"iban": "[REDACTED]", "bank_label": "Kestrel Direct", "verified_at": null, "prefs": {"n": 9007199254740993}}',
  changed_fields: ['bank_label', 'iban', 'prefs', 'verified_at'],
  changed_from: '{"iban": "[REDACTED]", "bank_label": "Northgate Savings", "prefs": {"n": 9007199254740992}}',
  captured_at: '2026-11-18T14:21:07.550214Z',
  xmin: '812448',
};

const section = (name: string): string =>
  screen.getByRole('heading', { name }).closest('section')?.textContent ?? '';

describe('ChangeDiff', () => {
  it('shows before and after, and says which is which to a reader that sees no colour', () => {
    render(<ChangeDiff change={change} />);
    expect(section('bank_label')).toContain('before: "Northgate Savings"');
    expect(section('bank_label')).toContain('after: "Kestrel Direct"');
  });

  it('never shows a mask as a value, nor as unchanged', () => {
    render(<ChangeDiff change={change} />);
    expect(section('iban')).toContain('masked by policy');
    expect(section('iban')).toContain('changed, neither value kept');
    expect(section('iban')).not.toContain('before:');
  });

  it('tells an omitted prior value from none at all', () => {
    const { rerender } = render(<ChangeDiff change={change} />);
    expect(section('verified_at')).toContain('omitted');
    rerender(<ChangeDiff change={{ ...change, changed_from: null }} />);
    expect(section('verified_at')).toContain('no prior value recorded');
  });

  it('keeps every digit of a nested number', () => {
    render(<ChangeDiff change={change} />);
    expect(section('prefs')).toContain('9007199254740992');
    expect(section('prefs')).toContain('9007199254740993');
    expect(section('prefs')).toContain('1 of 1 paths differ');
  });

  it('explains a delete', () => {
    render(<ChangeDiff change={{ ...change, op: 'delete', data_after: null, changed_fields: null }} />);
    expect(screen.getByText(/A delete keeps no image/)).toBeDefined();
  });
});
