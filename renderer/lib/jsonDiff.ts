import { compareBytes } from '@shared/domain/diff.ts';
import { jsonElements, jsonKind, jsonObject, type JsonText } from '@shared/domain/jsonText.ts';

export type Sign = 'minus' | 'plus' | 'same';

/** One line of a nested comparison. `text` is a value, a bracket, or words when `words` is set. */
export interface DiffLine {
  readonly sign: Sign;
  readonly depth: number;
  /** The member's name with its quotes, where the line is one. */
  readonly name: string | null;
  readonly text: string;
  readonly words?: true;
  /** Set on a value line whose other side is the neighbouring line: what to compare it with. */
  readonly against?: JsonText;
}

export interface JsonDiff {
  readonly lines: readonly DiffLine[];
  /** Leaf paths that differ, and leaf paths in all. */
  readonly differing: number;
  readonly total: number;
}

/**
 * Compares two jsonb values path by path. Values stay text: jsonb prints equal values equally, so text
 * equality is value equality. Arrays are compared by index.
 */
export function jsonDiff(before: JsonText, after: JsonText): JsonDiff {
  const lines = compare(before, after, null, 0, '');
  return { lines, differing: countDiffering(before, after), total: countLeaves(before, after) };
}

type Child = readonly [name: string | null, before: JsonText | undefined, after: JsonText | undefined];

function compare(
  before: JsonText,
  after: JsonText,
  name: string | null,
  depth: number,
  tail: string,
): DiffLine[] {
  const kind = jsonKind(after);
  if (kind !== jsonKind(before) || (kind !== 'object' && kind !== 'array'))
    return [
      { sign: 'minus', depth, name, text: before, against: after },
      { sign: 'plus', depth, name, text: after, against: before },
    ];
  const [open, close] = kind === 'object' ? ['{', '}'] : ['[', ']'];
  const children = childrenOf(before, after);
  const inner = children.flatMap(([childName, b, a]): DiffLine[] => {
    if (b === undefined && a !== undefined)
      return [{ sign: 'plus', depth: depth + 1, name: childName, text: a }];
    if (a === undefined && b !== undefined)
      return [{ sign: 'minus', depth: depth + 1, name: childName, text: b }];
    if (a === undefined || b === undefined || a === b) return [];
    return compare(b, a, childName, depth + 1, ',');
  });
  const unchanged = children.filter(([, b, a]) => b === a).length;
  const rest: DiffLine[] =
    unchanged === 0
      ? []
      : [{ sign: 'same', depth: depth + 1, name: null, text: `${unchanged} unchanged`, words: true }];
  return [
    { sign: 'same', depth, name, text: open },
    ...inner,
    ...rest,
    { sign: 'same', depth, name: null, text: `${close}${tail}` },
  ];
}

function childrenOf(before: JsonText | undefined, after: JsonText | undefined): readonly Child[] {
  if (jsonKind(after ?? before ?? 'null') === 'array') {
    const b = before === undefined ? [] : jsonElements(before);
    const a = after === undefined ? [] : jsonElements(after);
    return Array.from({ length: Math.max(a.length, b.length) }, (_, i) => [null, b[i], a[i]] as const);
  }
  const b = jsonObject(before ?? null);
  const a = jsonObject(after ?? null);
  const names = [...new Set([...b.keys(), ...a.keys()])].sort(compareBytes);
  return names.map((name) => [JSON.stringify(name), b.get(name), a.get(name)] as const);
}

function isContainer(value: JsonText): boolean {
  const kind = jsonKind(value);
  return kind === 'object' || kind === 'array';
}

function countLeaves(before: JsonText | undefined, after: JsonText | undefined): number {
  const some = after ?? before ?? 'null';
  const comparable = before === undefined || after === undefined || jsonKind(before) === jsonKind(after);
  if (!isContainer(some) || !comparable) return 1;
  return childrenOf(before, after).reduce((sum, [, b, a]) => sum + countLeaves(b, a), 0);
}

function countDiffering(before: JsonText | undefined, after: JsonText | undefined): number {
  if (before === after) return 0;
  const some = after ?? before ?? 'null';
  const comparable = before === undefined || after === undefined || jsonKind(before) === jsonKind(after);
  if (!isContainer(some) || !comparable) return 1;
  return childrenOf(before, after).reduce((sum, [, b, a]) => sum + countDiffering(b, a), 0);
}

/**
 * Splits a value into what it shares with the other side and the part that differs. Only text is split: a
 * number is another number as a whole.
 */
export function emphasis(value: string, other: string): readonly [string, string, string] {
  // Of a whole object in one line nothing is marked: its paths are compared where it is opened.
  if (isContainer(value)) return [value, '', ''];
  if (!isQuoted(value)) return ['', value, ''];
  if (!isQuoted(other)) return ['"', value.slice(1, -1), '"'];
  const a = Array.from(value.slice(1, -1));
  const b = Array.from(other.slice(1, -1));
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end])
    end += 1;
  // A few shared letters at either end say nothing: then the whole value is what differs.
  if ((start + end) * 3 < Math.max(a.length, b.length) * 2) return ['"', a.join(''), '"'];
  const part = (from: number, to: number): string => a.slice(from, to).join('');
  return [`"${part(0, start)}`, part(start, a.length - end), `${part(a.length - end, a.length)}"`];
}

function isQuoted(text: string): boolean {
  return text.length > 1 && text.startsWith('"') && text.endsWith('"');
}
