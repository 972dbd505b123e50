import { isNested } from './fieldDiff.ts';
import { emphasis } from './jsonDiff.ts';

/** A value cut so that what differs from its other side is never what is left out. */
export interface ValueParts {
  readonly before: string;
  readonly middle: string;
  readonly after: string;
  /** Characters that are not shown: told, and to be read where the change is opened. */
  readonly hidden: number;
}

/** Shared text kept on either side of the difference, and the most shown of the difference itself. */
const CONTEXT = 20;
const MOST = 160;

/** Pure: a value around the part that differs from `other`; without one, its beginning. */
export function valueParts(value: string, other?: string): ValueParts {
  const [before, middle, after] =
    other === undefined || isNested(value) ? ['', value, ''] : emphasis(value, other);
  const fits = value.length <= MOST;
  const start = fits ? before : lastOf(before, CONTEXT);
  const part = fits ? middle : firstOf(middle, MOST);
  const end = fits ? after : firstOf(after, CONTEXT);
  const hidden = value.length - start.length - part.length - end.length;
  return {
    before: start.length < before.length ? `…${start}` : start,
    middle: part.length < middle.length ? `${part}…` : part,
    after: end.length < after.length ? `${end}…` : end,
    hidden,
  };
}

/** Cut at whole characters: half of a pair is no character. */
function firstOf(text: string, most: number): string {
  if (text.length <= most) return text;
  return isHigh(text.charCodeAt(most - 1)) ? text.slice(0, most - 1) : text.slice(0, most);
}

function lastOf(text: string, most: number): string {
  if (text.length <= most) return text;
  const from = text.length - most;
  return isHigh(text.charCodeAt(from - 1)) ? text.slice(from + 1) : text.slice(from);
}

function isHigh(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}
