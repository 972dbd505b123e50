import { describe, expect, it } from 'vitest';
import { findingCounts, findingWords } from './findings.ts';
import { entry, finding } from './testing/life.ts';
import { versionsOf } from './versions.ts';

const versions = versionsOf(
  [
    entry('c', '2026-11-11T10:26:44.087838Z', { changed_fields: ['label'] }),
    entry('b', '2026-11-04T17:02:55.310607Z'),
  ],
  { counted: null, reachesOldest: true },
);
const silent = {
  kind: 'silent',
  name: 'bank_label',
  before: '"Northgate Savings"',
  after: '"Kestrel Direct"',
} as const;

describe('a finding as a sentence', () => {
  it('of a break says what changed unnamed, and between which versions', () => {
    const { title, text } = findingWords(
      finding({ change_ids: ['b', 'c'], columns: [silent] }),
      versions,
      'utc',
    );
    expect(title).toBe('bank_label changed, no captured change says so');
    expect(text).toBe(
      'Between v1 and v2 bank_label went from "Northgate Savings" to "Kestrel Direct"; v2 names only label. A captured version is missing: deleted, or written with capture off.',
    );
  });

  it('of a break in JSON counts paths instead of printing them', () => {
    const prefs = { ...silent, name: 'prefs', before: '{"a": 1, "b": 2}', after: '{"a": 1, "b": 3}' };
    const found = finding({ change_ids: ['b', 'c'], columns: [prefs] });
    expect(findingWords(found, versions, 'utc').text).toContain('prefs changed in 1 of 2 paths;');
  });

  it('of a row written later says both moments and what its prior values contradict', () => {
    const { title, text } = findingWords(
      finding({
        code: 'written_later',
        kind: 'transaction_and_change',
        change_ids: ['d'],
        claimed_at: '2026-11-18T14:21:07.550214Z',
        written: {
          txid: '26724',
          at: '2026-11-21T03:42:17.471280Z',
          after: '2026-11-21T03:41:58.418916Z',
          before: '2026-11-21T03:42:36.523645Z',
        },
        columns: [{ ...silent, kind: 'prior', before: '"Kestrel Direct"', after: '"Northgate Savings"' }],
      }),
      versions,
      'utc',
    );
    expect(title).toBe('Recorded 18 Nov 14:21, written 21 Nov 03:42');
    expect(text).toBe(
      'The row was written by transaction 26724, between 2026-11-21 03:41:58.418916Z and 2026-11-21 03:42:36.523645Z. Its prior bank_label, "Northgate Savings", is not what the version before holds.',
    );
  });

  it('of anything else keeps the words of the check', () => {
    const { title, text } = findingWords(
      finding({ code: 'uncaptured_write', kind: 'live_missing' }),
      versions,
      'utc',
    );
    expect(title).toBe('The live row is gone, no captured change says so');
    expect(text).toBe('what was seen');
  });
});

describe('what is said in the head', () => {
  it('counts findings once the whole check has run', () => {
    const found = [finding({}), finding({}), finding({ code: 'written_later' })];
    expect(findingCounts(found, []).map(({ text }) => text)).toEqual(['2 chain breaks', '1 written later']);
  });

  it('names only what marks name before', () => {
    const marks = [
      { change_id: 'c', codes: ['chain_break' as const] },
      { change_id: 'b', codes: ['chain_break' as const] },
    ];
    expect(findingCounts(null, marks).map(({ text }) => text)).toEqual(['chain break']);
  });
});
