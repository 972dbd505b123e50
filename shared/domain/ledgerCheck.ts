import { z } from 'zod';
import { LEDGER_BEGINNING, readLedgerLine, type LedgerEntry, type LedgerHead } from './ledger.ts';

const count = z.number().int().nonnegative();

export const ledgerFaultKinds = [
  'edited',
  'removed',
  'reordered',
  'unreadable',
  'misplaced',
  'end_missing',
  'head_missing',
] as const;

/** Where the chain breaks. `line` counts from 1 within the segment; null where it is about the whole. */
export const ledgerFaultSchema = z.strictObject({
  kind: z.enum(ledgerFaultKinds),
  segment: z.string().nullable(),
  line: count.nullable(),
  message: z.string(),
});
export type LedgerFault = Readonly<z.infer<typeof ledgerFaultSchema>>;

export const ledgerCheckSchema = z.strictObject({
  /** `incomplete`: what is here is unchanged, whole segments are not here. */
  verdict: z.enum(['unchanged', 'incomplete', 'broken', 'empty']),
  entries: count,
  segments: count,
  /** SHA-256 of the last line: who notes it down can tell later that nothing up to here was changed. */
  head: z.string().nullable(),
  first_at: z.string().nullable(),
  last_at: z.string().nullable(),
  /** The first thousand; `faults_total` counts all. */
  faults: z.array(ledgerFaultSchema).readonly(),
  faults_total: count,
  /** Segments that are not here, with the head hash they left in the segment after them. */
  missing: z
    .array(z.strictObject({ segment: z.string().nullable(), head: z.string(), entries: count }))
    .readonly(),
  /** Lines a crash cut, each dropped and told; `at` null: not yet, as nothing was written since. */
  unfinished: z
    .array(z.strictObject({ segment: z.string(), at: z.string().nullable(), bytes: count }))
    .readonly(),
});
export type LedgerCheckResult = Readonly<z.infer<typeof ledgerCheckSchema>>;

const MOST_FAULTS = 1000;

interface Before {
  readonly seq: number;
  readonly hash: string;
  readonly segment: string;
  readonly line: number;
}

export interface LedgerCheck {
  /** Begins the next segment, oldest first. */
  segment(name: string): void;
  /** The next whole line of the segment. Answers its entry, null when it is none. */
  line(text: string): LedgerEntry | null;
  /** Bytes after the last line end of the segment. */
  unfinished(bytes: number): void;
  finish(): LedgerCheckResult;
}

/**
 * Walks a chain line by line and says exactly where it breaks. `head` is how far the chain was known to be: null
 * when that is lost, undefined when there is none to compare with, as for a copy; then lines missing from the very
 * end cannot be told. Whoever can write all of it can also write another chain: a head noted elsewhere tells.
 */
