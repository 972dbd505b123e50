import { describe, expect, it } from 'vitest';
import type { Finding, Integrity } from '@shared/domain/integrity.ts';
import { integrityText } from './integrityText.ts';

const same = (text: string): string => text;
const paint = { dim: same, good: same, bad: same, strong: same, changed: same };

const finding = (columns: Finding['columns']) => ({
  code: 'chain_break',
  kind: 'values',
  about: 'row',
  table_schema: 'shop',
  table_name: 'payout_accounts',
  table_pk: '{"id": "311"}',
  change_ids: [],
  transaction_ids: [],
  claimed_at: null,
  written: null,
  columns,
  empty_transaction_ids: [],
  seen: 's',
  consistent_with: 'c',
  cannot_distinguish: 'd',
});

/** No more of an answer than its text needs. */
const answer = (findings: readonly object[]) =>
  ({
    findings,
    notes: [],
    checks: [],
    could_not_tell: 0,
    applies: { clock: true, relations: [] },
    capture: [],
    checked: { narrow: false, changes: 1, rows: 1, tables: 1, from: null, to: null, seconds: 0 },
    capped: false,
  }) as unknown as Integrity;

describe('what contradicts in a column', () => {
  it('is said in words', () => {
    const columns = (['silent', 'prior', 'unchanged', 'live'] as const).map((kind) => ({
      name: 'bank_label',
      kind,
      before: '"X"',
      after: kind === 'unchanged' ? '"X"' : '"Y"',
    }));
    const lines = integrityText(answer([finding(columns)]), paint).split('\n');
    expect(lines.filter((line) => line.startsWith('  column'))).toEqual([
      '  column          bank_label: "X" → "Y", a change that no captured change names',
      '  column          bank_label: the version before has "X", but the change says that it replaced "Y"',
      '  column          bank_label: named as changed, but both versions have "X"',
      '  column          bank_label: captured as "X", live "Y"',
    ]);
  });
});
