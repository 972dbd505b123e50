import { describe, expect, it } from 'vitest';
import type { AuditChange } from '@shared/domain/audit.ts';
import { changeView } from './fieldDiff.ts';

function change(part: Partial<AuditChange>): AuditChange {
  return {
    id: '00000000-0000-4000-8000-000000000001',
    transaction_id: '00000000-0000-4000-8000-000000000002',
    table_schema: 'public',
    table_name: 'members',
    table_pk: '{"id": "1"}',
    op: 'update',
    data_after: '{"id": 1}',
    changed_fields: null,
    changed_from: null,
    captured_at: '2026-11-18T14:21:07.550214Z',
    xmin: '1',
    ...part,
  };
}

describe('changeView', () => {
  // CONTRACT §12, trap 24.
  it('shows both values where both are recorded, sorted by name', () => {
    const view = changeView(
      change({
        changed_fields: ['b', 'a'],
        changed_from: '{"a": 1, "b": null}',
        data_after: '{"a": 9007199254740993, "b": "x"}',
      }),
    );
    expect(view.fields).toEqual([
      { kind: 'changed', name: 'a', before: '1', after: '9007199254740993' },
      { kind: 'changed', name: 'b', before: 'null', after: '"x"' },
    ]);
    expect(view.note).toBeNull();
  });

  // CONTRACT §12, trap 16.
  it('tells a mask from an unchanged value: a listed field that is equal on both sides did change', () => {
    const view = changeView(
      change({
        changed_fields: ['iban', 'pin'],
        changed_from: '{"iban": "[REDACTED]", "pin": "***"}',
        data_after: '{"iban": "[REDACTED]", "pin": "***"}',
      }),
    );
    expect(view.fields.map(({ kind }) => kind)).toEqual(['masked', 'masked']);
  });

  it('keeps the three kinds of no prior value apart', () => {
    const sparse = change({
      changed_fields: ['a', 'b', 'c'],
      changed_from: '{"a": 1}',
      data_after: '{"a": 2, "b": 3, "c": "[REDACTED]"}',
    });
    expect(changeView(sparse).fields.map(({ kind }) => kind)).toEqual(['changed', 'omitted', 'masked']);
    const none = change({ changed_fields: ['a'], data_after: '{"a": 2}' });
    expect(changeView(none).fields).toEqual([{ kind: 'no_prior', name: 'a', after: '2' }]);
  });

  it('lists what a new row came with', () => {
    const view = changeView(change({ op: 'insert', data_after: '{"b": 1, "a": "[REDACTED]"}' }));
    expect(view.fields).toEqual([
      { kind: 'masked', name: 'a', after: '"[REDACTED]"' },
      { kind: 'set', name: 'b', after: '1' },
    ]);
  });

  it('says that a delete keeps no image, and that an update may record no field', () => {
    expect(changeView(change({ op: 'delete', data_after: null })).note).toContain('keeps no image');
    expect(changeView(change({ changed_fields: null })).note).toContain('no field of it');
  });
});