export function ledgerCheck(
  sha256: (text: string) => string,
  head: LedgerHead | null | undefined,
): LedgerCheck {
  const faults: (LedgerFault & { readonly gap?: readonly [from: number, to: number] })[] = [];
  const missing: LedgerCheckResult['missing'][number][] = [];
  const unfinished: LedgerCheckResult['unfinished'][number][] = [];
  const seen = new Set<number>();
  const faulty = new Set<string>();
  let before: Before | null = null;
  let segment = '';
  let segments = 0;
  let number = 0;
  let entries = 0;
  let first: string | null = null;
  let last: string | null = null;
  let atHead: Before | null = null;

  const fault = (
    kind: LedgerFault['kind'],
    where: { readonly segment: string | null; readonly line: number | null },
    message: string,
    gap?: readonly [number, number],
  ): void => {
    const { segment: of, line } = where;
    // A line that was edited shows at itself and at the next one: it is told once.
    const key = `${of}:${line}`;
    if (kind === 'edited' && faulty.has(key)) return;
    faulty.add(key);
    faults.push({ kind, segment: of, line, message, ...(gap === undefined ? {} : { gap }) });
  };

  /** A segment that was removed leaves its head in the one after it: what is left is still a chain. */
  const segmentRemoved = (entry: LedgerEntry): boolean => {
    if (number !== 1 || entry.kind !== 'segment' || entry.previous_segment === null) return false;
    if (before?.segment === entry.previous_segment) return false;
    const gap = entry.seq - 1 - (before?.seq ?? 0);
    if (gap <= 0) return false;
    missing.push({ segment: entry.previous_segment, head: entry.prev, entries: gap });
    return true;
  };

  const compare = (entry: LedgerEntry): void => {
    const here = { segment, line: number };
    const expected = { seq: (before?.seq ?? 0) + 1, prev: before?.hash ?? LEDGER_BEGINNING };
    if (entry.seq > expected.seq)
      fault('removed', here, `entries ${expected.seq} to ${entry.seq - 1} are missing before this line`, [
        expected.seq,
        entry.seq - 1,
      ]);
    else if (entry.seq < expected.seq)
      fault('reordered', here, `entry ${entry.seq} stands where entry ${expected.seq} belongs`);
    else if (entry.prev !== expected.prev && before !== null)
      fault('edited', before, `this line is not the one that entry ${entry.seq} was written after`);
    else if (entry.prev !== expected.prev)
      fault('edited', here, 'the first entry names a line before it, and there is none');
  };

  const result = (): LedgerCheckResult => {
    if (head === null && entries > 0)
      fault(
        'head_missing',
        { segment: null, line: null },
        'how long the ledger was is no longer known: whether its end is missing cannot be told',
      );
    if (head !== null && head !== undefined) {
      if ((before?.seq ?? 0) < head.entries)
        fault(
          'end_missing',
          { segment: before?.segment ?? null, line: before?.line ?? null },
          `the ledger held ${head.entries} entries and now ends after ${before?.seq ?? 0}`,
        );
      else if (atHead !== null && atHead.hash !== head.head)
        fault('edited', atHead, `this line is not entry ${head.entries} as it was written`);
    }
    const told = faults.map(({ gap, ...one }): LedgerFault => {
      const moved = gap !== undefined && range(gap).every((seq) => seen.has(seq));
      return moved
        ? { ...one, kind: 'reordered', message: one.message.replace('are missing', 'stand elsewhere, not') }
        : one;
    });
    const verdict =
      told.length > 0 ? 'broken' : entries === 0 ? 'empty' : missing.length > 0 ? 'incomplete' : 'unchanged';
    return {
      verdict,
      entries,
      segments,
      head: before?.hash ?? null,
      first_at: first,
      last_at: last,
      faults: told.slice(0, MOST_FAULTS),
      faults_total: told.length,
      missing,
      unfinished,
    };
  };

  return {
    segment: (name) => {
      segment = name;
      number = 0;
    },
    line: (text) => {
      number += 1;
      if (number === 1) segments += 1;
      entries += 1;
      const hash = sha256(text);
      const entry = readLedgerLine(text);
      const here = { segment, line: number };
      if (entry === null) fault('unreadable', here, 'this line is none that was written');
      else {
        if (
          (number === 1) !== (entry.kind === 'segment') ||
          (entry.kind === 'segment' && entry.segment !== segment)
        )
          fault('misplaced', here, `this line does not belong here in segment ${segment}`);
        if (entry.kind === 'end_missing')
          fault(
            'end_missing',
            here,
            entry.known_entries === 0
              ? `found at ${entry.at}: the record of how many entries there had been was missing`
              : `found at ${entry.at}: there had been ${entry.known_entries} entries, and the ledger no longer ended with them`,
          );
        if (entry.kind === 'unfinished_line') unfinished.push({ segment, at: entry.at, bytes: entry.bytes });
        if (!segmentRemoved(entry)) compare(entry);
        first ??= entry.at;
        last = entry.at;
      }
      before = { seq: entry?.seq ?? (before?.seq ?? 0) + 1, hash, segment, line: number };
      seen.add(before.seq);
      if (before.seq === head?.entries) atHead = before;
      return entry;
    },
    unfinished: (bytes) => {
      if (bytes > 0) unfinished.push({ segment, at: null, bytes });
    },
    finish: result,
  };
}

function range([from, to]: readonly [number, number]): readonly number[] {
  // A forged number must not make a list of a billion.
  return Array.from({ length: Math.min(to - from + 1, 100_000) }, (_, at) => from + at);
}
