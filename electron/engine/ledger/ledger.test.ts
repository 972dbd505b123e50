import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LedgerPage } from '@shared/domain/ledgerReads.ts';
import { openFileOutput } from '../exports/fileOutput.ts';
import { appendToLedger } from './append.ts';
import { exportLedger } from './export.ts';
import { segmentFile, segmentNames } from './files.ts';
import { ledgerPage } from './page.ts';
import { aQuestion, identity } from './testing/questions.ts';
import { verifyLedger, verifyLedgerFile } from './verify.ts';

let home: string;
beforeEach(() => {
  home = fs.mkdtempSync(path.join(os.tmpdir(), 'investigator-ledger-'));
});
afterEach(() => fs.rmSync(home, { recursive: true }));

const append = (...questions: readonly ReturnType<typeof aQuestion>[]): Promise<void> =>
  appendToLedger(
    home,
    identity,
    questions.map((question) => ({ question })),
  );
const all = { cursor: null, limit: 1000, asked_of: null, outcome: null } as const;
const rowsOf = ({ entries }: LedgerPage): readonly unknown[] =>
  entries.map(({ entry }) => (entry?.kind === 'question' ? entry.rows : (entry?.kind ?? 'unreadable')));
const november = (): string => segmentFile(home, '2026-11');

describe('the ledger on disk', () => {
  it('is one file a month, for its owner only, each beginning with the head of the one before', async () => {
    await append(aQuestion(1, { at: '2026-10-31T23:59:59.999999Z' }));
    await append(aQuestion(2), aQuestion(3));
    expect(await segmentNames(home)).toEqual(['2026-10', '2026-11']);
    expect(fs.statSync(november()).mode & 0o777).toBe(0o600);
    expect(fs.statSync(path.join(home, 'ledger')).mode & 0o777).toBe(0o700);
    expect(fs.readdirSync(path.join(home, 'ledger'))).toEqual([
      '2026-10.ndjson',
      '2026-11.ndjson',
      'head.json',
    ]);
    expect(fs.readFileSync(november(), 'utf8').split('\n')[0]).toContain('"previous_segment":"2026-10"');
    expect(await verifyLedger(home)).toMatchObject({
      verdict: 'unchanged',
      entries: 5,
      segments: 2,
      questions: 3,
      sources: [{ label: 'Shop', questions: 3 }],
    });
  });

  it('tells an edit on disk by segment and line, also of bytes that are no text', async () => {
    await append(aQuestion(1), aQuestion(2), aQuestion(3));
    const bytes = fs.readFileSync(november());
    bytes[bytes.indexOf('"rows":2') + 7] = 0xff;
    fs.writeFileSync(november(), bytes);
    expect(await verifyLedger(home)).toMatchObject({
      verdict: 'broken',
      faults: [{ kind: 'unreadable', segment: '2026-11', line: 3 }],
    });
    expect(rowsOf(await ledgerPage(home, all))).toEqual([3, 'unreadable', 1]);
  });

  it('goes on after its end was taken away, and never forgets that', async () => {
    await append(aQuestion(1), aQuestion(2));
    const lines = fs.readFileSync(november(), 'utf8').split('\n');
    fs.writeFileSync(november(), `${lines.slice(0, 2).join('\n')}\n`);
    expect((await verifyLedger(home)).faults).toMatchObject([{ kind: 'end_missing' }]);
    await append(aQuestion(9));
    expect((await verifyLedger(home)).faults).toMatchObject([
      { kind: 'end_missing', segment: '2026-11', line: 3 },
    ]);
    expect(rowsOf(await ledgerPage(home, all))).toEqual([9, 'end_missing', 1]);
  });

  it('says that its head was taken away, before and after the next question', async () => {
    await append(aQuestion(1));
    fs.rmSync(path.join(home, 'ledger', 'head.json'));
    expect((await verifyLedger(home)).faults).toMatchObject([{ kind: 'head_missing' }]);
    await append(aQuestion(2));
    expect((await verifyLedger(home)).faults).toMatchObject([{ kind: 'end_missing', line: 3 }]);
  });

  it('keeps the head of a segment that was removed', async () => {
    await append(aQuestion(1, { at: '2026-10-05T00:00:00.000000Z' }));
    const { head } = await verifyLedger(home);
    await append(aQuestion(2));
    fs.rmSync(segmentFile(home, '2026-10'));
    expect(await verifyLedger(home)).toMatchObject({
      verdict: 'incomplete',
      faults: [],
      missing: [{ segment: '2026-10', head, entries: 2 }],
    });
  });

  it('loses at most the unfinished line when a crash cuts it at any byte, and tells it', async () => {
    await append(aQuestion(1), aQuestion(2));
    const before = fs.readFileSync(november());
    const head = fs.readFileSync(path.join(home, 'ledger', 'head.json'));
    await append(aQuestion(3), aQuestion(4));
    const after = fs.readFileSync(november());
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: before.length, max: after.length }), async (size) => {
        // As a crash leaves it: the write got so far, and the head was not yet told.
        fs.writeFileSync(november(), after.subarray(0, size));
        fs.writeFileSync(path.join(home, 'ledger', 'head.json'), head);
        const written = after.subarray(0, size);
        const whole = [1, 2, 3, 4].slice(0, written.toString().split('\n').length - 2);
        expect((await verifyLedger(home)).verdict).toBe('unchanged');
        await append(aQuestion(5));
        const told = await verifyLedger(home);
        expect(told.verdict).toBe('unchanged');
        const isCut = written.at(-1) !== 0x0a;
        expect(told.unfinished).toHaveLength(isCut ? 1 : 0);
        expect(rowsOf(await ledgerPage(home, all))).toEqual([
          5,
          ...(isCut ? ['unfinished_line'] : []),
          ...whole.toReversed(),
        ]);
      }),
      { numRuns: 60 },
    );
  }, 60_000);

  it('begins a segment again that a crash cut in its first line', async () => {
    await append(aQuestion(1, { at: '2026-10-05T00:00:00.000000Z' }));
    fs.writeFileSync(november(), '{"application":');
    await append(aQuestion(2));
    expect(await verifyLedger(home)).toMatchObject({ verdict: 'unchanged', segments: 2, questions: 2 });
  });

  it('records nothing while paused, and says from when to when', async () => {
    await append(aQuestion(1));
    await appendToLedger(home, identity, [{ recording: false }, { question: aQuestion(2) }]);
    await append(aQuestion(3));
    expect((await ledgerPage(home, all)).recording).toBe(false);
    await appendToLedger(home, identity, [
      { recording: true },
      { recording: true },
      { question: aQuestion(4) },
    ]);
    const page = await ledgerPage(home, all);
    expect(page.recording).toBe(true);
    expect(rowsOf(page)).toEqual([4, 'resumed', 'paused', 1]);
  });
});

