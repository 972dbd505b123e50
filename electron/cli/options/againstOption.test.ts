import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { addAgainstOption } from './againstOption.ts';
import { addFilterOptions, filtersOf } from './filterOptions.ts';

async function setsOf(...args: readonly string[]): Promise<{ selected: object; against: object | null }> {
  const command = addFilterOptions(new Command()).exitOverride();
  const takeApart = addAgainstOption(command);
  command.option('--limit <N>');
  const { selected, against } = takeApart(command.parse(args, { from: 'user' }).opts());
  const voice = { note: () => undefined };
  return {
    selected: await filtersOf(selected, voice),
    against: against === null ? null : await filtersOf(against, voice),
  };
}

describe('--against', () => {
  it.each([
    [[], {}, null],
    [['--table', 'a', '--op', 'insert'], { table: ['a'], op: ['insert'] }, null],
    [['--table', 'a', '--against', '--table', 'b', '--table', 'c'], { table: ['a'] }, { table: ['b', 'c'] }],
    [['--no-actor', '--against', '--actor', 'user:1'], { no_actor: true }, { actor: ['user:1'] }],
    [['--op', 'delete', '--against'], { op: ['delete'] }, {}],
    [['--against', '--not-table', 'a'], {}, { not_table: ['a'] }],
    [['--table', 'a', '--limit', '3', '--against', '--source', 'web'], { table: ['a'] }, { source: ['web'] }],
  ])('%j', async (args, selected, against) => {
    expect(await setsOf(...args)).toEqual({ selected, against });
  });

  it('is refused when given twice', async () => {
    await expect(setsOf('--against', '--op', 'insert', '--against')).rejects.toMatchObject({ code: 'usage' });
  });
});
