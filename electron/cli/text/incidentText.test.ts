import { describe, expect, it } from 'vitest';
import type { AuditChange, TransactionContext } from '@shared/domain/audit.ts';
import { incidentText } from './incidentText.ts';

const same = (text: string): string => text;
const paint = { dim: same, good: same, bad: same, strong: same, changed: same };

function incident(part: Partial<AuditChange>): string {
  const context: TransactionContext = {
    transaction: {
      id: '5f2c81d0-0000-4000-8000-00004be7a913',
      txid: '812448',
      occurred_at: '2026-11-18T14:21:07.549871Z',
      source: null,
      meta: null,
      actor_ref: null,
      action_id: null,
    },
    action: null,
    changes: [
      {
        id: 'c',
        transaction_id: '5f2c81d0-0000-4000-8000-00004be7a913',
        table_schema: 'public',
        table_name: 'payout_accounts',
        table_pk: '{"id": "311"}',
        op: 'update',
        data_after: null,
        changed_fields: null,
        changed_from: null,
        captured_at: '2026-11-18T14:21:07.550214Z',
        xmin: '1',
        ...part,
      },
    ],
  };
  return incidentText(context, paint);
}

describe('what an incident says where a value was not kept', () => {
  it('masked: that it changed, never the placeholder as if it were a value', () => {
    const text = incident({
      data_after: '{"iban": "[REDACTED]", "label": "b"}',
      changed_fields: ['iban', 'label'],
      changed_from: '{"iban": "[REDACTED]", "label": "a"}',
    });
    expect(text).toContain('  iban: masked; changed, neither value kept\n');
    expect(text).toContain('  label: "a" → "b"\n');
    expect(text).not.toContain('REDACTED');
  });

  it('masked with a placeholder of its own, without prior values, and in a new row', () => {
    const own = incident({
      data_after: '{"iban": "***"}',
      changed_fields: ['iban'],
      changed_from: '{"iban": "***"}',
    });
    expect(own).toContain('  iban: masked; changed, neither value kept\n');
    const without = incident({ data_after: '{"iban": "[REDACTED]"}', changed_fields: ['iban'] });
    expect(without).toContain('  iban: masked; changed, neither value kept\n');
    const created = incident({ op: 'insert', data_after: '{"iban": "[REDACTED]"}' });
    expect(created).toContain('  iban: masked; the value is not kept\n');
  });

  it('omitted is told from a table that records no prior values', () => {
    const omitted = incident({ data_after: '{"n": 1}', changed_fields: ['n'], changed_from: '{}' });
    expect(omitted).toContain('  n: (omitted: no prior value kept for this field) → 1\n');
    const none = incident({ data_after: '{"n": 1}', changed_fields: ['n'] });
    expect(none).toContain('  n: (no prior value recorded) → 1\n');
  });

  it('excluded columns and deletes: what is not there is said', () => {
    expect(incident({ data_after: '{"id": 1}', changed_fields: [] })).toContain(
      '  no field recorded: it changed nothing, or only columns the policy excludes\n',
    );
    expect(incident({ op: 'delete' })).toContain('  row removed; a delete keeps no image\n');
  });
});
