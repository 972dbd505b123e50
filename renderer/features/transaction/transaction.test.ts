import { describe, expect, it } from 'vitest';
import type { AuditChange, AuditTransaction } from '@shared/domain/audit.ts';
import { spanOf, strayDays } from './facts.ts';
import { groupByTable, linesOf, neighbourLine } from './lines.ts';
import { transactionMarkdown } from './markdown.ts';
import { followUps } from './follow.ts';

const transaction: AuditTransaction = {
  id: '5f2c81d0-0000-4000-8000-00004be7a913',
  txid: '812448',
  occurred_at: '2026-11-18T14:21:07.549871Z',
  source: 'web',
  meta: '{"ip": "203.0.113.77"}',
  actor_ref: '{"type": "admin", "id": "17"}',
  action_id: null,
};

function change(id: string, part: Partial<AuditChange> = {}): AuditChange {
  return {
    id,
    transaction_id: transaction.id,
    table_schema: 'public',
    table_name: 'members',
    table_pk: '{"id": "12"}',
    op: 'update',
    data_after: '{"email": "b|c", "iban": "[REDACTED]"}',
    changed_fields: ['iban', 'email'],
    changed_from: '{"email": "a`b", "iban": "[REDACTED]"}',
    captured_at: '2026-11-18T14:21:07.550214Z',
    xmin: '1',
    ...part,
  };
}

const changes = [
  change('c', {
    op: 'delete',
    data_after: null,
    changed_fields: null,
    changed_from: null,
    table_name: 'api_keys',
  }),
  change('b', { op: 'insert', changed_fields: null, changed_from: null, data_after: '{"id": 1, "n": 2}' }),
  change('a', { captured_at: '2026-11-18T14:21:06.345840Z' }),
];

describe('groupByTable', () => {
  it('puts the table with most changes first, and its changes in the order of writing', () => {
    const groups = groupByTable(changes);
    expect(groups.map(({ table }) => table)).toEqual(['public.members', 'public.api_keys']);
    expect(groups[0]?.changes.map(({ id }) => id)).toEqual(['a', 'b']);
    expect(groups[0]?.ops).toEqual([
      ['insert', 1],
      ['update', 1],
    ]);
    expect(groups[0]?.fields).toEqual(['email', 'iban']);
  });
});

describe('stepping from change to change', () => {
  const groups = groupByTable(changes);
  const step = (id: string | null, by: number, closed: readonly string[] = []): string | undefined => {
    const lines = linesOf(groups, new Set(closed), new Set(['a']));
    return lines[neighbourLine(lines, id, by)]?.key;
  };

  it('begins at the first, goes over fields, details and tables, and stays at the ends', () => {
    expect(step(null, 1)).toBe('a');
    expect(step('a', 1)).toBe('b');
    expect(step('b', 1)).toBe('c');
    expect(step('c', 1)).toBe('c');
    expect(step('b', -1)).toBe('a');
    expect(step('a', -1)).toBe('a');
  });

  it('leaves out what is folded away', () => {
    expect(step(null, 1, ['public.members'])).toBe('c');
    expect(step('a', 1, ['public.members', 'public.api_keys'])).toBeUndefined();
  });
});

describe('linesOf', () => {
  const groups = groupByTable(changes);

  it('gives every field a line, and a change without fields one that says so', () => {
    const lines = linesOf(groups, new Set(), new Set());
    expect(
      lines.map((line) => (line.kind === 'field' ? (line.field?.name ?? line.words) : line.kind)),
    ).toEqual(['group', 'email', 'iban', 'id', 'n', 'group', 'row removed; a delete keeps no image']);
  });

  it('gives a line each to new rows that are many', () => {
    const many = ['1', '2', '3', '4'].map((id) =>
      change(id, { op: 'insert', changed_fields: null, changed_from: null, data_after: '{"id": 1, "n": 2}' }),
    );
    const lines = linesOf(groupByTable(many), new Set(), new Set());
    expect(lines.map((line) => (line.kind === 'field' ? line.words : line.kind))).toEqual([
      'group',
      ...many.map(() => 'new row, 2 columns'),
    ]);
  });

  it('closes a table and opens a change', () => {
    const lines = linesOf(groups, new Set(['public.members']), new Set(['c']));
    expect(lines.map(({ kind }) => kind)).toEqual(['group', 'group', 'field', 'detail']);
  });
});

describe('facts', () => {
  it('measures the span of captured writes to the microsecond', () => {
    expect(spanOf(changes)?.length).toBe('1.204374 s');
    expect(spanOf([])).toBeNull();
    expect(spanOf([change('x', { captured_at: 'infinity' })])).toBeNull();
  });

  it('notices writes that lie days from the first write of their transaction', () => {
    expect(strayDays(transaction, changes)).toBeNull();
    expect(strayDays(transaction, [change('x', { captured_at: '2026-11-21T14:21:08.000000Z' })])).toBe(3n);
    expect(strayDays(transaction, [change('x', { captured_at: '2026-11-01T00:00:00.000000Z' })])).toBe(17n);
  });
});

describe('transactionMarkdown', () => {
  const text = transactionMarkdown({ transaction, action: null, changes }, 'a@b:5432/shop', new Map());

  it('keeps pipes and back-ticks of values inside their cells', () => {
    expect(text).toContain('| `email` | ``  "a`b"  `` |'.replaceAll('  ', ' '));
    expect(text).toContain('`"b\\|c"`');
  });

  it('words masks, deletes and the actor as the screen does', () => {
    expect(text).toContain('| `iban` | masked | masked; changed, neither value kept |');
    expect(text).toContain('row removed');
    expect(text).toContain('- Actor: `admin:17`, set by the application (unverified)');
    expect(text).toContain('- Span of captured writes: 1.204374 s');
    expect(text).toContain('## 3 changes in one transaction');
  });

  it('leaves out what no ticket takes, and says so', () => {
    const many = Array.from({ length: 502 }, (_, at) => change(`c${at}`));
    const long = transactionMarkdown({ transaction, action: null, changes: many }, 'x', new Map());
    expect(long).toContain('2 more changes of this table are not in this text.');
    expect(long.match(/`email`/g)).toHaveLength(500);
  });

  it('says of one write that it is one', () => {
    const one = transactionMarkdown(
      { transaction, action: null, changes: changes.slice(0, 1) },
      'x',
      new Map(),
    );
    expect(one).toContain('- Span of captured writes: one write');
  });

  it('names a transaction without a captured change as that', () => {
    const empty = transactionMarkdown(
      { transaction: { ...transaction, actor_ref: null }, action: null, changes: [] },
      'x',
      new Map(),
    );
    expect(empty).toContain('## Transaction without a captured change');
    expect(empty).toContain('- Actor: not recorded');
  });
});

describe('followUps', () => {
  it('suggests the actor, the time around and each table', () => {
    const context = { transaction, action: null, changes };
    expect(followUps(context, groupByTable(changes)).found.map(({ filters }) => filters)).toEqual([
      { actor: ['admin:17'] },
      { from: '2026-11-18T14:16:07.549871Z', to: '2026-11-18T14:26:07.549871Z' },
      { table: ['public.members'] },
      { table: ['public.api_keys'] },
    ]);
  });
});
