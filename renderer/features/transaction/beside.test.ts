import { describe, expect, it } from 'vitest';
import type { BeforeAfter, RowBeforeAfter } from '@shared/domain/beforeAfter.ts';
import type { Finding } from '@shared/domain/integrity.ts';
import type { Neighbours } from '@shared/domain/neighbours.ts';
import type { Reversal, ReversalStatement } from '@shared/domain/reversal.ts';
import { earlierImages } from './earlier.ts';
import { concerning, markSentences } from './findings.ts';
import { readSections } from './markdownRead.ts';
import { absentWords, distance, nearest, neighbourList } from './neighbourList.ts';
import { draftWarnings, shownLines } from './reversalWords.ts';
import { beforeWords, rowLines } from './rowLines.ts';

function counted(id: string, occurred_at: string, changes = 1): Neighbours['transaction'] {
  return {
    transaction: {
      ...{ id, txid: '1', occurred_at, source: null, meta: null, actor_ref: null, action_id: null },
    },
    action: null,
    counts: { changes } as Neighbours['transaction']['counts'],
  };
}

const here = counted('here', '2026-11-05T03:07:41.082913Z', 62);
const neighbours: Neighbours = {
  transaction: here,
  by_actor: {
    state: 'listed',
    previous: [
      counted('near', '2026-11-05T03:07:19.446017Z'),
      counted('far', '2026-11-05T03:07:02.118204Z', 0),
    ],
    next: [
      counted('last', '2026-11-07T05:31:08.205581Z'),
      counted('first', '2026-11-05T03:16:55.730962Z', 2),
    ],
  },
  by_correlation: { state: 'no_action', correlation_id: null, previous: [], next: [] },
  by_row: { entries: [], rows: 0, unresolved: 0 },
};

describe('neighbours', () => {
  it('stand in the order of time around this one, with how far they are', () => {
    expect(
      neighbourList(neighbours.by_actor, here).map(({ id, text, distance: far }) => [id, text, far]),
    ).toEqual([
      ['far', 'no action linked, no captured change', '− 38 s'],
      ['near', 'no action linked', '− 21 s'],
      ['here', 'no action linked, 62 changes', ''],
      ['first', 'no action linked, 2 changes', '+ 9 min'],
      ['last', 'no action linked', '+ 2 d 2 h'],
    ]);
    expect(distance('2026-11-05T03:07:41.082913Z', '2026-11-05T03:07:41.091913Z')).toBe('+ 9 ms');
    expect(distance('infinity', '2026-11-05T03:07:41.091913Z')).toBe('');
  });

  it('are stepped to the nearest; the absence of a list has its reason', () => {
    expect(nearest(neighbours, 'previous')).toBe('near');
    expect(nearest(neighbours, 'next')).toBe('first');
    expect(absentWords('no_action')).toContain('no correlation');
    expect(absentWords('listed')).toBeNull();
  });
});

const side = { state: 'value', value: '"a"', source: 'previous_image' } as const;
const row: RowBeforeAfter = {
  table_schema: 'public',
  table_name: 'members',
  table_pk: '{"id": "12"}',
  changes: [{ id: 'a', op: 'update', captured_at: '2026-11-05T03:24:17.417248Z' }],
  previous_pk: null,
  before: { status: 'row', reason: null, change_id: 'v1', captured_at: '2026-11-04T22:07:00.000000Z' },
  after: { status: 'row' },
  fields: [
    {
      name: 'email',
      changed: true,
      before: side,
      after: { ...side, value: '"b"', source: 'image' },
      contradicts_previous: false,
    },
    { name: 'id', changed: false, before: side, after: side, contradicts_previous: false },
  ],
};
const answer: BeforeAfter = { transaction_id: 't', rows: [row], truncated: false, changes: 1 };

