import { describe, expect, it } from 'vitest';
import { InvestigatorError } from '@shared/domain/errors.ts';
import type { Answered } from './lookup.ts';
import { noAnswer, nothingFound, notLookedAt, progressOf } from './said.ts';

const all = (text: string): Answered => ({
  text,
  values: { complete: true, searched: 59_753, back_to: '2026-11-03T04:08:00.000000Z', stopped_by: null },
  meta: { complete: true, searched: 30_000, back_to: null, stopped_by: null },
  action_texts: null,
  not_searched: [],
});
const part: Answered = {
  ...all('kaskadenfehler'),
  values: {
    complete: false,
    searched: 1_000_000,
    back_to: '2026-11-12T04:08:00.000000Z',
    stopped_by: 'time',
  },
};

describe('what the palette says of an answer', () => {
  it('is that nothing was found and how far that was looked for', () => {
    const text = nothingFound([all('kaskadenfehler')], '2026-11-03T04:08:00.000000Z', 'utc');
    expect(text).toContain(
      'No id and no recorded value here is kaskadenfehler: searched all 59,753 changes.',
    );
    expect(text).toContain('The oldest row still here is of 3 Nov 04:08.');
    expect(text).toContain('masked and excluded ones cannot be found');
    expect(nothingFound([all('4711'), all('order 4711')], null, 'utc')).toContain(
      'is 4711 or order 4711: searched',
    );
    const none = { ...all('x'), values: { ...all('x').values, searched: 0 } };
    expect(nothingFound([none], null, 'utc')).toContain('there is no captured change');
  });

  it('says where the search stopped', () => {
    expect(nothingFound([part], null, 'utc')).toBe(
      'No id is kaskadenfehler, and no value recorded in the newest 1,000,000 changes: searched back to 12 Nov 04:08, where it stopped to answer in time. Older changes may hold it.',
    );
    expect(notLookedAt([part], 'utc')).toBe(
      'Recorded values were searched back to 12 Nov 04:08, where it stopped to answer in time.',
    );
    expect(notLookedAt([all('a')], 'utc')).toBeNull();
  });

  it('is short where something else is meant as well', () => {
    expect(nothingFound([all('03:07')], '2026-11-03T04:08:00.000000Z', 'utc', true)).toBe(
      'No id and no recorded value here is 03:07: searched all 59,753 changes.',
    );
  });

  it('says which searches of meta and actions stopped, also where nothing was found', () => {
    const stopped = { ...part.values, searched: 9 };
    const meta = 'The meta of transactions was searched back to 12 Nov 04:08';
    const texts = 'The texts of actions were searched back to 12 Nov 04:08';
    const answers = [{ ...all('x'), meta: stopped, action_texts: stopped }];
    for (const said of [notLookedAt(answers, 'utc'), nothingFound(answers, null, 'utc')]) {
      expect(said).toContain(meta);
      expect(said).toContain(texts);
    }
    const not_searched = [{ kind: 'correlation' as const, reason: 'there is no table' }];
    expect(nothingFound([{ ...all('x'), not_searched }], null, 'utc')).toContain(
      'Not looked up: correlation;',
    );
  });

  it('says which ids were not looked up, by the reason', () => {
    const reason = 'there is no table audit_actions that this role may read';
    const not_searched = (['correlation', 'row_key'] as const).map((kind) => ({ kind, reason }));
    expect(notLookedAt([{ ...all('a'), not_searched }], 'utc')).toBe(
      'Not looked up: correlation, row key; there is no table audit_actions that this role may read.',
    );
  });

  it('says since when a lost source gives none', () => {
    const error = new InvestigatorError('connection_lost', 'the connection was closed', {
      hint: 'Try again.',
    });
    const lost = { at: '2026-11-24T03:58:11.000000Z', error };
    expect(noAnswer(lost, null, 'utc')).toBe('No answer since 03:58:11Z: the connection was closed.');
    expect(noAnswer(null, error, 'utc')).toBe(
      'The database did not answer: the connection was closed. Try again.',
    );
    expect(noAnswer(null, null, 'utc')).toBeNull();
  });

  it('says how far a search is', () => {
    expect(progressOf(null)).toBe('');
    expect(progressOf({ changes: 0, of: 59_645 })).toBe('');
    expect(progressOf({ changes: 12_000, of: 59_645 })).toBe(', 12,000 of about 59,645 changes searched');
    expect(progressOf({ changes: 60_000, of: 59_645 })).toBe(', 60,000 changes searched');
  });
});