describe('reading the ledger', () => {
  it('answers pages newest first over segments, filtered, and exactly whether there is more', async () => {
    for (const month of ['09', '10', '11'])
      await append(
        ...Array.from({ length: 40 }, (_, i) =>
          aQuestion(i, {
            at: `2026-${month}-03T10:00:00.000000Z`,
            name: i % 2 === 0 ? 'Shop' : 'Demo',
            outcome: i % 10 === 0 ? 'failed' : 'answered',
          }),
        ),
      );
    const seen: unknown[] = [];
    let cursor: string | null = null;
    do {
      const page: LedgerPage = await ledgerPage(home, { ...all, cursor, limit: 30 });
      expect(page.has_more).toBe(page.cursor !== null);
      seen.push(...rowsOf(page));
      cursor = page.cursor;
    } while (cursor !== null);
    const month = Array.from({ length: 40 }, (_, i) => 39 - i);
    expect(seen).toEqual([...month, ...month, ...month]);
    expect((await ledgerPage(home, { ...all, asked_of: 'Demo' })).entries).toHaveLength(60);
    const failed = await ledgerPage(home, { ...all, outcome: 'failed', asked_of: 'Shop', limit: 12 });
    expect(failed).toMatchObject({ has_more: false, cursor: null });
    expect(failed.entries).toHaveLength(12);
    await expect(ledgerPage(home, { ...all, cursor: '../x:1' })).rejects.toMatchObject({
      code: 'invalid_cursor',
    });
  });

  it('is empty, not an error, before the first question', async () => {
    expect(await ledgerPage(home, all)).toEqual({
      entries: [],
      cursor: null,
      has_more: false,
      recording: true,
    });
    expect(await verifyLedger(home)).toMatchObject({ verdict: 'empty', recording: true });
  });

  it('exports a copy that is a chain by itself', async () => {
    await append(aQuestion(1, { at: '2026-10-05T00:00:00.000000Z' }));
    await append(aQuestion(2));
    fs.appendFileSync(november(), '{"cut');
    const file = path.join(home, 'copy.ndjson');
    const summary = await exportLedger(home, await openFileOutput(file, false));
    expect(summary).toMatchObject({ output: file, entries: 4, bytes: fs.statSync(file).size });
    expect(await verifyLedgerFile(file)).toMatchObject({ verdict: 'unchanged', entries: 4, segments: 2 });
    fs.writeFileSync(file, fs.readFileSync(file, 'utf8').replace('"rows":1', '"rows":7'));
    expect(await verifyLedgerFile(file)).toMatchObject({
      verdict: 'broken',
      faults: [{ kind: 'edited', segment: '2026-10', line: 2 }],
    });
  });
});
