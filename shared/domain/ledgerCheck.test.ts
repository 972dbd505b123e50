import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  LEDGER_BEGINNING,
  ledgerLine,
  ledgerSegmentAt,
  readLedgerLine,
  type LedgerHead,
  type LedgerRecord,
} from './ledger.ts';
import { ledgerCheck, type LedgerCheckResult } from './ledgerCheck.ts';

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

interface Segment {
  readonly name: string;
  readonly lines: readonly string[];
}

function question(at: string, rows: number): LedgerRecord {
  return {
    kind: 'question',
    at,
    application: '0.1.0',
    face: 'application',
    asked: 'timeline.page',
    filters: '{"table":["public.orders"]}',
    parameters: '{"limit":50}',
    source: { name: 'Shop', host: 'db', port: 5432, database: 'shop', user: 'auditor' },
    rows,
    duration_us: 1234,
    outcome: 'answered',
    code: null,
  };
}

/** A chain with so many questions a month. */
function chain(questions: readonly number[]): {
  readonly segments: readonly Segment[];
  readonly head: LedgerHead;
} {
  let prev = LEDGER_BEGINNING;
  let seq = 0;
  const add = (record: LedgerRecord): string => {
    seq += 1;
    const line = ledgerLine(record, seq, prev);
    prev = sha256(line);
    return line;
  };
  let previous = null as string | null;
  const segments = questions.map((count, month): Segment => {
    const name = `2026-${String(month + 1).padStart(2, '0')}`;
    const at = `${name}-03T10:00:00.000000Z`;
    const lines = [
      add({ kind: 'segment', at, application: '0.1.0', segment: name, previous_segment: previous }),
    ];
    for (let i = 0; i < count; i += 1) lines.push(add(question(at, i)));
    previous = name;
    return { name, lines };
  });
  return { segments, head: { entries: seq, head: prev, segment: previous ?? '', recording: true } };
}

function check(segments: readonly Segment[], head: LedgerHead | null | undefined): LedgerCheckResult {
  const walk = ledgerCheck(sha256, head);
  for (const { name, lines } of segments) {
    walk.segment(name);
    for (const line of lines) walk.line(line);
  }
  return walk.finish();
}

/** The segments with the lines of the whole chain changed; each line stays in its segment. */
function changed(segments: readonly Segment[], change: (lines: string[]) => void): readonly Segment[] {
  const flat = segments.flatMap(({ lines }) => lines);
  const changedLines = [...flat];
  change(changedLines);
  // Where a line went, the following segments keep theirs.
  const lost = flat.length - changedLines.length;
  if (lost === 0) {
    let at = 0;
    return segments.map(({ name, lines }) => ({ name, lines: changedLines.slice(at, (at += lines.length)) }));
  }
  const gone = new Set(flat.filter((line) => !changedLines.includes(line)));
  return segments.map(({ name, lines }) => ({ name, lines: lines.filter((line) => !gone.has(line)) }));
}

const months = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 4 });

