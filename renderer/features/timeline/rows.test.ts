import { describe, expect, it } from 'vitest';
import type { TimelineEntry } from '@shared/domain/audit.ts';
import { burstWords } from './BurstLine.tsx';
import { burstsOf } from './bursts.ts';
import { buildRows, correlationLane, type ListRow } from './rows.ts';
import { linesAbove, movedBy } from './useWindow.ts';
import { endOf, neighbour } from './useTimelineCommands.tsx';

const OPTIONS = {
  zone: 'utc',
  grouping: 'transaction',
  unfolded: new Set<string>(),
  moreAbove: false,
  moreBelow: false,
} as const;

function entry(
  id: string,
  transaction: string,
  at: string,
  correlation: string | null = null,
): TimelineEntry {
  return {
    audit_change: {
      id,
      transaction_id: transaction,
      table_schema: 'public',
      table_name: 'members',
      table_pk: '{"id": "1"}',
      op: 'update',
      data_after: '{}',
      changed_fields: ['email'],
      changed_from: null,
      captured_at: `2026-11-${at}.000000Z`,
      xmin: '1',
    },
    transaction: {
      id: transaction,
      txid: '1',
      occurred_at: `2026-11-${at}.000000Z`,
      source: null,
      meta: null,
      actor_ref: null,
      action_id: null,
    },
    action:
      correlation === null
        ? null
        : {
            id: 'a',
            name: 'member.edited',
            actor_ref: '{}',
            status: 'ok',
            verb: null,
            category: null,
            reason: null,
            comment: null,
            correlation_id: correlation,
            request_id: null,
            job_id: null,
            inserted_at: `2026-11-${at}.000000Z`,
          },
  };
}

const shape = (rows: readonly ListRow[]): readonly string[] =>
  rows.map((row) =>
    row.kind === 'change'
      ? `${row.up ? '^' : ' '}${row.key}${row.down ? 'v' : ''}`
      : row.kind === 'day'
        ? `# ${row.date} ${row.changes}/${row.transactions}${row.complete ? '' : '…'}`
        : row.kind === 'burst'
          ? `= ${row.burst.entries.length}`
          : `+${row.hidden} ${row.table ?? 'mixed'} ${row.fields ?? 'mixed'}`,
  );

const run = (transaction: string, count: number, at: string): readonly TimelineEntry[] =>
  Array.from({ length: count }, (_, index) => entry(`${transaction}${index}`, transaction, at));

describe('buildRows', () => {
  it('joins neighbours of one transaction and heads every day with what it holds', () => {
    const entries = [
      entry('a', 't1', '18T10:00:00'),
      entry('b', 't1', '18T10:00:00'),
      entry('c', 't2', '18T09:00:00'),
      entry('d', 't3', '17T09:00:00'),
    ];
    expect(shape(buildRows(entries, OPTIONS))).toEqual([
      '# 2026-11-18 3/2',
      ' av',
      '^b',
      ' c',
      '# 2026-11-17 1/1',
      ' d',
    ]);
  });

  it('says which days may go on beyond what is loaded', () => {
    const entries = [entry('a', 't1', '18T10:00:00'), entry('b', 't2', '17T10:00:00')];
    const rows = buildRows(entries, { ...OPTIONS, moreAbove: true, moreBelow: true });
    expect(shape(rows).filter((row) => row.startsWith('#'))).toEqual([
      '# 2026-11-18 1/1…',
      '# 2026-11-17 1/1…',
    ]);
  });

  it('folds a long run, and opens it again', () => {
    const entries = run('t', 61, '05T03:24:17');
    expect(shape(buildRows(entries, OPTIONS))).toEqual([
      '# 2026-11-05 61/1',
      ' t0v',
      '^t1v',
      '^t2v',
      '+58 public.members email',
    ]);
    expect(buildRows(entries, { ...OPTIONS, unfolded: new Set(['t']) })).toHaveLength(62);
    expect(buildRows(entries, { ...OPTIONS, grouping: 'none' })).toHaveLength(62);
    expect(buildRows(run('t', 7, '05T03:24:17'), OPTIONS)).toHaveLength(8);
  });

  it('keeps a moment PostgreSQL alone can express as its own day', () => {
    const strange = entry('a', 't', '18T10:00:00');
    const infinite = { ...strange, audit_change: { ...strange.audit_change, captured_at: 'infinity' } };
    expect(shape(buildRows([infinite], OPTIONS))[0]).toBe('# infinity 1/1');
  });
});

