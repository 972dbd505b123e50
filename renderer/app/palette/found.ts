import type { Command } from '@renderer/lib/commands.ts';
import { groupBy } from '@renderer/lib/groupBy.ts';

/** Nearest first: what is selected, the screen in front, then everything else. */
const ORDER: readonly Command['group'][] = [
  'Change',
  'Transaction',
  'Question',
  'Go to',
  'Connection',
  'Application',
];

export type Group = readonly [group: Command['group'], commands: readonly Command[]];

/** Pure: the commands a text means, best first, by group; all of them for no text. */
export function commandsFor(commands: readonly Command[], text: string): readonly Group[] {
  const wanted = text.trim().toLowerCase();
  const scored = commands.map((command) => ({ command, score: scoreOf(command, wanted) }));
  const found = scored.filter(({ score }) => score > 0).sort((a, b) => b.score - a.score);
  const byGroup = groupBy(found, ({ command }) => command.group);
  const best = (group: Command['group']): number => byGroup.get(group)?.[0]?.score ?? 0;
  return [...ORDER]
    .sort((a, b) => best(b) - best(a))
    .flatMap((group): readonly Group[] => {
      const list = byGroup.get(group);
      return list === undefined ? [] : [[group, list.map(({ command }) => command)]];
    });
}

/** 0 for no match. Letters scattered over a title do not count: what is run must be what was meant. */
function scoreOf({ title, words = '', id }: Command, wanted: string): number {
  if (wanted === '') return 1;
  const name = title.toLowerCase();
  const all = `${name} ${words.toLowerCase()} ${id.replaceAll('-', ' ')}`;
  const parts = wanted.split(/\s+/);
  const begin = (text: string): boolean => {
    const known = text.split(/[^\p{L}\p{N}]+/u);
    return parts.every((part) => known.some((word) => word.startsWith(part)));
  };
  if (name.startsWith(wanted)) return 4;
  if (begin(name)) return 3;
  if (begin(all)) return 2;
  return parts.every((part) => part.length > 2 && name.includes(part)) ? 1 : 0;
}