describe('a ledger', () => {
  it('is unchanged as it was written, in as many segments as months', () => {
    const { segments, head } = chain([3, 0, 2]);
    expect(check(segments, head)).toMatchObject({
      verdict: 'unchanged',
      entries: 8,
      segments: 3,
      head: head.head,
      faults: [],
      missing: [],
    });
    expect(check([], null)).toMatchObject({ verdict: 'empty', head: null });
  });

  it('reads back what it writes, and takes no other spelling for it', () => {
    const line = ledgerLine(question('2026-11-03T10:00:00.000000Z', 3), 2, LEDGER_BEGINNING);
    expect(readLedgerLine(line)).toMatchObject({ kind: 'question', seq: 2, rows: 3 });
    expect(readLedgerLine(`${line} `)).toBeNull();
    expect(readLedgerLine(line.replace('{', '{ '))).toBeNull();
    expect(readLedgerLine(line.replace('"rows":3', '"rows":3,"rows":3'))).toBeNull();
  });

  it('keeps to the newest segment when the clock is set back', () => {
    expect(ledgerSegmentAt('2026-10-31T23:59:59.999999Z', '2026-11')).toBe('2026-11');
    expect(ledgerSegmentAt('2026-12-01T00:00:00.000000Z', '2026-11')).toBe('2026-12');
    expect(ledgerSegmentAt('2026-12-01T00:00:00.000000Z', null)).toBe('2026-12');
  });

  it('names the line of an edit, and tells it once', () => {
    const { segments, head } = chain([3, 3]);
    const told = check(
      changed(segments, (lines) => (lines[2] = lines[2]?.replace('"rows":1', '"rows":9') ?? '')),
      head,
    );
    expect(told.faults).toEqual([
      expect.objectContaining({ kind: 'edited', segment: '2026-01', line: 3 }) as unknown,
    ]);
  });

  it('names the place of a removed line, and which entries it held', () => {
    const { segments, head } = chain([3, 3]);
    const told = check(
      changed(segments, (lines) => lines.splice(5, 1)),
      head,
    );
    expect(told.faults).toEqual([
      {
        kind: 'removed',
        segment: '2026-02',
        line: 2,
        message: 'entries 6 to 6 are missing before this line',
      },
    ]);
  });

  it('tells moved lines from removed ones', () => {
    const { segments, head } = chain([4]);
    const told = check(
      changed(segments, (lines) => lines.splice(2, 2, lines[3] ?? '', lines[2] ?? '')),
      head,
    );
    expect(new Set(told.faults.map(({ kind }) => kind))).toEqual(new Set(['reordered']));
  });

  it('says that its end is missing, whole segments included, and that this cannot be told without the head', () => {
    const { segments, head } = chain([2, 2]);
    const told = check(segments.slice(0, 1), head);
    expect(told.faults).toEqual([
      expect.objectContaining({ kind: 'end_missing', segment: '2026-01', line: 3 }) as unknown,
    ]);
    expect(check(segments, null).faults).toEqual([
      expect.objectContaining({ kind: 'head_missing' }) as unknown,
    ]);
    expect(check(segments.slice(0, 1), undefined).verdict).toBe('unchanged');
  });

  it('stays a chain without its oldest segments, which leave their head', () => {
    const { segments, head } = chain([2, 2, 2]);
    const left = sha256(segments[0]?.lines.at(-1) ?? '');
    expect(check(segments.slice(1), head)).toMatchObject({
      verdict: 'incomplete',
      faults: [],
      missing: [{ segment: '2026-01', head: left, entries: 3 }],
    });
    expect(
      check(
        segments.filter(({ name }) => name !== '2026-02'),
        head,
      ),
    ).toMatchObject({
      verdict: 'incomplete',
      missing: [{ segment: '2026-02', entries: 3 }],
    });
  });

  it('does not take a segment for another month', () => {
    const { segments, head } = chain([1, 1]);
    const renamed = segments.map((one) => (one.name === '2026-02' ? { ...one, name: '2026-03' } : one));
    expect(check(renamed, head).faults).toEqual([
      expect.objectContaining({ kind: 'misplaced', segment: '2026-03', line: 1 }) as unknown,
    ]);
  });

  it('finds the edit of any one character', () => {
    fc.assert(
      fc.property(
        months,
        fc.nat(),
        fc.nat(),
        fc.string({ minLength: 1, maxLength: 2 }),
        (counts, a, b, put) => {
          const { segments, head } = chain(counts);
          const all = segments.flatMap(({ lines }) => lines);
          const line = a % all.length;
          const text = all[line] ?? '';
          const edited = `${text.slice(0, b % text.length)}${put}${text.slice((b % text.length) + 1)}`;
          fc.pre(edited !== text && !edited.includes('\n'));
          const told = check(
            changed(segments, (lines) => (lines[line] = edited)),
            head,
          );
          expect(told.verdict).toBe('broken');
        },
      ),
    );
  });

  it('finds the removal of any one line', () => {
    fc.assert(
      fc.property(months, fc.nat(), (counts, a) => {
        const { segments, head } = chain(counts);
        const total = segments.flatMap(({ lines }) => lines).length;
        const told = check(
          changed(segments, (lines) => lines.splice(a % total, 1)),
          head,
        );
        expect(told.verdict).toBe('broken');
      }),
    );
  });

  it('finds the exchange of any two lines', () => {
    fc.assert(
      fc.property(months, fc.nat(), fc.nat(), (counts, a, b) => {
        const { segments, head } = chain(counts);
        const total = segments.flatMap(({ lines }) => lines).length;
        const [from, to] = [a % total, b % total];
        fc.pre(from !== to);
        const told = check(
          changed(segments, (lines) => {
            const kept = lines[from] ?? '';
            lines[from] = lines[to] ?? '';
            lines[to] = kept;
          }),
          head,
        );
        expect(told.verdict).toBe('broken');
      }),
    );
  });
});
