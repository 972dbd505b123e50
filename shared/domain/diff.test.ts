import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AuditChange } from './audit.ts';
import { compareBytes, diffChange } from './diff.ts';

function change(part: Partial<AuditChange>): AuditChange {
  return {
    id: '0001135b-30cc-4d26-b327-784ef54be5a2',
    transaction_id: '3a163688-dc4a-4da1-a273-b545684ac86a',
    table_schema: 'public',
    table_name: 'users',
    table_pk: '{"id": "1"}',
    op: 'update',
    data_after: '{"a": 1, "b": 2, "x": 3, "email": "new", "name": "n"}',
    changed_fields: null,
    changed_from: null,
    captured_at: '2026-05-21T12:32:49.047245Z',
    xmin: '1',
    ...part,
  };
}

describe('the diff of a change (CONTRACT §4.7)', () => {
  // CONTRACT §12, trap 1: upper case in the diff only.
  it('marks what prior values leave out', () => {
    const diff = diffChange(change({ changed_fields: ['email', 'name'], changed_from: '{"email": "old"}' }));
    expect(diff).toMatchObject({ schema_version: 1, before_values: 'sparse', op: 'UPDATE' });
    expect(diff.field_changes).toEqual([
      { name: 'email', after: '"new"', before: '"old"' },
      { name: 'name', after: '"n"', prior_state: 'omitted' },
    ]);
  });

  it('sorts by name and says nothing of before where nothing was stored', () => {
    const diff = diffChange(change({ changed_fields: ['b', 'a'] }));
    expect(diff.before_values).toBe('none');
    expect(diff.field_changes).toEqual([
      { name: 'a', after: '1' },
      { name: 'b', after: '2' },
    ]);
  });

  // CONTRACT §12, traps 14 and 15.
  it('knows updates that changed nothing', () => {
    expect(diffChange(change({}))).toMatchObject({ before_values: 'none', field_changes: [] });
    expect(diffChange(change({ changed_fields: [] })).field_changes).toEqual([]);
  });

  // CONTRACT §12, trap 20.
  it('tells an empty object of prior values from none', () => {
    const diff = diffChange(change({ changed_fields: ['x'], changed_from: '{}' }));
    expect(diff.before_values).toBe('sparse');
    expect(diff.field_changes).toEqual([{ name: 'x', after: '3', prior_state: 'omitted' }]);
  });

  it('tells a prior null from an omitted value', () => {
    const diff = diffChange(change({ changed_fields: ['x'], changed_from: '{"x": null}' }));
    expect(diff.field_changes).toEqual([{ name: 'x', after: '3', before: 'null' }]);
  });

  it('answers null for a field the image does not hold', () => {
    expect(diffChange(change({ changed_fields: ['gone'] })).field_changes).toEqual([
      { name: 'gone', after: 'null' },
    ]);
    expect(diffChange(change({ changed_fields: ['gone'], data_after: null })).field_changes).toEqual([
      { name: 'gone', after: 'null' },
    ]);
  });

  it('expands inserts on demand only, deletes never', () => {
    const insert = change({ op: 'INSERT', data_after: '{"b": 9007199254740993, "a": 1.10}' });
    expect(diffChange(insert).field_changes).toEqual([]);
    expect(diffChange(insert, { expandInsertFields: true }).field_changes).toEqual([
      { name: 'a', after: '1.10', kind: 'set' },
      { name: 'b', after: '9007199254740993', kind: 'set' },
    ]);
    const removal = change({ op: 'delete', data_after: null, changed_fields: ['a'] });
    expect(diffChange(removal, { expandInsertFields: true })).toMatchObject({
      op: 'DELETE',
      data_after: null,
      field_changes: [],
    });
  });

  it('refuses an op it does not know', () => {
    expect(() => diffChange(change({ op: 'truncate' }))).toThrow('unsupported op "truncate"');
  });
});

describe('byte order', () => {
  // CONTRACT §12, trap 26.
  it('is that of the UTF-8 bytes', () => {
    // Around the surrogates the order of UTF-16 units and that of bytes part.
    const code = fc.oneof(
      fc.constantFrom(0xd7ff, 0xe000, 0xffff, 0x1_0000, 0xe9, 0x61),
      fc.integer({ min: 0, max: 0x10_ffff }).filter((n) => n < 0xd800 || n > 0xdfff),
    );
    const text = fc.array(code, { maxLength: 6 }).map((codes) => String.fromCodePoint(...codes));
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(Math.sign(compareBytes(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)));
      }),
    );
  });
});