describe('correlationLane', () => {
  const rows = buildRows(
    [
      entry('a', 't1', '18T10:00:00', 'c'),
      entry('b', 't1', '18T10:00:00', 'c'),
      entry('x', 't2', '18T09:00:00'),
      entry('d', 't3', '18T08:00:00', 'c'),
    ],
    OPTIONS,
  );

  it('stitches the transactions of one correlation, each once', () => {
    expect(correlationLane(rows, 'c')).toEqual({ first: 1, last: 4, stitched: new Set([1, 4]) });
  });

  it('is absent when nothing else shares it', () => {
    expect(correlationLane(rows, null)).toBeNull();
    expect(correlationLane(rows, 'other')).toBeNull();
    expect(correlationLane(rows.slice(0, 3), 'c')).toBeNull();
  });
});

describe('bursts', () => {
  const by = (who: string | null, one: TimelineEntry): TimelineEntry => ({
    ...one,
    transaction: { ...one.transaction, actor_ref: who },
  });
  const mara = '{"type": "admin", "id": "17"}';
  const loaded = [
    by(mara, entry('e', 't5', '18T03:31:00')),
    by(null, entry('d', 't4', '18T03:24:00')),
    by('{"id": "17", "type": "admin", "ip": "x"}', entry('c', 't3', '18T03:07:00')),
    by(mara, entry('b', 't2', '18T02:36:59')),
    by(null, entry('a', 't1', '17T20:00:00')),
  ];

  it('hold the changes of one actor without half an hour between two, in the order of their newest', () => {
    const found = burstsOf(loaded, { above: false, below: true });
    expect(found.map(({ entries }) => entries.map((one) => one.audit_change.id).join(''))).toEqual([
      'ec',
      'd',
      'b',
      'a',
    ]);
    expect(found.map(({ open }) => open)).toEqual([false, false, false, true]);
    expect(burstsOf(loaded, { above: true, below: false }).map(({ open }) => open)).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect(burstWords(found[0] ?? raise(), 'utc')).toBe(
      '· 2 changes in 2 transactions · span of captured writes 03:07:00 → 03:31:00, 24 min 0 s',
    );
  });

  it('stand below the day of their newest change, long ones folded to be unfolded by any of their transactions', () => {
    const many = Array.from({ length: 9 }, (_, at) =>
      by(mara, entry(`m${at}`, `t${at}`, `18T03:1${9 - at}:00`)),
    );
    const kinds = (unfolded: ReadonlySet<string>): string =>
      buildRows(many, { ...OPTIONS, grouping: 'burst', unfolded })
        .map(({ kind }) => kind[0])
        .join('');
    expect(kinds(new Set())).toBe('dbcccf');
    expect(kinds(new Set(['t7']))).toBe('dbccccccccc');
  });
});

describe('linesAbove', () => {
  const rows = buildRows(
    ['a', 'b', 'c', 'd'].map((id) => entry(id, id, '18T10:00:00')),
    OPTIONS,
  );

  it('keeps every line in its place when pages are let go of, and when they come back', () => {
    const later = rows.slice(3);
    expect(linesAbove({ rows, above: 0 }, later)).toBe(3);
    expect(linesAbove({ rows: later, above: 3 }, rows)).toBe(0);
  });

  it('starts anew when nothing is left of what was there', () => {
    expect(linesAbove({ rows: [], above: 9 }, rows)).toBe(0);
  });
});

describe('movedBy', () => {
  it('tells how far what is read has moved, so that it can be held', () => {
    const rows = buildRows([entry('a', 't', '18T03:00:00'), entry('b', 'u', '18T02:00:00')], OPTIONS);
    const more = buildRows([entry('n', 's', '18T04:00:00'), ...[entry('a', 't', '18T03:00:00')]], OPTIONS);
    expect(movedBy({ rows, above: 2000 }, { rows: more, above: 1999 }, 2000)).toBe(0);
    expect(movedBy({ rows, above: 2000 }, { rows: more, above: 0 }, 2000)).toBe(-1999);
    expect(movedBy({ rows, above: 0 }, { rows: [], above: 0 }, 0)).toBe(0);
  });
});

describe('Home and End', () => {
  it('lead to the first and last change, over headings and folds', () => {
    const rows = buildRows([entry('a', 't1', '18T10:00:00'), entry('b', 't2', '17T10:00:00')], OPTIONS);
    expect([endOf(rows, 'newest'), endOf(rows, 'oldest')]).toEqual(['a', 'b']);
    expect(endOf([], 'oldest')).toBeNull();
  });
});

describe('neighbour', () => {
  const rows = buildRows([entry('a', 't1', '18T10:00:00'), entry('b', 't2', '17T10:00:00')], OPTIONS);

  it('walks from change to change over headings, and stays at the ends', () => {
    expect(neighbour(rows, null, 1)).toBe('a');
    expect(neighbour(rows, 'a', 1)).toBe('b');
    expect(neighbour(rows, 'b', 1)).toBeNull();
    expect(neighbour(rows, 'b', -1)).toBe('a');
    expect(neighbour(rows, 'gone', 1)).toBe('a');
  });
});

function raise(): never {
  throw new Error('there is none');
}
