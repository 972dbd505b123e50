import { describe, expect, it } from 'vitest';
import type { RowBesides } from '@shared/domain/rowHistory.ts';
import { entry, finding } from './testing/life.ts';
import { lifeItems, setterBetween, stepFrom, versionName, versionsOf } from './versions.ts';

const at = (day: number): string => `2026-11-${String(day).padStart(2, '0')}T10:00:00.000000Z`;
const entries = [
  entry('d', at(18)),
  entry('c', at(11), { changed_fields: ['bank_label'] }),
  entry('a', at(4), { op: 'insert', changed_fields: null }),
];
const all = versionsOf(entries, { counted: null, reachesOldest: true });

describe('the number of a version', () => {
  const numbers = (list: typeof all): readonly (number | null)[] => list.map(({ number }) => number);

  it('counts from the oldest where that is loaded', () => {
    expect(numbers(all)).toEqual([3, 2, 1]);
  });

  it('counts down from the newest where all are counted and it is loaded', () => {
    const counted = { changes: 240, newest: 'd' };
    expect(numbers(versionsOf(entries, { counted, reachesOldest: false }))).toEqual([240, 239, 238]);
  });

  it('is not known where another change is the newest, and then its moment names the version', () => {
    const counted = { changes: 241, newest: 'e' };
    const list = versionsOf(entries, { counted, reachesOldest: false });
    expect(numbers(list)).toEqual([null, null, null]);
    expect(list.map((version) => versionName(version, 'utc'))[0]).toBe('18 Nov 10:00');
  });
});

describe('steps of the as-of', () => {
  it('go from now to the newest version, on to older ones, and back to now', () => {
    expect(stepFrom(all, null, 'older')).toBe(at(18));
    expect(stepFrom(all, at(18), 'older')).toBe(at(11));
    expect(stepFrom(all, at(12), 'older')).toBe(at(11));
    expect(stepFrom(all, at(4), 'older')).toBeNull();
    expect(stepFrom(all, at(12), 'newer')).toBe(at(18));
    expect(stepFrom(all, at(18), 'newer')).toBeNull();
    expect(stepFrom(all, null, 'newer')).toBeNull();
  });
});

describe('which version set a field between two moments', () => {
  it('is the newest after the earlier that names it, whichever moment comes first', () => {
    expect(setterBetween(all, 'bank_label', at(4), at(18))?.number).toBe(2);
    expect(setterBetween(all, 'bank_label', at(18), at(4))?.number).toBe(2);
    expect(setterBetween(all, 'bank_label', at(11), at(18))).toBeNull();
  });

  it('an insert names every field', () => {
    expect(setterBetween(all, 'label', at(1), at(4))?.number).toBe(1);
  });
});

describe('what stands on the thread', () => {
  const besides: RowBesides = {
    row: {
      table_schema: 'public',
      table_name: 'payout_accounts',
      table_pk: '{"id": "311"}',
      key_columns: ['id'],
      key_source: 'trigger',
    },
    key_changes: {
      entries: [key('arrived', 'a', at(4)), key('left', 'x', at(20))],
      complete: true,
    },
    unresolved: { entries: [entry('u', at(8))], truncated: false, unattributable_deletes: 0 },
  };
  const kinds = (window: { from: string | null; to: string | null }): readonly string[] =>
    lifeItems(all, { findings: [finding({ change_ids: ['a', 'c'] })], besides, ...window }).map(
      ({ kind }) => kind,
    );

  it('puts a break below the later version, and what lies beside by its time', () => {
    expect(kinds({ from: null, to: null })).toEqual([
      'left',
      'version',
      'version',
      'break',
      'unresolved',
      'version',
    ]);
    const [last] = lifeItems(all, { findings: [], besides, from: null, to: null }).slice(-1);
    expect(last).toMatchObject({ kind: 'version', arrived: { direction: 'arrived' } });
  });

  it('leaves out what lies beside where versions are not loaded', () => {
    expect(kinds({ from: at(9), to: at(19) })).toEqual(['version', 'version', 'break', 'version']);
  });

  function key(
    direction: 'arrived' | 'left',
    change_id: string,
    captured_at: string,
  ): RowBesides['key_changes']['entries'][number] {
    return {
      direction,
      other_key: '{"id": "7"}',
      told_by: 'prior_value',
      change_id,
      transaction_id: 't',
      captured_at,
    };
  }
});
