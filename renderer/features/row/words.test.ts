import { describe, expect, it } from 'vitest';
import type { FieldComparison } from '@shared/domain/rowStates.ts';
import type { LiveComparison } from '@shared/domain/rowSummary.ts';
import type { NoChangeStatement } from '@shared/domain/noChange.ts';
import { entry } from './testing/life.ts';
import { versionsOf } from './versions.ts';
import { explainField, liveCell, liveReason, liveWords, outcomeWords, statementText } from './words.ts';

const LIVE: LiveComparison = {
  state: 'differs',
  reason: null,
  message: null,
  live: '{"id": 311, "iban": "DE1", "label": "B", "note": null}',
  differing: [
    { name: 'gone', captured: '1', live: null },
    { name: 'label', captured: '"A"', live: '"B"' },
  ],
  masked: ['iban'],
  not_captured: ['note'],
};

describe('the live row', () => {
  it('is told field by field: agrees, differs, masked, gone', () => {
    expect(liveCell(LIVE, 'id')).toEqual({ kind: 'agrees', value: '311' });
    expect(liveCell(LIVE, 'label')).toEqual({ kind: 'differs', value: '"B"' });
    expect(liveCell(LIVE, 'iban')).toEqual({ kind: 'words', text: 'readable, not compared' });
    expect(liveCell(LIVE, 'gone')).toEqual({ kind: 'words', text: 'no such column now' });
    expect(liveWords(LIVE)).toEqual({ text: 'live row differs in 2 fields', warn: true });
  });

  it('agrees in what was compared only', () => {
    const agrees: LiveComparison = { ...LIVE, state: 'agrees', differing: [] };
    expect(liveReason(agrees)).toBe('no later captured change · 2 of 4 columns compared');
  });

  it('that cannot be read is not one that is gone', () => {
    const unreadable: LiveComparison = {
      ...LIVE,
      state: 'unreadable',
      live: null,
      message: 'this role may not read it',
    };
    expect(liveCell(unreadable, 'id')).toEqual({ kind: 'words', text: 'not readable' });
    expect(liveReason(unreadable)).toBe('this role may not read it');
    expect(liveCell({ ...unreadable, state: 'gone' }, 'id')).toEqual({ kind: 'words', text: 'no live row' });
  });
});

describe('what explains a difference', () => {
  const [by = null] = versionsOf([entry('c', '2026-11-11T10:26:44.087838Z')], {
    counted: null,
    reachesOldest: true,
  });
  const field = (part: Partial<FieldComparison>): FieldComparison => ({
    name: 'label',
    before: '"A"',
    after: '"B"',
    state: 'changed',
    numerically_equal: false,
    updates_between: 1,
    ...part,
  });
  const between = { deletes_between: 0 };
  const said = (part: Partial<FieldComparison>, version = by): string =>
    explainField(field(part), between, version, 'utc').text;

  it('is the captured change that names it, and who made it', () => {
    expect(said({})).toBe('captured in v1 by user:2088');
    expect(said({ updates_between: 3 })).toBe('captured 3 times, last in v1 by user:2088');
    expect(said({ updates_between: 3 }, null)).toBe('captured 3 times');
  });

  it('is nothing where no captured change names it, and that is marked', () => {
    expect(explainField(field({ updates_between: 0 }), between, null, 'utc')).toEqual({
      text: 'no captured change names it',
      warn: true,
    });
    expect(explainField(field({ updates_between: 0 }), { deletes_between: 1 }, null, 'utc').warn).toBe(false);
  });

  it('keeps masked, unknown, equal and spelling apart', () => {
    expect(said({ state: 'masked' })).toBe('masked, cannot compare');
    expect(said({ state: 'unknown' })).toBe('one moment is before the first captured change');
    expect(said({ state: 'same', updates_between: 0 })).toBe('equal');
    expect(said({ state: 'same', updates_between: 2 })).toBe('equal, changed 2 times in between');
    expect(said({ numerically_equal: true })).toBe('the same number, written differently');
  });
});

describe('the no-change statement', () => {
  const statement: NoChangeStatement = {
    outcome: 'stated',
    row: null,
    from: 'a',
    to: 'b',
    refusals: [],
    change_ids: [],
    changes: 0,
    bracket: {
      before: { kind: 'change', change_id: 'x', op: 'update', at: '2026-11-04T17:02:55.310607Z' },
      after: { kind: 'live', change_id: null, op: 'present', at: '2026-11-24T00:00:00.000000Z' },
    },
    capture_since: null,
    statement: 'No captured change of it.',
    unless: ['a change was deleted'],
  };

  it('is copied with what it rests on and what would make it wrong', () => {
    expect(statementText(statement, 'shop on db')).toBe(
      [
        'No captured change of it.',
        'Told by shop on db.',
        'State before: captured update of 2026-11-04T17:02:55.310607Z. State after: the live row at 2026-11-24T00:00:00.000000Z.',
        'Wrong all the same if',
        '- a change was deleted',
      ].join('\n'),
    );
  });

  it('that is refused has no text, and says how many reasons there are', () => {
    const refused: NoChangeStatement = {
      ...statement,
      outcome: 'refused',
      statement: null,
      refusals: [{ code: 'contradicted', reason: 'x' }],
    };
    expect(statementText(refused, 'shop')).toBeNull();
    expect(outcomeWords(refused)).toBe('Refused, 1 reason');
    expect(outcomeWords({ ...refused, outcome: 'changed', changes: 2 })).toBe(
      'Not true: 2 captured changes inside',
    );
  });
});