describe('whole rows', () => {
  it('list what changed, the rest on request', () => {
    const closed = rowLines(answer, new Set());
    expect(closed.map(({ kind }) => kind)).toEqual(['row', 'field', 'rest']);
    const rest = closed.at(-1);
    const open = rowLines(answer, new Set(rest?.kind === 'rest' ? [rest.place] : []));
    expect(open.map(({ kind }) => kind)).toEqual(['row', 'field', 'field', 'rest']);
  });

  it('say where the row before comes from, or why it is not known', () => {
    expect(beforeWords(row, 'utc')).toBe('before from the image of 4 Nov 22:07');
    const unknown = { ...row.before, status: 'unknown', reason: 'unresolved_key' } as const;
    expect(beforeWords({ ...row, before: unknown }, 'utc')).toContain('the key is not resolved');
  });

  it('lend a value to a change that keeps none, only where the row was changed once', () => {
    const change = { id: 'a' } as Parameters<ReturnType<typeof earlierImages>['of']>[0];
    expect(earlierImages(answer).of(change, 'email')).toEqual({
      value: '"a"',
      captured_at: '2026-11-04T22:07:00.000000Z',
    });
    const twice = { ...row, changes: [...row.changes, ...row.changes] };
    expect(earlierImages({ ...answer, rows: [twice] }).of(change, 'email')).toBeNull();
  });
});

describe('integrity', () => {
  it('takes what is about its changes, itself, or the capture of its tables', () => {
    const finding = (part: Partial<Finding>): Finding =>
      ({
        ...{ about: 'row', change_ids: [], transaction_ids: [], table_schema: null, table_name: null },
        ...part,
      }) as unknown as Finding;
    const found = [
      finding({ change_ids: ['a'] }),
      finding({ transaction_ids: ['here'] }),
      finding({ about: 'table', table_schema: 'public', table_name: 'members' }),
      finding({ about: 'table', table_schema: 'public', table_name: 'orders' }),
      finding({ change_ids: ['other'] }),
    ];
    const changes = [{ id: 'a', table_schema: 'public', table_name: 'members' }];
    const context = { transaction: here.transaction, action: null, changes } as unknown as Parameters<
      typeof concerning
    >[1];
    expect(concerning(found, context)).toEqual(found.slice(0, 3));
  });

  it('says marks as sentences', () => {
    expect(
      markSentences([
        { change_id: 'a', codes: ['written_later'] },
        { change_id: 'b', codes: ['written_later', 'chain_break'] },
      ]),
    ).toEqual([
      '2 changes were written later than recorded.',
      '1 change does not continue the version before or after.',
    ]);
  });
});

describe('a draft reversal', () => {
  const statement = (part: Partial<ReversalStatement>): ReversalStatement =>
    ({ kind: 'update', sql: 'UPDATE', live: 'agrees', cannot_restore: [], ...part }) as ReversalStatement;
  const draft = (statements: readonly ReversalStatement[]): Reversal => ({
    ...{ sql: '', statements, changes: statements.length, truncated: false },
  });

  it('says what it would do and leaves out, most frequent first', () => {
    const { summary, warnings } = draftWarnings(
      draft([
        statement({}),
        statement({ cannot_restore: [{ field: 'phone', reason: 'masked' }] }),
        statement({
          ...{ kind: 'none', sql: null },
          cannot_restore: [{ field: 'email', reason: 'overwritten_since' }],
        }),
        statement({
          ...{ kind: 'none', sql: null },
          cannot_restore: [{ field: 'email', reason: 'overwritten_since' }],
        }),
      ]),
    );
    expect(summary).toBe('2 guarded updates; 2 changes cannot be undone.');
    expect(warnings).toEqual([
      'Overwritten since by a captured change that is not in this draft. Not restored: email, 2 times.',
      'Masked: only a placeholder was captured. Not restored: phone, 1 time.',
    ]);
  });

  it('warns of what it is not about, and shows a long one in part', () => {
    const { summary, warnings } = draftWarnings({
      ...draft([
        statement({ kind: 'none', sql: null, cannot_restore: [{ field: null, reason: 'no_table' }] }),
      ]),
      truncated: true,
    });
    expect(summary).toBe('Nothing to run; 1 change cannot be undone.');
    expect(warnings[0]).toBe('Older changes are left out: the draft is about the newest 1.');
    expect(warnings[1]).toContain('Not restored: 1 change.');
    expect(shownLines('x\n'.repeat(2003))).toMatchObject({ more: 3 });
  });
});

describe('as Markdown', () => {
  it('tells what was read from what was not', () => {
    const text = readSections({ damage: null, neighbours, marks: [], findings: null }, 62).join('\n');
    expect(text).toContain('### What came afterwards\n\n- Not read when this was copied.');
    expect(text).toContain('- A quick look marked none of its changes.');
    expect(text).toContain('- 2026-11-05 03:07:41.082913Z: **this transaction**');
    expect(text).toContain('(− 21 s): no action linked, `near`');
  });
});
