import type { LedgerEntry, LedgerQuestion } from '@shared/domain/ledger.ts';
import { chipGroups, chipLabels } from '@renderer/lib/chips.ts';
import { plural } from '@renderer/lib/format.ts';
import { recordedFilters, recordOf } from './askAgain.ts';

/** How a page is cut, and by which token a file was chosen, says nothing of what was asked. */
const UNTOLD: ReadonlySet<string> = new Set(['cursor', 'direction', 'limit', 'after', 'before', 'target']);

/** What a question was about, in one line: its filters as the chips say them, then its other words. */
export function aboutText({ filters, parameters }: LedgerQuestion): string {
  const given = Object.entries(recordOf(parameters)).filter(
    ([name, value]) => !UNTOLD.has(name) && value !== null && value !== undefined,
  );
  return [
    ...(filters === null ? [] : filterPhrases(filters)),
    ...given.map(([name, value]) => `${name} ${valueText(value)}`),
  ].join(' · ');
}

function filterPhrases(text: string): readonly string[] {
  const filters = recordedFilters(text);
  if (filters === null) return [text];
  const { from, to, any } = filters;
  const phrases = [
    ...(from === undefined ? [] : [`from ${from}`]),
    ...(to === undefined ? [] : [`to ${to}`]),
    ...chipGroups(filters).map(({ key, not, chips }) =>
      key === 'no_actor'
        ? 'no actor set'
        : `${chipLabels[key]} ${not ? 'is not' : 'is'} ${chips.map(({ value }) => value).join(not ? ' and ' : ' or ')}`,
    ),
    ...(any === undefined ? [] : [`scope of ${plural(any.length, 'member')}`]),
  ];
  return phrases.length === 0 ? ['no filter'] : phrases;
}

/** A long value was recorded by its length and digest. */
function valueText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value !== null && typeof value === 'object' && 'sha256' in value && 'length' in value)
    return `(${String(value.length)} characters, recorded as a digest)`;
  return JSON.stringify(value);
}

/** `4 ms`, `0.3 ms`, `12.4 s`. */
export function tookText(us: number): string {
  if (us < 1_000) return `${(us / 1000).toFixed(1)} ms`;
  return us < 1_000_000 ? `${Math.round(us / 1000)} ms` : `${(us / 1_000_000).toFixed(1)} s`;
}

/** What the ledger says of itself; null for a question. */
export function remarkText(entry: LedgerEntry | null): string | null {
  if (entry === null) return 'A line that can no longer be read: it is not as it was written';
  switch (entry.kind) {
    case 'question':
      return null;
    case 'segment':
      return `Segment ${entry.segment} begins`;
    case 'paused':
      return 'Recording was paused: questions asked from here on left no entry';
    case 'resumed':
      return 'Recording was resumed';
    case 'unfinished_line':
      return 'A crash had cut one entry while it was written; that question is lost';
    case 'end_missing':
      return 'The ledger was found shorter than it had been, or ending otherwise';
  }
}
