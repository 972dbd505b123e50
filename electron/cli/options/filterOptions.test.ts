import { describe, expect, it } from 'vitest';
import { filtersOf } from './filterOptions.ts';

async function notesOn(given: object): Promise<readonly string[]> {
  const notes: string[] = [];
  await filtersOf(given, { note: (text) => void notes.push(text) });
  return notes;
}

describe('filters that leave nothing are answered, and the slip is named', () => {
  const [early, late] = ['2026-11-05T00:00:00.000001Z', '2026-11-05T01:00:00.000000+01:00'];

  it('a window whose end lies before its beginning, by a microsecond and across offsets', async () => {
    expect(await notesOn({ from: early, to: late })).toEqual([
      'no change can match: --to lies before --from',
    ]);
  });

  it('an actor, and none recorded', async () => {
    expect(await notesOn({ noActor: true, actor: ['admin:4'] })).toEqual([
      'no change can match: --no-actor and --actor exclude each other',
    ]);
  });

  it.each([
    ['no filter', {}],
    ['an instant: both ends are inclusive', { from: early, to: early }],
    ['a window', { from: late, to: early }],
    ['half a window', { from: early }],
    ['no actor recorded', { noActor: true }],
    ['an actor', { actor: ['admin:4'] }],
  ])('not %s', async (_what, given) => {
    expect(await notesOn(given)).toEqual([]);
  });
});
