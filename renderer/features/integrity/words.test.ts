import { describe, expect, it } from 'vitest';
import type { Finding, Integrity } from '@shared/domain/integrity.ts';
import { answer, findingOf } from './testing/answer.ts';
import { claimedName, datedWords, readText, titleOf, verdictOf, writingWindow } from './words.ts';

const dated = {
  txid: '26724',
  at: '2026-11-21T03:42:17.471280Z',
  after: '2026-11-21T03:41:58.418916Z',
  before: '2026-11-21T03:42:36.523645Z',
};

describe('the verdict', () => {
  const of = (change: Partial<Integrity>): ReturnType<typeof verdictOf> =>
    verdictOf({ ...answer, ...change });

  it('keeps found, nothing found, could not tell and nothing checked apart', () => {
    expect(of({ findings: [findingOf({})] })).toMatchObject({
      kind: 'unexplained',
      title: '1 unexplained',
      untold: null,
    });
    expect(of({ findings: [findingOf({})], capped: true }).title).toBe('1 or more unexplained');
    expect(of({}).text).toMatch(/^Which proves nothing: reads are never captured/);
    const [first] = answer.checks;
    const untold = { ...first, check: 'clock', state: 'cannot_tell', reason: 'row security' } as const;
    expect(
      of({ checks: [{ ...untold, table_schema: null, table_name: null }], could_not_tell: 1 }),
    ).toMatchObject({
      kind: 'untold',
      title: 'Could not tell',
      untold: '1 check could not tell',
    });
    expect(of({ checked: { ...answer.checked, changes: 0, rows: 0 } }).kind).toBe('nothing');
  });

  it('says how much was read', () => {
    expect(readText(answer)).toBe('59,337 changes and 25,147 live rows of 8 tables');
  });
});

describe('a finding as a sentence', () => {
  const title = (change: Partial<Finding>): string => titleOf(findingOf(change), 'utc');
  const live = { kind: 'live', name: 'role', before: '"member"', after: '"admin"' } as const;

  it('names what differs, and both dates of what was dated back', () => {
    expect(title({ code: 'uncaptured_write', kind: 'live_differs', columns: [live] })).toBe(
      'role of the live row differs, no captured change says so',
    );
    expect(
      title({
        code: 'written_later',
        kind: 'change',
        claimed_at: '2026-11-18T14:21:07.550214Z',
        written: dated,
      }),
    ).toBe('Recorded 18 Nov 14:21, written 21 Nov 03:42');
    expect(title({ kind: 'values', change_ids: ['a', 'b'], columns: [{ ...live, kind: 'silent' }] })).toBe(
      'role changed, no captured change says so',
    );
    expect(title({ kind: 'values', columns: [{ ...live, kind: 'prior' }] })).toBe(
      'role: a version between is missing',
    );
    expect(
      title({ code: 'capture_switched', kind: 'trigger', table_schema: 'public', table_name: 'members' }),
    ).toBe('Capture of public.members was switched');
  });

  it('says how many rows it stands for', () => {
    expect(title({ code: 'txid_reuse', kind: 'change', count: 40 })).toBe('Number used twice, 40 alike');
  });

  it('says what its time is of', () => {
    expect(claimedName(findingOf({ code: 'uncaptured_write', kind: 'live_differs' }))).toBe('Newest image');
    expect(claimedName(findingOf({ code: 'written_later', kind: 'transaction' }))).toBe('Says it began');
    expect(claimedName(findingOf({ code: 'written_later', kind: 'change' }))).toBe('Says captured');
  });
});

describe('a dated transaction', () => {
  it('lies between audited ones, after one, before one, or nowhere', () => {
    expect(datedWords(dated, 'utc')).toBe('between 21 Nov 03:41 and 03:42');
    expect(datedWords({ ...dated, after: null }, 'utc')).toBe('before 21 Nov 03:42');
    expect(datedWords({ ...dated, before: null }, 'utc')).toBe('after 21 Nov 03:41');
    expect(datedWords({ ...dated, after: null, before: null }, 'utc')).toBe('not dated');
    expect(datedWords(null, 'utc')).toBe('not dated');
  });

  it('is a window of the timeline where one end is known', () => {
    expect(writingWindow(dated)).toEqual({ from: dated.after, to: dated.before });
    expect(writingWindow({ ...dated, before: null })).toEqual({ from: dated.after });
    expect(writingWindow({ ...dated, after: null, before: null })).toBeNull();
    expect(writingWindow(null)).toBeNull();
  });
});
