import { describe, expect, it } from 'vitest';
import type { FindAnswer, ValueSearch } from '@shared/domain/find.ts';
import type { Paint } from '../terminal.ts';
import { findText } from './findText.ts';

const same = (text: string): string => text;
const plain: Paint = { dim: same, strong: same, good: same, changed: same, bad: same };

const nothing = (values: Partial<ValueSearch>): FindAnswer => ({
  text: 'x',
  spellings: ['x'],
  hits: [],
  values: { complete: false, searched: 0, back_to: null, stopped_by: 'time', ...values },
  meta: { complete: true, searched: 2, back_to: null, stopped_by: null },
  action_texts: null,
  not_searched: [],
});

describe('find, for people, when nothing was found', () => {
  it('says from which instant on it looked, and how to go on', () => {
    const back_to = '2026-10-22T01:58:05.228607Z';
    expect(findText(nothing({ searched: 551000, back_to }), plain)).toBe(
      'x is no id here, no value of meta, no text of an action, and no recorded value of the changes searched\n' +
        'meta: searched all 2 transactions\n' +
        'recorded values: NOT COMPLETE, the limit of time was reached: searched the newest 551000 changes, ' +
        `those from ${back_to} on; nothing older. --deep searches all\n`,
    );
    expect(findText(nothing({ stopped_by: 'rows', searched: 1, back_to }), plain)).toContain(
      `NOT COMPLETE, the limit of changes was reached: searched the newest 1 change, those from ${back_to} on;`,
    );
    expect(findText(nothing({ stopped_by: 'statement_timeout' }), plain)).toContain(
      'NOT COMPLETE, the limit of time was reached: no change was searched. --deep searches all\n',
    );
  });

  it('claims the whole only where the whole was searched', () => {
    expect(findText(nothing({ complete: true, stopped_by: null, searched: 1 }), plain)).toBe(
      'x is no id here, no value of meta, no text of an action, and no recorded value of any change\n' +
        'meta: searched all 2 transactions\nrecorded values: searched all 1 change\n',
    );
  });

  it('says it of the texts of actions too', () => {
    const answer = { ...nothing({ complete: true }), action_texts: nothing({}).values };
    expect(findText(answer, plain)).toContain(
      'texts of actions: NOT COMPLETE, the limit of time was reached: no action was searched. --deep',
    );
  });
});
