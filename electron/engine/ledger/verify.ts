import fs from 'node:fs/promises';
import { setImmediate as breathe } from 'node:timers/promises';
import { InvestigatorError } from '@shared/domain/errors.ts';
import { readLedgerLine, type LedgerEntry } from '@shared/domain/ledger.ts';
import { ledgerCheck, type LedgerCheck } from '@shared/domain/ledgerCheck.ts';
import { ledgerSourceLabel, type LedgerReport } from '@shared/domain/ledgerReads.ts';
import { explained } from '../store/explained.ts';
import { now } from '../store/now.ts';
import { ledgerFolder, readHead, segmentFile, segmentNames, sha256 } from './files.ts';
import { lineText } from './linesBackwards.ts';

/** Lines between two breaths of the event loop. */
const AT_ONCE = 200;

/**
 * Walks the whole ledger and says whether it is unchanged since it was written, and where not. Errors: `cancelled`,
 * `output_not_writable`.
 */
export async function verifyLedger(home: string, signal?: AbortSignal): Promise<LedgerReport> {
  return await explained(ledgerFolder(home), async () => {
    // Read first: lines may come while we walk, and the head must not be ahead of them.
    const head = await readHead(home);
    const tally = tallying(ledgerCheck(sha256, head));
    for (const segment of await segmentNames(home)) {
      tally.check.segment(segment);
      await walk(await fs.readFile(segmentFile(home, segment)), tally, signal);
    }
    return tally.report(head?.recording ?? true);
  });
}

/**
 * The same of an exported copy: all segments in one file. Whether its end is missing only a head noted elsewhere
 * can tell. Errors: `cancelled`, `output_not_writable`.
 */
export async function verifyLedgerFile(file: string, signal?: AbortSignal): Promise<LedgerReport> {
  return await explained(file, async () => {
    const tally = tallying(ledgerCheck(sha256, undefined));
    await walk(await fs.readFile(file), tally, signal, true);
    return tally.report(true);
  });
}

interface Tally {
  readonly check: LedgerCheck;
  readonly line: (text: string) => void;
  readonly report: (recording: boolean) => LedgerReport;
}

function tallying(check: LedgerCheck): Tally {
  const sources = new Map<string, number>();
  const count = (entry: LedgerEntry | null): void => {
    if (entry?.kind !== 'question') return;
    const label = ledgerSourceLabel(entry.source);
    sources.set(label, (sources.get(label) ?? 0) + 1);
  };
  return {
    check,
    line: (text) => count(check.line(text)),
    report: (recording) => {
      const counted = [...sources].map(([label, questions]) => ({ label, questions }));
      return {
        ...check.finish(),
        checked_at: now(),
        recording,
        questions: counted.reduce((sum, { questions }) => sum + questions, 0),
        sources: counted.toSorted((a, b) => b.questions - a.questions || (a.label < b.label ? -1 : 1)),
      };
    },
  };
}

async function walk(
  bytes: Buffer,
  { check, line }: Pick<Tally, 'check' | 'line'>,
  signal: AbortSignal | undefined,
  isCopy = false,
): Promise<void> {
  let from = 0;
  for (let lines = 1; ; lines += 1) {
    const end = bytes.indexOf(0x0a, from);
    if (end < 0) break;
    const text = lineText(bytes.subarray(from, end));
    if (isCopy) beginSegment(check, text);
    line(text);
    from = end + 1;
    if (lines % AT_ONCE === 0) await breathe();
    if (signal?.aborted === true) throw new InvestigatorError('cancelled', 'stopped on request');
  }
  check.unfinished(bytes.length - from);
}

/** In a copy the segments follow each other; each says itself where it begins. */
function beginSegment(check: LedgerCheck, text: string): void {
  if (!text.includes('"kind":"segment"')) return;
  const entry = readLedgerLine(text);
  if (entry?.kind === 'segment') check.segment(entry.segment);
}
