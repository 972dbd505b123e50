import { describe, expect, it } from 'vitest';
import type { Command } from '@renderer/lib/commands.ts';
import { commandsFor } from './found.ts';

const command = (title: string, group: Command['group'], words?: string): Command => ({
  id: title.toLowerCase().replaceAll(' ', '-'),
  title,
  group,
  ...(words === undefined ? {} : { words }),
  run: () => undefined,
});

const COMMANDS = [
  command('Timeline', 'Go to'),
  command('Export these changes', 'Question', 'csv json save'),
  command('Clear filters', 'Question'),
  command('Copy this question as a command line', 'Question'),
  command('Changes by user:1', 'Change'),
  command('Keyboard shortcuts', 'Application'),
];
const found = (text: string): readonly string[] =>
  commandsFor(COMMANDS, text).flatMap(([, list]) => list.map(({ title }) => title));

describe('the commands a text means', () => {
  it('are all of them, nearest first, for none', () => {
    expect(found('')).toHaveLength(6);
    expect(found('')[0]).toBe('Changes by user:1');
  });

  it('begin with what begins with it', () => {
    expect(found('export')).toEqual(['Export these changes']);
    expect(found('cha')).toEqual(['Changes by user:1', 'Export these changes']);
    expect(found('filters cl')).toEqual(['Clear filters']);
    expect(found('csv')).toEqual(['Export these changes']);
  });

  it('are none where only the letters occur', () => {
    expect(found('orders')).toEqual([]);
    expect(found('user:2')).toEqual([]);
  });
});
